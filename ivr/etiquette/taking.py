"""Takes turns by `step`, each once for all calls and states that read alike in it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ivr.etiquette.abstraction import Settled
from ivr.etiquette.model import ASTRAY, Graph, Machine
from ivr.etiquette.packing import AT, FACT, KNOWN, LOOK_UP, UNKNOWN, WITHHELD, mask
from ivr.etiquette.presence import Presence, otherwise, rota
from ivr.etiquette.relevance import NOTHING, Facts
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
LOOKS_UP = (FindTime, Promise, LineUp)
TELL_PLACES = (events.Elapsed, events.LinedUp)
ALL_FACTS = mask(AT)
# What a state says of the facts that matter in it, and of those put in order anew.
DEAD, ANEW = "what is forgotten", "what is put in order"

Read = int | StateFact
"""A fact of a call by its place in the packed ones, or a fact of its state."""
Change = tuple[int, int]
"""The bits of a call that stay, and those that are set."""


class Content(NamedTuple):
    """What a turn holds, in whatever state it began and whoever was there.

    `after` is the state in which it ends; `HERE` is the one where it began.
    """

    event: Event
    meaning: str
    understood: bool
    actions: tuple[Action, ...]
    after: str
    place: int
    minutes: int
    department: str
    renamed: tuple[int, ...]


class Taken(NamedTuple):
    """A turn: its content by number, and how it changes the call.

    `reads` are the bits of the call that it depends on.
    """

    content: int
    change: Change
    reads: int
    asks_who_is_there: bool


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
        self._answers: dict[tuple[str, StateFact], Any] = {}
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
                reads |= taken.reads
                outcome = (taken.content, presence, taken.change)
                found.setdefault((taken.content, taken.change), outcome)
                if taken.asks_who_is_there and len(cases) == 1:
                    cases += self._otherwise
        return tuple(found.values()), reads

    def traced(self, packed: int, reads: dict[Read, Any]) -> TracedCall:
        """A packed call that notes which of its facts are read; the state is known."""
        state = self.graph.packing.value("state", packed)
        return TracedCall.of(self._looking(packed, reads), state)

    def _taken(
        self, state: State, event: Event, presence: Presence, packed: int
    ) -> Iterator[Taken]:
        """The turn, from memory if it can be; two if it asks for a number not known."""
        # Nothing is known of a state that the flow no longer has, but its name.
        key = (event, presence, state is ASTRAY)
        known = here = self._trees.get(key)
        while isinstance(here, Asked):
            fact = here.fact
            if not isinstance(fact, int):
                value = self._answer(state, fact)
            elif fact == WITHHELD and packed >> fact & FACT == UNKNOWN:
                for value in KNOWN:
                    sure = packed | value << WITHHELD
                    yield from self._taken(state, event, presence, sure)
                return
            else:
                value = packed >> fact & FACT
            here = here.ways.get(value)
        if here is not None:
            yield here
            return
        reads: dict[Read, Any] = {}
        taken = self._take(state, event, presence, packed, reads)
        self._trees[key] = grown(known, reads, taken)
        yield from self._taken(state, event, presence, packed)

    def _answer(self, state: State, fact: StateFact) -> Any:
        answer = self._answers.get((state.name, fact))
        if answer is None:
            name, key = fact
            if name == DEAD:
                answer = tuple(self.graph.abstraction.dead(state.name))
            elif name == ANEW:
                answer = self.graph.abstraction.anew(state.name, key)
            else:
                answer = of_state(state, fact)
            self._answers[state.name, fact] = answer
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
        dead, anew = self._forgotten(state, step.call.state, reads)
        facts, renamed = self.graph.abstraction.settled(step.call, dead, anew)
        if step.call.state is here:
            facts.pop("state", None)
        if WITHHELD in reads:
            facts.setdefault("number_withheld", call.number_withheld)
        looks_up = (act for act in step.actions if isinstance(act, LOOKS_UP))
        facts[LOOK_UP] = next(looks_up, None)
        change = (ALL_FACTS & ~mask(facts), self.graph.packing.packed(facts))
        cue, value, _ = hear(self.graph.flow, seen, call, event)
        after = step.call
        tells = isinstance(event, TELL_PLACES)
        content = Content(
            event,
            meaning=f"{cue}:{value}" if value else cue or "",
            understood=cue in seen.edges,
            actions=step.actions,
            after=str(after.state),
            place=after.place if tells else 0,
            minutes=after.minutes if tells else 0,
            department=after.department,
            renamed=renamed,
        )
        bits = sum(FACT << fact for fact in reads if isinstance(fact, int))
        return Taken(self._number(content), change, bits, asks)

    def _traced_state(self, state: State, reads: dict[Read, Any]) -> tuple[str, Any]:
        """The state under a name of its own, and what notes how it is read."""
        if state is ASTRAY:
            return state.name, state

        def note(fact: StateFact) -> None:
            if fact not in reads:
                reads[fact] = self._answer(state, fact)

        self._here.name, self._here.note = state.name, note
        seen = self._states[self._here] = TracedState(state, note)
        return self._here, seen

    def _number(self, content: Content) -> int:
        number = self._numbers.setdefault(content, len(self.contents))
        if number == len(self.contents):
            self.contents.append(content)
        return number

    def _forgotten(
        self, state: State, after: str, reads: dict[Read, Any]
    ) -> tuple[Settled, Facts]:
        """What no longer matters after the turn, and what is put in order anew."""
        abstraction = self.graph.abstraction
        if isinstance(after, Here):
            after.note((DEAD, None))
            return abstraction.dead(state.name), NOTHING
        reads[ANEW, after] = self._answer(state, (ANEW, after))
        return abstraction.dead(after), abstraction.anew(state.name, after)

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
