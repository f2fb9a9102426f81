"""Backward search over the graph of calls: from where something can be reached."""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.etiquette.model import Graph
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.actions import Connect
from ivr.flow.flow import Kind

Follows = Callable[[Turn], bool]
Way = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A call that breaks a rule, and the turns that show it once one is there."""

    call: int
    then: tuple[Way, ...] = ()


def over(graph: Graph, call: int) -> bool:
    """Whether the call has said its last word."""
    return graph.state(call).kind in (Kind.CLOSING, Kind.ENDED)


def promises_or_connects(turn: Turn) -> bool:
    """Whether the turn brings the caller to a person, or to a promise with a time."""
    return turn.does(Connect) or isinstance(turn.event, events.Promised)


def reaches(graph: Graph, goal: Follows, along: Follows = lambda _: True) -> list[bool]:
    """For each call, whether a turn with the goal can follow, along such turns."""
    is_goal = [goal(turn) for turn in graph.turns]
    follows = [along(turn) for turn in graph.turns]
    back: list[list[int]] = [[] for _ in graph.calls]
    good = [graph.state(c).kind is Kind.TALKING for c in range(len(graph.calls))]
    found = [call for call, fine in enumerate(good) if fine]
    for call, ways in enumerate(graph.ways):
        for turn, target in ways:
            if is_goal[turn]:
                if not good[call]:
                    good[call] = True
                    found.append(call)
            elif follows[turn]:
                back[target].append(call)
    while found:
        for call in back[found.pop()]:
            if not good[call]:
                good[call] = True
                found.append(call)
    return good


def circle(graph: Graph, along: Follows) -> Found | None:
    """The first call that comes back to where it was, along such turns alone."""
    follows = [along(turn) for turn in graph.turns]
    ways = [
        [(turn, target) for turn, target in ways if follows[turn]]
        for ways in graph.ways
    ]
    left = [len(each) for each in ways]
    back: list[list[int]] = [[] for _ in ways]
    for call, each in enumerate(ways):
        for _, target in each:
            back[target].append(call)
    done = [call for call, count in enumerate(left) if not count]
    while done:
        for call in back[done.pop()]:
            left[call] -= 1
            if not left[call]:
                done.append(call)
    for call, count in enumerate(left):
        if count and (found := _round(ways, left, call)):
            return found
    return None


def _round(ways: list[list[Way]], left: list[int], first: int) -> Found:
    """Follows calls that have a circle before them until one comes again."""
    seen: dict[int, int] = {}
    walked: list[Way] = []
    call = first
    while call not in seen:
        seen[call] = len(walked)
        way = next((turn, to) for turn, to in ways[call] if left[to])
        walked.append(way)
        call = way[1]
    return Found(call, tuple(walked[seen[call] :]))
