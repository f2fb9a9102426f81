"""Backward search over the graph of calls: from where something can be reached."""

from dataclasses import dataclass

from ivr.etiquette.model import Follows, Graph, Way
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.actions import Connect
from ivr.flow.flow import Kind


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
    good = [graph.state(c).kind is Kind.TALKING for c in range(len(graph.packed))]
    back: list[list[int]] = [[] for _ in good]
    for call, targets in enumerate(graph.along(goal)):
        good[call] = good[call] or bool(targets)
    for call, targets in enumerate(graph.along(along)):
        if not good[call]:
            for target in targets:
                back[target].append(call)
    found = [call for call, fine in enumerate(good) if fine]
    while found:
        for call in back[found.pop()]:
            if not good[call]:
                good[call] = True
                found.append(call)
    return good


def circle(graph: Graph, along: Follows) -> Found | None:
    """The first call that comes back to where it was, along such turns alone."""
    ways = graph.along(along)
    left = [len(each) for each in ways]
    back: list[list[int]] = [[] for _ in ways]
    for call, targets in enumerate(ways):
        for target in targets:
            back[target].append(call)
    done = [call for call, count in enumerate(left) if not count]
    while done:
        for call in back[done.pop()]:
            left[call] -= 1
            if not left[call]:
                done.append(call)
    for call, count in enumerate(left):
        if count:
            return _round(graph, along, left, call)
    return None


def _round(graph: Graph, along: Follows, left: list[int], first: int) -> Found:
    """Follows calls that have a circle before them until one comes again."""
    seen: dict[int, int] = {}
    walked: list[Way] = []
    call = first
    while call not in seen:
        seen[call] = len(walked)
        way = next(
            (turn, to)
            for turn, to in graph.ways[call]
            if left[to] and along(graph.turns[turn])
        )
        walked.append(way)
        call = way[1]
    return Found(call, tuple(walked[seen[call] :]))
