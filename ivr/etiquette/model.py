"""Every call a flow can have, as a finite graph of calls and turns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from ivr.etiquette.abstraction import AT, NAMES, Abstraction, Facing
from ivr.etiquette.environment import Environment
from ivr.etiquette.footprint import Footprint, edges_of, footprint
from ivr.etiquette.presence import (
    ABOUT_SOMEBODY,
    EVERYBODY,
    Presence,
    presences,
    rota,
)
from ivr.etiquette.reduction import Reduced
from ivr.etiquette.turn import Turn
from ivr.etiquette.voice import Voice
from ivr.flow import events
from ivr.flow.actions import Action, FindTime, LineUp, Promise
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind, State
from ivr.flow.hearing import hear
from ivr.flow.machine import Speak, Step, start, step

Machine = Callable[[Flow, Call, Event, Speak], Step]

REQUESTS = (FindTime, Promise, LineUp)

# A call whose state a republished script no longer has.
ASTRAY = State("(a state of an older version)", Kind.ASIDE)

WITHHELD = AT["number_withheld"]
Entry = tuple[int, tuple[tuple[int, Any], ...], Action | None]


@dataclass
class Graph:
    """Calls by number, and for each the turns that can follow and where they lead.

    `asks` is the look-up a call still waits for within the same turn. The calls in
    `roots` are where everything begins. `departments` gives for each department of
    the flow those that it stands for.
    """

    flow: Flow
    voice: Voice
    abstraction: Abstraction
    calls: list[Call] = field(default_factory=list)
    asks: list[Action | None] = field(default_factory=list)
    ways: list[list[tuple[int, int]]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    roots: tuple[int, ...] = ()
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def transitions(self) -> int:
        """How many ways on there are in all."""
        return sum(len(ways) for ways in self.ways)

    def state(self, call: int) -> State:
        """The state that a call stands in."""
        return self.flow.states.get(self.calls[call].state, ASTRAY)


def explore(
    small: Reduced,
    voice: Voice,
    machine: Machine = step,
    *,
    lazy: bool = True,
    temper: bool = False,
) -> Graph:
    """The graph of all calls of a flow: whatever anybody does, by `step` alone.

    `lazy` and `temper` as `Abstraction` explains them.
    """
    return _Explorer(small, voice, machine, Abstraction(small, lazy, temper)).explored()


@dataclass(frozen=True, eq=False)
class _Plan:
    """An event, who is there, what its turn depends on, and the turns already taken."""

    event: Event
    presence: Presence
    touched: Footprint
    facing: Callable[[Facing], Any]
    taken: dict[Any, Entry] = field(default_factory=dict)


class _Explorer:
    """Takes each turn once for all calls that differ only in what it never reads."""

    def __init__(
        self, small: Reduced, voice: Voice, machine: Machine, abstraction: Abstraction
    ) -> None:
        self.flow = flow = small.flow
        self.machine = machine
        self.abstraction = abstraction
        self.graph = Graph(flow, voice, abstraction)
        self.environment = Environment(flow)
        self.graph.departments = small.stands_for
        self._facing: list[Facing] = []
        self._numbers: dict[tuple[Facing, Action | None], int] = {}
        self._turns: dict[tuple[object, ...], int] = {}
        self._plans: dict[object, tuple[_Plan, ...]] = {}
        self._by_event: dict[tuple[str, Event, str], tuple[_Plan, ...]] = {}

    def explored(self) -> Graph:
        graph = self.graph
        first = self._number(self.abstraction.encoded(start(self.flow))[0], None)
        lost = Call(ASTRAY.name, self.flow.languages[0])
        astray = self._number(self.abstraction.encoded(lost)[0], None)
        graph.roots = (first, astray)
        for event in self.environment.dials():
            self._go(first, self._plans_of(graph.state(first), event))
        self._go(astray, self._plans_of(ASTRAY, events.Resumed()))
        done = 2
        while done < len(self._facing):
            self._go(done, self._plans_for(done))
            done += 1
        return graph

    def _plans_for(self, number: int) -> tuple[_Plan, ...]:
        request = self.graph.asks[number]
        facing = self._facing[number]
        key: object = (
            (facing[0], request, facing[AT["department"]])
            if request is not None
            else (
                facing[0],
                facing[AT["department"]],
                facing[AT["agent"]],
                facing[AT["ringing"]],
                facing[AT["others"]],
            )
        )
        plans = self._plans.get(key)
        if plans is None:
            state = self.graph.state(number)
            following = (
                self.environment.answers(request)
                if request is not None
                else self.environment.next(self.graph.calls[number])
            )
            plans = tuple(
                plan
                for event in following
                for plan in self._plans_of(state, event, facing[AT["department"]])
            )
            self._plans[key] = plans
        return plans

    def _plans_of(
        self, state: State, event: Event, department: str = ""
    ) -> tuple[_Plan, ...]:
        """The event, whoever is there when it happens."""
        key = (state.name, event, department)
        plans = self._by_event.get(key)
        if plans is None:
            relevance = self.abstraction.relevance
            touched = footprint(relevance, state, event, department)
            plans = tuple(
                self._plan(event, presence, touched)
                for presence in presences(self.flow, edges_of(relevance, state, event))
            )
            self._by_event[key] = plans
        return plans

    def _plan(self, event: Event, presence: Presence, touched: Footprint) -> _Plan:
        if presence in ABOUT_SOMEBODY:
            touched = replace(touched, reads=touched.reads | {"agent"})
        facing = itemgetter(*(AT[name] for name in sorted(touched.reads)))
        return _Plan(event, presence, touched, facing)

    def _go(self, number: int, plans: tuple[_Plan, ...]) -> None:
        known = self._facing[number]
        ways = self.graph.ways[number]
        for plan in plans:
            looks = known[WITHHELD] is None and "number_withheld" in plan.touched.reads
            for facing in _with_and_without_number(known) if looks else (known,):
                key = plan.facing(facing)
                entry = plan.taken.get(key)
                if entry is None:
                    entry = self._take(facing, plan)
                    plan.taken[key] = entry
                turn, changes, asked = entry
                reached = list(facing)
                for position, value in changes:
                    reached[position] = value
                target = self._number(tuple(reached), asked)
                if plan.presence not in EVERYBODY and self._same(ways, turn, target):
                    continue
                ways.append((turn, target))

    def _same(self, ways: list[tuple[int, int]], turn: int, target: int) -> bool:
        """Whether the event does the same whoever is there."""
        graph, taken = self.graph, self.graph.turns[turn]
        for other, reached in reversed(ways[-len(Presence) :]):
            before = graph.turns[other]
            if before.event != taken.event:
                return False
            same = before.renamed == taken.renamed and before.actions == taken.actions
            if reached == target and same:
                return True
        return False

    def _take(self, facing: Facing, plan: _Plan) -> Entry:
        call = self.abstraction.decoded(facing)
        flow = self.flow.today(rota(plan.presence, self.flow, call))
        taken = self.machine(flow, call, plan.event, self.graph.voice.speak)
        asked = next((a for a in taken.actions if isinstance(a, REQUESTS)), None)
        after, renamed = self.abstraction.encoded(taken.call)
        dead = self.abstraction.dead(taken.call.state)
        reads, writes = plan.touched.reads, plan.touched.writes
        forgets = self.abstraction.forgets_number(taken.call.state)
        changes = []
        for position, name in enumerate(NAMES):
            if name in dead or (position == WITHHELD and forgets):
                changes.append((position, after[position]))
            elif position == WITHHELD and name not in reads | writes:
                continue
            elif facing[position] != after[position]:
                if name not in writes:
                    raise AssertionError(f"{plan.event} in {call.state} changed {name}")
                changes.append((position, after[position]))
            elif name in writes and name not in reads:
                changes.append((position, after[position]))
        return self._turn(call, plan, taken, renamed), tuple(changes), asked

    def _number(self, facing: Facing, asked: Action | None) -> int:
        key = (facing, asked)
        number = self._numbers.get(key)
        if number is None:
            number = len(self._facing)
            self._numbers[key] = number
            self._facing.append(facing)
            self.graph.calls.append(self.abstraction.decoded(facing))
            self.graph.asks.append(asked)
            self.graph.ways.append([])
        return number

    def _turn(
        self, call: Call, plan: _Plan, taken: Step, renamed: tuple[int, ...]
    ) -> int:
        after = taken.call
        waits = "place" in plan.touched.reads
        place, minutes = (after.place, after.minutes) if waits else (0, 0)
        twins = self.abstraction.twins
        twin = after.department if after.department in twins else ""
        key = (
            call.state,
            plan.event,
            plan.presence,
            taken.actions,
            after.state,
            place,
            minutes,
            after.department,
            renamed,
        )
        number = self._turns.get(key)
        if number is None:
            number = len(self.graph.turns)
            self._turns[key] = number
            before = self.flow.states.get(call.state, ASTRAY)
            cue, value, _ = hear(self.flow, before, call, plan.event)
            self.graph.turns.append(
                Turn(
                    number=number,
                    flow=self.flow,
                    bounds=self.graph.voice.bounds,
                    before=before,
                    event=plan.event,
                    presence=plan.presence,
                    meaning=f"{cue}:{value}" if value else cue or "",
                    understood=cue in before.edges,
                    actions=taken.actions,
                    after=self.flow.states[after.state],
                    place=place,
                    minutes=minutes,
                    twin=twin,
                    department=twins.get(after.department, after.department),
                    renamed=renamed,
                )
            )
        return number


def successors(graph: Graph, call: int) -> Iterator[tuple[Turn, int]]:
    """Each turn that can follow on a call, and the call it leads to."""
    for turn, target in graph.ways[call]:
        yield graph.turns[turn], target


def _with_and_without_number(facing: Facing) -> Iterator[Facing]:
    for withheld in (False, True):
        values = list(facing)
        values[WITHHELD] = withheld
        yield tuple(values)
