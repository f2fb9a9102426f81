"""Takes turns by `step`, each once for all calls and states that read alike in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ivr.etiquette.abstraction import NUMBERED
from ivr.etiquette.model import ASTRAY, Graph, Machine
from ivr.etiquette.packing import AT, FACT, KNOWN, LOOK_UP, UNKNOWN, WITHHELD, mask
from ivr.etiquette.presence import Presence, otherwise, rota
from ivr.etiquette.relevance import WAIT
from ivr.etiquette.traced import (
    Asked,
    Here,
    Look,
    StateFact,
    TracedCall,
    TracedState,
    grown,
    of_state,
)
from ivr.flow import events
from ivr.flow.actions import Action, FindTime, LineUp, Promise
from ivr.flow.events import Event
from ivr.flow.flow import Rota, State
from ivr.flow.hearing import hear

HERE = "(here)"
TELL_PLACES = (events.Elapsed, events.LinedUp)
ALL_FACTS = mask(AT)
# What nearly every turn reads of its state is read at once, before what it reads of
# the call.
ASKED_OFTEN = ("kind", "in_line", "for_agent")
Read = int | StateFact
"""A fact of a call by its place in the packed ones, or a fact of its state."""
Change = tuple[int, int]
"""The bits of a call that stay, and those that are set."""


class Content(NamedTuple):
    """What a turn holds, in whatever state it began and whoever was there.

    `after` is the state in which it ends; empty for the one where it began.
    """

    event: Event
    meaning: str
    understood: bool
    actions: tuple[Action, ...]
    after: str
    place: int
    minutes: int
    department: str
    renamed: tuple[int, ...] = ()


class Taken(NamedTuple):
    """A turn as the machine takes it, before it is settled what is kept of the call.

    `content` is a number; `after` the state where the turn ends, empty where it began.
    `reads` are the bits of the call that it depends on; of facts that are kept
    together, `waits` and `agents` say whether one was written.
    """

    content: int
    after: str
    change: Change
    reads: int
    waits: bool
    agents: bool
    asks_who_is_there: bool


class _Ending(NamedTuple):
    """What is kept of a call in the state where a turn ends."""

    forgets: Change
    settles: int  # bits of the facts that are settled together
    waits: bool
    agreed_now: bool


Outcome = tuple[int, Presence, Change]
"""A turn by the number of its content, who was there, and how it changes the call."""


class _Everybody(dict[str, Rota]):
    """The rota on which everybody is free; it knows whether it was asked."""

    asked = False

    def get(self, key: str, default: Any = None) -> Any:
        self.asked = True
        return default


class Turns:
    """What each event does to a call; the same machine for all states of a flow."""

    def __init__(self, graph: Graph, machine: Machine) -> None:
        self.graph = graph
        self.machine = machine
        self.contents: list[Content] = []
        self._numbers: dict[Content, int] = {}
        self._trees: dict[tuple[Event, Presence, bool], Asked[Taken] | Taken] = {}
        self._beginnings: dict[object, Asked[Taken] | Taken] = {}
        self._answers: dict[tuple[str, StateFact], Any] = {}
        self._endings: dict[tuple[str, str, bool, bool], _Ending] = {}
        self._renaming: dict[tuple[int, tuple[int, ...]], int] = {}
        self._settling: dict[object, dict[int, tuple[Change, tuple[int, ...]]]] = {}
        self._here = Here(HERE)
        self._states: dict[str, Any] = {**graph.flow.states}
        self._everybody = _Everybody()
        self._otherwise = otherwise(graph.flow)
        self._flow = replace(graph.flow, states=self._states, rota=self._everybody)

    def outcomes(
        self, state: State, event: Event, packed: int
    ) -> tuple[tuple[Outcome, ...], int]:
        """What an event can bring, whoever is there; and the bits it depends on."""
        found: dict[tuple[int, Change], Outcome] = {}
        reads = 0
        cases = [Presence.EVERYBODY]
        for presence in cases:
            for taken in self._taken(state, event, presence, packed):
                content, change, also = self._settled(state, taken, packed)
                reads |= taken.reads | also
                found.setdefault((content, change), (content, presence, change))
                if taken.asks_who_is_there and len(cases) == 1:
                    cases += self._otherwise
        return tuple(found.values()), reads

    def _settled(
        self, state: State, taken: Taken, packed: int
    ) -> tuple[int, Change, int]:
        """A turn with all that is kept of a call after it, and the bits that decide."""
        number = taken.content
        after = taken.after or state.name
        ending = self._ending(state.name, after, taken.waits, taken.agents)
        stays, sets = _then(taken.change, ending.forgets)
        reads = stays & ending.settles
        if ending.settles:
            key = (packed & stays | sets) & ending.settles
            memory = self._settling.setdefault(ending[1:], {})
            known = memory.get(key)
            if known is None:
                known = memory[key] = self._settle(key, ending)
            change, renamed = known
            stays, sets = _then((stays, sets), change)
            if renamed:
                number = self._renamed(number, renamed)
        return number, (stays, sets), reads

    def _renamed(self, number: int, renamed: tuple[int, ...]) -> int:
        """The content with these new numbers of agents."""
        known = self._renaming.get((number, renamed))
        if known is None:
            known = self._number(self.contents[number]._replace(renamed=renamed))
            self._renaming[number, renamed] = known
        return known

    def _number(self, content: Content) -> int:
        number = self._numbers.setdefault(content, len(self.contents))
        if number == len(self.contents):
            self.contents.append(content)
        return number

    def _settle(self, packed: int, ending: _Ending) -> tuple[Change, tuple[int, ...]]:
        packing, abstraction = self.graph.packing, self.graph.abstraction
        facts = {name: packing.value(name, packed) for name in (*WAIT, *NUMBERED)}
        settled, renamed = abstraction.settled(facts, ending.waits, ending.agreed_now)
        return (~mask(settled), packing.packed(settled)), renamed

    def _ending(self, before: str, after: str, waits: bool, agents: bool) -> _Ending:
        key = (before, after, waits, agents)
        known = self._endings.get(key)
        if known is None:
            abstraction = self.graph.abstraction
            dead, anew = abstraction.dead(after), abstraction.anew(before, after)
            waits = "waited" not in dead and (waits or "waited" in anew)
            settles = mask(WAIT) if waits else 0
            if agents or "agent" in anew:
                settles |= mask(NUMBERED)
            forgets = (~mask(dead), self.graph.packing.packed(dead))
            known = _Ending(forgets, settles, waits, "agreed" in dead)
            self._endings[key] = known
        return known

    def traced(self, packed: int, reads: dict[Read, Any]) -> TracedCall:
        """A packed call that notes which of its facts are read; the state is known."""
        state = self.graph.packing.value("state", packed)
        return TracedCall.of(self._looking(packed, reads), state)

    def _taken(
        self, state: State, event: Event, presence: Presence, packed: int
    ) -> Iterator[Taken]:
        """The turn, from memory if it can be; two if it asks for a number not known."""
        here = self._begun(state, event, presence)
        while type(here) is Asked:
            fact = here.fact
            if type(fact) is not int:
                value = self._answer(state, fact)
            else:
                value = packed >> fact & FACT
                if fact == WITHHELD and value == UNKNOWN:
                    for value in KNOWN:
                        sure = packed | value << WITHHELD
                        yield from self._taken(state, event, presence, sure)
                    return
            here = here.ways.get(value)
        if isinstance(here, Taken):
            yield here
        else:
            reads: dict[Read, Any] = {}
            taken = self._take(state, event, presence, packed, reads)
            # Nothing is known of a state that the flow no longer has, but its name.
            key = (event, presence, state is ASTRAY)
            self._trees[key] = grown(self._trees.get(key), reads, taken)
            yield from self._taken(state, event, presence, packed)

    def _begun(
        self, state: State, event: Event, presence: Presence
    ) -> Asked[Taken] | Taken | None:
        """What is asked of a call first; all that is asked of its state is answered."""
        key = (state.name, event, presence)
        here = self._beginnings.get(key)
        if here is None:
            here = self._trees.get((event, presence, state is ASTRAY))
            while isinstance(here, Asked) and not isinstance(here.fact, int):
                here = here.ways.get(self._answer(state, here.fact))
            if here is not None:
                self._beginnings[key] = here
        return here

    def _answer(self, state: State, fact: StateFact) -> Any:
        answer = self._answers.get((state.name, fact))
        if answer is None:
            answer = self._answers[state.name, fact] = of_state(state, fact)
        return answer

    def _take(
        self,
        state: State,
        event: Event,
        presence: Presence,
        packed: int,
        reads: dict[Read, Any],
    ) -> Taken:
        """Takes the turn, and notes what is read of the call and of its state."""
        here, seen = self._traced_state(state, reads)
        call = TracedCall.of(self._looking(packed, reads), here)
        self._everybody.asked = False
        flow = self._flow
        if presence is not Presence.EVERYBODY:
            flow = flow.today(rota(presence, self.graph.flow, call))
        step = self.machine(flow, call, event, self.graph.voice.speak)
        asks = self._everybody.asked
        after = step.call
        facts = self.graph.abstraction.kept(after)
        if after.state is here:
            facts.pop("state", None)
        if WITHHELD in reads:
            facts.setdefault("number_withheld", call.number_withheld)
        facts[LOOK_UP] = look_up(step.actions)
        cue, value, _ = hear(self.graph.flow, seen, call, event)
        tells = isinstance(event, TELL_PLACES)
        content = Content(
            event,
            meaning=f"{cue}:{value}" if value else cue or "",
            understood=cue in seen.edges,
            actions=step.actions,
            after="" if after.state is here else after.state,
            place=after.place if tells else 0,
            minutes=after.minutes if tells else 0,
            department=after.department,
        )
        return Taken(
            self._number(content),
            content.after,
            (ALL_FACTS & ~mask(facts), self.graph.packing.packed(facts)),
            reads=sum(FACT << fact for fact in reads if isinstance(fact, int)),
            waits=not WAIT.isdisjoint(facts),
            agents=not NUMBERED.isdisjoint(facts),
            asks_who_is_there=asks,
        )

    def _traced_state(self, state: State, reads: dict[Read, Any]) -> tuple[str, Any]:
        """The state under a name of its own, and what notes how it is read."""
        if state is ASTRAY:
            return state.name, state

        def note(fact: StateFact) -> None:
            if fact not in reads:
                reads[fact] = self._answer(state, fact)

        self._here.name, self._here.note = state.name, note
        for name in ASKED_OFTEN:
            note((name, None))
        seen = self._states[self._here] = TracedState(state, note)
        return self._here, seen

    def _looking(self, packed: int, reads: dict[Read, Any]) -> Look:
        """Tells the facts of a packed call, and notes them."""
        packing = self.graph.packing

        def look(name: str) -> Any:
            place = AT[name]
            number = packed >> place & FACT
            if place == WITHHELD and number == UNKNOWN:
                number = KNOWN[0]
            reads.setdefault(place, number)
            return packing.value(name, number << place)

        return look


def look_up(actions: Iterable[Action]) -> Action | None:
    """What the line looks up in a turn; for whom does not change the answer."""
    for action in actions:
        match action:
            case FindTime(kind):
                return FindTime(kind, "")
            case Promise(kind):
                return Promise(kind, "", "", 0)
            case LineUp():
                return LineUp("")
    return None


def _then(first: Change, second: Change) -> Change:
    """Both changes as one."""
    stays, sets = second
    return first[0] & stays, first[1] & stays | sets
