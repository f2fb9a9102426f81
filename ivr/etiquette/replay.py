"""A way through the graph of calls becomes a real call, turn by turn, by `step`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ivr.etiquette.abstraction import TEMPER
from ivr.etiquette.environment import BETTER, SPOKEN, WORSE
from ivr.etiquette.model import Graph, Machine, Way
from ivr.etiquette.presence import Presence, rota
from ivr.etiquette.rulebook import CallRule
from ivr.etiquette.turn import Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Action
from ivr.flow.call import LONGEST_WAIT, Call
from ivr.flow.events import Event
from ivr.flow.flow import MANAGER, Flow, Rota
from ivr.flow.machine import start, step
from ivr.flow.words import speak
from ivr.languages import heard


@dataclass(frozen=True)
class Played:
    """One turn of a real call: the call before, what happened, what the line did.

    `rota` is who was there; a department that is not in it has everybody there.
    """

    before: Call
    event: Event
    actions: tuple[Action, ...]
    after: Call
    turn: Turn
    rota: Mapping[str, Rota] = field(default_factory=dict)


class NotReplayed(Exception):
    """The real call went another way than the graph says."""


def really_breaks(rule: CallRule, graph: Graph, played: Sequence[Played]) -> bool:
    """Whether the observer of a rule, on the real turns, finds it broken at the end."""
    if rule.observe is None:
        return bool(played)
    memory: Any = rule.start
    for one in played:
        if isinstance(memory, Broken):
            return False
        memory = rule.observe(memory, _real(graph, one))
    return isinstance(memory, Broken)


def _real(graph: Graph, one: Played) -> Turn:
    """The turn with what really happened; places as worse, the same or better."""
    before, after = one.before.place, one.after.place
    place = 0
    if one.turn.place and after:
        place = SPOKEN if not before else SPOKEN + (after > before) - (after < before)
    return replace(
        one.turn,
        event=one.event,
        actions=one.actions,
        place=place,
        department=one.after.department,
        twin="",
        renamed=(),
    )


def replay(
    flow: Flow, graph: Graph, ways: Sequence[Way], machine: Machine = step
) -> tuple[Played, ...]:
    """The real call on the whole flow; NotReplayed where it cannot be made."""
    try:
        return tuple(_Replay(flow, graph, ways, machine, False).played())
    except NotReplayed:
        return tuple(_Replay(flow, graph, ways, machine, True).played())


class _Replay:
    def __init__(
        self,
        flow: Flow,
        graph: Graph,
        ways: Sequence[Way],
        machine: Machine,
        number_withheld: bool,
    ) -> None:
        self.number_withheld = number_withheld
        self.flow, self.graph, self.machine = flow, graph, machine
        self.ways = ways
        steps_up = sum(
            getattr(graph.turns[turn].event, "place", None) == BETTER
            for turn, _ in ways
        )
        self.first_place = steps_up + 1

    def played(self) -> Iterator[Played]:
        call = start(self.flow)
        withheld = self.number_withheld
        at = self.graph.roots[0]
        if self.ways and self.ways[0] in self.graph.ways[self.graph.roots[1]]:
            at = self.graph.roots[1]
            call = self.graph.calls[at]
        for number, target in self.ways:
            turn = self.graph.turns[number]
            wanted = self._alike(self.graph.calls[target])
            for event in self._events(call, at, turn):
                if isinstance(event, events.Dialed) and self.graph.abstraction.lazy:
                    event = replace(event, number_withheld=withheld)
                today = self._rota(turn, call)
                taken = self.machine(self.flow.today(today), call, event, speak)
                if self._alike(taken.call) == wanted:
                    break
            else:
                raise NotReplayed(f"{turn.event} in {call.state} leads elsewhere")
            yield Played(call, event, taken.actions, taken.call, turn, today)
            call, at = taken.call, target

    def _alike(self, call: Call) -> object:
        """What a real call shares with the one of the graph that stands for it."""
        facts = self.graph.abstraction.encoded(call)[0]
        if self.graph.abstraction.temper:
            return tuple(facts[name] for name in ("state", *TEMPER))
        return facts

    def _rota(self, turn: Turn, call: Call) -> Mapping[str, Rota]:
        """Who is there; a graph about temper knows one agent of each department."""
        if self.graph.abstraction.temper and turn.presence is Presence.EVERYBODY:
            return {key: Rota((0,), (0,)) for key in self.flow.departments}
        return rota(turn.presence, self.flow, call)

    def _events(self, call: Call, at: int, turn: Turn) -> Iterator[Event]:
        """Real events that this turn's event stands for on this call."""
        event = turn.event
        match event:
            case events.Elapsed(seconds, place, minutes):
                since = call.waited - call.agreed
                real = self._place(call, place)
                for wait in (
                    seconds,
                    self.flow.ask_again_after - since,
                    LONGEST_WAIT - call.waited,
                    30 - call.waited,
                ):
                    if wait > 0:
                        yield events.Elapsed(wait, real, minutes)
            case events.LinedUp(place, minutes) if place:
                yield events.LinedUp(call.place or self.first_place, minutes)
            case events.Pressed(digit):
                yield events.Pressed(self._digit(call, turn, digit))
            case events.Spoke(_, meaning):
                real_meaning = self._meaning(call, at, meaning)
                yield events.Spoke(self._words(call, real_meaning), real_meaning)
            case (
                events.AgentAccepted(agent)
                | events.AgentPickedUp(agent)
                | events.AgentDeclined(agent)
                | events.AgentUnanswered(agent)
                | events.AgentFreed(agent)
            ):
                yield type(event)(self._agent(call, at, agent))
            case events.AgentAskedToTransfer(to) if "/" in to:
                yield events.AgentAskedToTransfer(self._agent(call, at, to))
            case events.AgentAskedToTransfer(to):
                yield events.AgentAskedToTransfer(self._twinned(call, to))
            case _:
                yield event

    def _place(self, call: Call, place: int | None) -> int | None:
        if place is None:
            return None
        spoken = call.place or self.first_place
        return max(1, {BETTER: spoken - 1, SPOKEN: spoken, WORSE: spoken + 1}[place])

    def _twinned(self, call: Call, department: str) -> str:
        """The department by its real name: the twin's, while the call is there."""
        twins = self.graph.abstraction.twins
        first = twins.get(call.department)
        if first is None:
            return department
        return {first: call.department, call.department: first}.get(
            department, department
        )

    def _agent(self, call: Call, at: int, agent: str) -> str:
        key, _, index = agent.rpartition("/")
        real = self._twinned(call, key)
        if real != call.department:
            return f"{real}/{index}"
        renamed = self.graph.abstraction.encoded(call)[1]
        return f"{real}/{renamed.index(int(index)) if renamed else index}"

    def _meaning(self, call: Call, at: int, meaning: str | None) -> str | None:
        cue, _, value = (meaning or "").partition(":")
        match cue:
            case "department":
                return f"department:{self._twinned(call, value)}"
            case "agent":
                return f"agent:{self._agent(call, at, value)}"
            case _:
                return meaning

    def _digit(self, call: Call, turn: Turn, digit: str) -> str:
        meaning = turn.before.keys.get(digit, "")
        real = self._meaning(call, 0, meaning)
        keys = self.flow.states[call.state].keys
        return next((d for d, m in keys.items() if m == real), digit)

    def _words(self, call: Call, meaning: str | None) -> str:
        """What a caller would say for a meaning."""
        cue, _, value = (meaning or "").partition(":")
        match cue:
            case "":
                return "…"
            case "department":
                department = self.flow.departments[value]
                examples = department.examples.get(call.language)
                return examples[0] if examples else department.name[call.language]
            case "agent":
                return self.flow.agent_name(value, call.language)
            case "manager" if MANAGER in self.flow.departments:
                return heard(call.language)["manager"][0]
            case _:
                sayings = heard(call.language).get(cue)
                return sayings[0] if sayings else cue
