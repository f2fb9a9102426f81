"""How many decisions a caller needs to a person or a promise, at worst."""

from collections import deque
from dataclasses import dataclass, field

from ivr.etiquette.model import Graph
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
GOAL = -1


@dataclass
class _Choice:
    """Something a call can do; it helps once everything it can lead to helps."""

    call: int
    costs: int
    open: int


@dataclass
class _Choices:
    """All choices, and for each call those that can lead to it."""

    leading_to: list[list[_Choice]]
    ended: list[_Choice] = field(default_factory=list)

    def add(self, call: int, costs: int, targets: set[int]) -> None:
        choice = _Choice(call, costs, len(targets))
        for target in targets:
            (self.ended if target == GOAL else self.leading_to[target]).append(choice)


def decisions(graph: Graph) -> list[int]:
    """For each call, the caller's decisions to a person or a promise, or `NEVER`.

    The caller knows best what to press; agents do not answer; look-ups succeed,
    since a store that fails is a fault and not a matter of steps.
    """
    choices = _choices(graph)
    needed = [NEVER] * len(graph.calls)
    ready: list[deque[int]] = [deque() for _ in range(NEVER + 1)]
    for call in range(len(graph.calls)):
        if graph.state(call).kind is Kind.TALKING:
            ready[0].append(call)

    def helped(those: list[_Choice], count: int) -> None:
        for choice in those:
            choice.open -= 1
            if not choice.open:
                ready[min(count + choice.costs, NEVER)].append(choice.call)

    helped(choices.ended, 0)
    for count, calls in enumerate(ready[:NEVER]):
        while calls:
            call = calls.popleft()
            if needed[call] == NEVER:
                needed[call] = count
                helped(choices.leading_to[call], count)
    return needed


def _choices(graph: Graph) -> _Choices:
    kinds = [_kind(turn) for turn in graph.turns]
    choices = _Choices([[] for _ in graph.calls])
    for call, ways in enumerate(graph.ways):
        own: dict[int, set[int]] = {}
        others: set[int] = set()
        for turn, target in ways:
            by, goal = kinds[turn]
            if by == "caller":
                own.setdefault(turn, set()).add(GOAL if goal else target)
            elif by == "others":
                others.add(GOAL if goal else target)
        if others:
            choices.add(call, 0, others)
        for targets in {frozenset(each) for each in own.values()}:
            choices.add(call, 1, set(targets))
    return choices


def _kind(turn: Turn) -> tuple[str, bool]:
    """Who decides: the caller, others, or nobody who matters; and whether it ends."""
    by = ""
    if isinstance(turn.event, BY_CALLER):
        by = "caller"
    elif isinstance(turn.event, BY_OTHERS):
        by = "others"
    goal = promises_or_connects(turn) and not isinstance(
        turn.event, events.AgentAccepted
    )
    return ("others" if goal and not by else by), goal
