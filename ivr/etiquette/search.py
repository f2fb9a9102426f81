"""The search over calls and what each rule remembers of them.

All observers travel together: at each call stands the set of their memories, as the
bits of one number, so that a turn is judged once for every memory at the same time.
"""

from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from ivr.etiquette.model import Fork, Graph, Way
from ivr.etiquette.rulebook import CallRule
from ivr.etiquette.turn import BROKEN, Broken


@dataclass(frozen=True)
class Searched:
    """How many pairs of a call and a memory were seen, and which rules broke."""

    pairs: int
    broken: frozenset[str]


class _Memories:
    """The observers' memories by bit, and what each turn makes of them.

    Most turns leave most memories as they are: of each turn it is kept which are
    `known` to it, and which of these it `moves`.
    """

    def __init__(self, graph: Graph, rules: Sequence[CallRule]) -> None:
        self.turns = graph.turns
        self.broken: set[str] = set()
        self._bits: dict[tuple[str, Hashable], int] = {}
        self._owners: list[tuple[CallRule, Hashable]] = []
        self._known = [0] * len(graph.turns)
        self._moves = [0] * len(graph.turns)
        self._moved: list[dict[int, int]] = [{} for _ in graph.turns]
        self.start = 0
        for rule in rules:
            self.start |= 1 << self._bit(rule, rule.start)

    def along(self, fork: Fork, mask: int) -> tuple[int, ...]:
        """The memories after each change of a fork, for those before it."""
        found = [0] * len(fork.changes)
        known, moves = self._known, self._moves
        for turn, by in zip(fork.turns, fork.by, strict=True):
            if mask & ~known[turn]:
                self._learn(turn, mask & ~known[turn])
            moved = mask & moves[turn]
            found[by] |= mask ^ moved | self._after(turn, moved) if moved else mask
        return tuple(found)

    def _after(self, turn: int, moved: int) -> int:
        """The memories after a turn, for those that it moves."""
        after = self._moved[turn]
        found = after.get(moved)
        if found is None:
            found = 0
            for bit in _bits(moved):
                found |= after[bit]
            after[moved] = found
        return found

    def _learn(self, turn: int, mask: int) -> None:
        happened, moves = self.turns[turn], 0
        for bit in _bits(mask):
            rule, memory = self._owners[bit.bit_length() - 1]
            assert rule.observe is not None
            after = rule.observe(memory, happened)
            if after == memory:
                continue
            moves |= bit
            if isinstance(after, Broken):
                self.broken.add(rule.code)
                self._moved[turn][bit] = 0
            else:
                self._moved[turn][bit] = 1 << self._bit(rule, after)
        self._moves[turn] |= moves
        self._known[turn] |= mask

    def _bit(self, rule: CallRule, memory: Hashable) -> int:
        bit = self._bits.get((rule.code, memory))
        if bit is None:
            bit = len(self._owners)
            self._bits[rule.code, memory] = bit
            self._owners.append((rule, memory))
        return bit


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def watch(graph: Graph, rules: Sequence[CallRule]) -> Searched:
    """Follows every call with every observer at once.

    Goes over the calls in the order in which they were found, again and again, so that
    what reaches a call by several ways is passed on together.
    """
    memories = _Memories(graph, rules)
    calls = list(zip(graph.forks, graph.targets, strict=True))
    seen = [0] * len(calls)
    waiting = [0] * len(calls)
    known: dict[Fork, dict[int, tuple[int, ...]]] = {f: {} for f in set(graph.forks)}
    for root in graph.roots:
        seen[root] = waiting[root] = memories.start
    while any(waiting):
        for call, (fork, targets) in enumerate(calls):
            mask = waiting[call]
            if not mask:
                continue
            waiting[call] = 0
            after = known[fork].get(mask)
            if after is None:
                after = known[fork][mask] = memories.along(fork, mask)
            for target, reached in zip(targets, after, strict=True):
                new = reached & ~seen[target]
                if new:
                    seen[target] |= new
                    waiting[target] |= new
    return Searched(sum(mask.bit_count() for mask in seen), frozenset(memories.broken))


def shortest_break(graph: Graph, rule: CallRule) -> list[Way] | None:
    """The shortest call, turn by turn, that breaks an observer's rule."""
    assert rule.observe is not None
    came: dict[tuple[int, Hashable], tuple[tuple[int, Hashable], Way] | None] = {}
    queue: deque[tuple[int, Hashable]] = deque()
    for root in graph.roots:
        came[root, rule.start] = None
        queue.append((root, rule.start))
    while queue:
        here = queue.popleft()
        call, memory = here
        for turn, target in graph.ways[call]:
            after = rule.observe(memory, graph.turns[turn])
            if after is BROKEN:
                return [*_back(came, here), (turn, target)]
            there = (target, after)
            if there not in came:
                came[there] = (here, (turn, target))
                queue.append(there)
    return None


def shortest_way(graph: Graph, goal: int) -> list[Way]:
    """The shortest call, turn by turn, that leads to a call of the graph."""
    came: dict[int, tuple[int, Way] | None] = dict.fromkeys(graph.roots)
    queue = deque(graph.roots)
    while queue:
        here = queue.popleft()
        if here == goal:
            return _back(came, here)
        for turn, target in graph.ways[here]:
            if target not in came:
                came[target] = (here, (turn, target))
                queue.append(target)
    raise ValueError(f"no call leads to {goal}")


def _back(came: dict, here: object) -> list[Way]:  # type: ignore[type-arg]
    ways: list[Way] = []
    while (step := came[here]) is not None:
        here, way = step
        ways.append(way)
    return ways[::-1]
