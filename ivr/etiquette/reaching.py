"""Backward search over the graph of calls: from where something can be reached."""

from collections.abc import Callable

from ivr.etiquette.model import Graph
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.actions import Connect
from ivr.flow.flow import Kind

Follows = Callable[[Turn], bool]


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
    good = [False] * len(graph.calls)
    found: list[int] = []
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
