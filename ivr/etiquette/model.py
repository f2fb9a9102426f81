"""Every call a flow can have, as a finite graph of calls and turns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from ivr.etiquette.abstraction import Abstraction
from ivr.etiquette.packing import Packing
from ivr.etiquette.turn import Turn
from ivr.etiquette.voice import Voice
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind, State
from ivr.flow.machine import Speak, Step

Machine = Callable[[Flow, Call, Event, Speak], Step]
Way = tuple[int, int]
"""A turn of the graph and the call it leads to."""
Follows = Callable[[Turn], bool]
T = TypeVar("T")

# A call whose state a republished script no longer has.
ASTRAY = State("(a state of an older version)", Kind.ASIDE)


@dataclass(frozen=True, eq=False, slots=True)
class Fork:
    """The turns that can follow, and by which change of the call each leads on.

    Calls that differ only in what none of the turns reads share a fork. A change is
    the bits of a call that stay, and those that are set.
    """

    turns: tuple[int, ...]
    by: tuple[int, ...]
    changes: tuple[tuple[int, int], ...]


@dataclass(eq=False)
class Graph:
    """Calls by number, and for each the turns that can follow and where they lead.

    The calls in `roots` are where everything begins. `departments` gives for each
    department of the flow those that it stands for. `targets` gives for each call
    where the changes of its fork lead.
    """

    flow: Flow
    voice: Voice
    abstraction: Abstraction
    departments: Mapping[str, tuple[str, ...]]
    packing: Packing = field(default_factory=Packing)
    turns: list[Turn] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)
    forks: list[Fork] = field(default_factory=list)
    targets: list[tuple[int, ...]] = field(default_factory=list)
    roots: tuple[int, ...] = ()

    @property
    def calls(self) -> "Sequence[Call]":
        """Each call, made of its facts when it is looked at."""
        return _Each(len(self.packed), lambda n: self.packing.call(self.packed[n]))

    @property
    def ways(self) -> "Sequence[list[Way]]":
        """For each call the turns that can follow, and where they lead."""
        return _Each(len(self.packed), self._ways)

    def values(self, fact: str) -> set[Any]:
        """Every value that a fact has on some call."""
        return {self.packing.value(fact, packed) for packed in self.packed}

    @property
    def transitions(self) -> int:
        """How many ways on there are in all."""
        return sum(len(fork.turns) for fork in self.forks)

    def state(self, call: int) -> State:
        """The state that a call stands in."""
        name = self.packing.value("state", self.packed[call])
        return self.flow.states.get(name, ASTRAY)

    def along(self, follows: Follows) -> list[list[int]]:
        """For each call, the calls to which turns like these lead."""
        followed = [follows(turn) for turn in self.turns]
        chosen: dict[Fork, tuple[int, ...]] = {}
        for fork in set(self.forks):
            ways = zip(fork.turns, fork.by, strict=True)
            chosen[fork] = tuple({by: turn for turn, by in ways if followed[turn]})
        return [
            [targets[by] for by in chosen[fork]]
            for fork, targets in zip(self.forks, self.targets, strict=True)
        ]

    def _ways(self, call: int) -> list[Way]:
        fork, targets = self.forks[call], self.targets[call]
        ways = zip(fork.turns, fork.by, strict=True)
        return [(turn, targets[by]) for turn, by in ways]


class _Each(Sequence[T]):
    """One thing for each call, made when it is looked at."""

    def __init__(self, count: int, made: Callable[[int], T]) -> None:
        self._count = count
        self._made = made

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, call: int) -> T: ...

    @overload
    def __getitem__(self, call: slice) -> list[T]: ...

    def __getitem__(self, call: int | slice) -> T | list[T]:
        calls = range(self._count)[call]
        if isinstance(calls, int):
            return self._made(calls)
        return [self._made(each) for each in calls]

    def __iter__(self) -> Iterator[T]:
        return map(self._made, range(self._count))
