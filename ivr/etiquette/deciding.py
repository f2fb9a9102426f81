"""How many decisions a caller needs to a person or a promise, at worst."""

from collections import deque
from weakref import WeakKeyDictionary

from ivr.etiquette.model import Fork, Graph
from ivr.etiquette.reaching import promises_or_connects
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.flow import Kind

NEVER = 99

BY_CALLER = (events.Pressed, events.Spoke, events.NumberKeyed, events.Recorded)
# What agents and the caller's own silence do at worst; a kind store helps at once.
BY_OTHERS = (
    events.AgentDeclined,
    events.AgentUnanswered,
    events.Dialed,
    events.Elapsed,
    events.LinedUp,
    events.StayedSilent,
    events.TimeFound,
)
GOAL = -1  # where a choice leads that helps by itself

Choice = tuple[int, tuple[int, ...]]
"""How many decisions a choice costs, and all that it can lead to."""


class _Choices:
    """What calls can do. A choice helps once everything that it can lead to does."""

    def __init__(self, calls: int) -> None:
        self.of: list[int] = []
        self.costs: list[int] = []
        self.open: list[int] = []
        self.leading_to: list[list[int]] = [[] for _ in range(calls + 1)]

    def add(self, call: int, costs: int, targets: set[int]) -> None:
        choice = len(self.of)
        self.of.append(call)
        self.costs.append(costs)
        self.open.append(len(targets))
        for target in targets:
            self.leading_to[target].append(choice)


def decisions(graph: Graph) -> list[int]:
    """For each call, the caller's decisions to a person or a promise, or `NEVER`.

    The caller knows best what to press; agents do not answer; look-ups succeed,
    since a store that fails is a fault and not a matter of steps.
    """
    known = _DECIDED.get(graph)
    if known is None:
        known = _DECIDED[graph] = _decided(graph, _choices(graph))
    return known


_DECIDED: WeakKeyDictionary[Graph, list[int]] = WeakKeyDictionary()


def _decided(graph: Graph, choices: _Choices) -> list[int]:
    calls = len(graph.packed)
    needed = [NEVER] * calls
    ready: list[deque[int]] = [deque() for _ in range(NEVER + 1)]
    ready[0] += (c for c in range(calls) if graph.state(c).kind is Kind.TALKING)

    def helps(call: int, count: int) -> None:
        for choice in choices.leading_to[call]:
            choices.open[choice] -= 1
            if not choices.open[choice]:
                total = min(count + choices.costs[choice], NEVER)
                ready[total].append(choices.of[choice])

    helps(GOAL, 0)
    for count, waiting in enumerate(ready[:NEVER]):
        while waiting:
            call = waiting.popleft()
            if needed[call] == NEVER:
                needed[call] = count
                helps(call, count)
    return needed


def _choices(graph: Graph) -> _Choices:
    kinds = [_kind(turn) for turn in graph.turns]
    offered = {fork: _offered(fork, kinds) for fork in set(graph.forks)}
    choices = _Choices(len(graph.packed))
    for call, (fork, targets) in enumerate(
        zip(graph.forks, graph.targets, strict=True)
    ):
        for costs, changes in offered[fork]:
            led = {GOAL if by == GOAL else targets[by] for by in changes}
            choices.add(call, costs, led)
    return choices


def _offered(fork: Fork, kinds: list[tuple[str, bool]]) -> list[Choice]:
    """The choices of all calls with a fork, by the changes that they lead along."""
    own: dict[int, set[int]] = {}
    others: set[int] = set()
    empty_handed: set[int] = set()  # of a line that has no times to offer
    for turn, by in zip(fork.turns, fork.by, strict=True):
        who, goal = kinds[turn]
        if who == "caller":
            own.setdefault(turn, set()).add(GOAL if goal else by)
        elif who == "others":
            others.add(GOAL if goal else by)
        elif who == "nothing found":
            empty_handed.add(by)
    others = others or empty_handed
    found = [(0, tuple(others))] if others else []
    return found + [(1, tuple(each)) for each in {frozenset(o) for o in own.values()}]


def _kind(turn: Turn) -> tuple[str, bool]:
    """Who decides: the caller, others, or nobody who matters; and whether it ends."""
    by = ""
    if isinstance(turn.event, BY_CALLER):
        by = "caller"
    elif isinstance(turn.event, BY_OTHERS):
        by = "others"
    elif isinstance(turn.event, events.NoTimeFound):
        by = "nothing found"
    goal = promises_or_connects(turn) and not isinstance(
        turn.event, events.AgentAccepted
    )
    return ("others" if goal and not by else by), goal
