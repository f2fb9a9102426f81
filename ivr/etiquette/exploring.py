"""Explores every call: whatever anybody does in each state, by `step` alone."""

from collections.abc import Iterable
from typing import Any

from ivr.etiquette.abstraction import Abstraction
from ivr.etiquette.environment import Environment
from ivr.etiquette.model import ASTRAY, Fork, Graph, Machine
from ivr.etiquette.packing import AT, FACT, LOOK_UP, Remembered
from ivr.etiquette.presence import Presence
from ivr.etiquette.reduction import Reduced
from ivr.etiquette.taking import Change, Outcome, Turns
from ivr.etiquette.turn import Turn
from ivr.etiquette.voice import Voice
from ivr.flow import events
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import State
from ivr.flow.machine import start, step

# What a call is about at first sight: its state, and what is being looked up.
PLACE = FACT << AT["state"] | FACT << AT[LOOK_UP]
Answers = Remembered[tuple[Any, int]]
"""Answers, each with the bits that it depends on."""


def explore(
    small: Reduced,
    voice: Voice,
    machine: Machine = step,
    *,
    lazy: bool = True,
    temper: bool = False,
) -> Graph:
    """The graph of all calls of a flow; `lazy` and `temper` as `Abstraction` has them.

    A turn is taken once for all calls that agree on what is read of them in it.
    """
    abstraction = Abstraction(small, lazy, temper)
    graph = Graph(small.flow, voice, abstraction, small.stands_for)
    return _Explorer(graph, machine).explored()


class _Explorer:
    def __init__(self, graph: Graph, machine: Machine) -> None:
        self.graph = graph
        self.environment = Environment(graph.flow)
        self.turns = Turns(graph, machine)
        self._calls: dict[int, int] = {}
        self._turns: dict[tuple[str, int, Presence], int] = {}
        self._forks: dict[int, Remembered[Fork]] = {}
        self._alike: dict[object, Fork] = {}
        self._following: dict[int, Answers] = {}
        self._outcomes: dict[tuple[str, Event], Answers] = {}

    def explored(self) -> Graph:
        graph = self.graph
        lost = Call(ASTRAY.name, graph.flow.languages[0])
        graph.roots = (self._begun(start(graph.flow)), self._begun(lost))
        begins: tuple[Iterable[Event], ...] = (
            self.environment.dials(),
            (events.Resumed(),),
        )
        for root, following in zip(graph.roots, begins, strict=True):
            ways, _ = self._ways(graph.packed[root], following)
            self._go(root, self._fork(ways))
        done = len(graph.roots)
        while done < len(graph.packed):
            self._go(done, self._forked(graph.packed[done]))
            done += 1
        return graph

    def _begun(self, call: Call) -> int:
        facts, _ = self.graph.abstraction.encoded(call)
        return self._number(self.graph.packing.packed(facts))

    def _number(self, packed: int) -> int:
        number = self._calls[packed] = len(self.graph.packed)
        self.graph.packed.append(packed)
        return number

    def _go(self, number: int, fork: Fork) -> None:
        packed, calls = self.graph.packed[number], self._calls
        targets = []
        for stays, sets in fork.changes:
            reached = packed & stays | sets
            target = calls.get(reached)
            targets.append(self._number(reached) if target is None else target)
        self.graph.forks.append(fork)
        self.graph.targets.append(tuple(targets))

    def _forked(self, packed: int) -> Fork:
        """What can follow on a call; from memory, if it did on one that reads alike."""
        place = packed & PLACE
        forks = self._forks.get(place)
        if forks is None:
            forks = self._forks[place] = Remembered()
            self._following[place] = Remembered()
        fork = forks.find(packed)
        if fork is None:
            following, reads = self._events(packed)
            ways, also = self._ways(packed, following)
            fork = self._fork(ways)
            forks.keep(packed, reads | also, fork)
        return fork

    def _events(self, packed: int) -> tuple[tuple[Event, ...], int]:
        """What can happen now, and the bits of the call that this depends on."""
        memory = self._following[packed & PLACE]
        known = memory.find(packed)
        if known is None:
            reads: dict[Any, Any] = {}
            call = self.turns.traced(packed, reads)
            looks_up = self.graph.packing.value(LOOK_UP, packed)
            following = (
                self.environment.next(call)
                if looks_up is None
                else self.environment.answers(looks_up)
            )
            found = tuple(following)
            known = found, sum(FACT << place for place in reads)
            memory.keep(packed, known[1], known)
        return known

    def _ways(
        self, packed: int, following: Iterable[Event]
    ) -> tuple[list[tuple[int, Change]], int]:
        """The turns of these events with their changes, and the bits they depend on."""
        state = self._state(packed)
        ways: list[tuple[int, Change]] = []
        reads = 0
        for event in following:
            memory = self._outcomes.get((state.name, event))
            if memory is None:
                memory = self._outcomes[state.name, event] = Remembered()
            known = memory.find(packed)
            if known is None:
                outcomes, also = self.turns.outcomes(state, event, packed)
                known = [self._way(state, each) for each in outcomes], also
                memory.keep(packed, also, known)
            ways += known[0]
            reads |= known[1]
        return ways, reads

    def _state(self, packed: int) -> State:
        name = self.graph.packing.value("state", packed)
        return self.graph.flow.states.get(name, ASTRAY)

    def _fork(self, ways: Iterable[tuple[int, Change]]) -> Fork:
        ways = tuple(dict.fromkeys(ways))
        fork = self._alike.get(ways)
        if fork is None:
            changes = {change: 0 for _, change in ways}
            numbers = {change: number for number, change in enumerate(changes)}
            turns = tuple(turn for turn, _ in ways)
            by = tuple(numbers[change] for _, change in ways)
            fork = self._alike[ways] = Fork(turns, by, tuple(changes))
        return fork

    def _way(self, state: State, outcome: Outcome) -> tuple[int, Change]:
        """The turn that an outcome is in a state, and its change."""
        content, presence, change = outcome
        number = self._turns.get((state.name, content, presence))
        if number is None:
            number = self._turns[state.name, content, presence] = len(self.graph.turns)
            self.graph.turns.append(self._turn(state, content, presence))
        return number, change

    def _turn(self, before: State, number: int, presence: Presence) -> Turn:
        graph, content = self.graph, self.turns.contents[number]
        twins = graph.abstraction.twins
        department = content.department
        return Turn(
            number=len(graph.turns),
            flow=graph.flow,
            bounds=graph.voice.bounds,
            before=before,
            event=content.event,
            presence=presence,
            meaning=content.meaning,
            understood=content.understood,
            actions=content.actions,
            after=graph.flow.states[content.after] if content.after else before,
            place=content.place,
            minutes=content.minutes,
            twin=department if department in twins else "",
            department=twins.get(department, department),
            renamed=content.renamed,
        )
