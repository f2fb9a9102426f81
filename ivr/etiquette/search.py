"""The search over calls and what each rule remembers of them.

All observers travel together: at each call stands the set of their memories, as the
bits of one number, so that a turn is judged once for every memory at the same time.
"""

from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from ivr.etiquette.model import Graph
from ivr.etiquette.rulebook import CallRule
from ivr.etiquette.turn import BROKEN, Broken

Way = tuple[int, int]
"""A turn of the graph and the call it leads to."""


@dataclass(frozen=True)
class Searched:
    """How many pairs of a call and a memory were seen, and which rules broke."""

    pairs: int
    broken: frozenset[str]


class _Memories:
    """The observers' memories by bit, and what each turn makes of them."""

    def __init__(self, graph: Graph, rules: Sequence[CallRule]) -> None:
        self.graph = graph
        self.broken: set[str] = set()
        self._bits: dict[tuple[str, Hashable], int] = {}
        self._owners: list[tuple[CallRule, Hashable]] = []
        self._after: list[dict[int, int]] = [{} for _ in graph.turns]
        self._each: dict[tuple[int, int], int] = {}
        self.start = 0
        for rule in rules:
            self.start |= 1 << self._bit(rule, rule.start)

    def after(self, turn: int, mask: int) -> int:
        """The memories after a turn, for those before it."""
        known = self._after[turn]
        found = known.get(mask)
        if found is None:
            found, rest = 0, mask
            while rest:
                bit = (rest & -rest).bit_length() - 1
                rest &= rest - 1
                found |= self._one(turn, bit)
            known[mask] = found
        return found

    def _one(self, turn: int, bit: int) -> int:
        key = (turn, bit)
        found = self._each.get(key)
        if found is None:
            rule, memory = self._owners[bit]
            assert rule.observe is not None
            after = rule.observe(memory, self.graph.turns[turn])
            if isinstance(after, Broken):
                self.broken.add(rule.code)
                found = 0
            else:
                found = 1 << self._bit(rule, after)
            self._each[key] = found
        return found

    def _bit(self, rule: CallRule, memory: Hashable) -> int:
        bit = self._bits.get((rule.code, memory))
        if bit is None:
            bit = len(self._owners)
            self._bits[rule.code, memory] = bit
            self._owners.append((rule, memory))
        return bit


def watch(graph: Graph, rules: Sequence[CallRule]) -> Searched:
    """Follows every call with every observer at once."""
    memories = _Memories(graph, rules)
    seen = [0] * len(graph.calls)
    waiting = [0] * len(graph.calls)
    queue: deque[int] = deque()
    for root in graph.roots:
        seen[root] = waiting[root] = memories.start
        queue.append(root)
    after = memories.after
    known = memories._after
    while queue:
        call = queue.popleft()
        mask, waiting[call] = waiting[call], 0
        for turn, target in graph.ways[call]:
            reached = known[turn].get(mask)
            if reached is None:
                reached = after(turn, mask)
            new = reached & ~seen[target]
            if new:
                seen[target] |= new
                if not waiting[target]:
                    queue.append(target)
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
