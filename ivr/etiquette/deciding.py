"""How many decisions a caller needs to a person or a promise, at worst."""

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

Choices = tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]


def decisions(graph: Graph) -> list[int]:
    """For each call, the caller's decisions to a person or a promise; `NEVER`.

    The caller knows best what to press; agents do not answer; look-ups succeed,
    since a store that fails is a fault and not a matter of steps.
    """
    kinds = [_kind(turn) for turn in graph.turns]
    choices = [_choices(kinds, ways) for ways in graph.ways]
    needed = [
        0 if graph.state(call).kind is Kind.TALKING else NEVER
        for call in range(len(graph.calls))
    ]
    needed.append(0)  # GOAL
    back: list[set[int]] = [set() for _ in needed]
    for call, (own, others) in enumerate(choices):
        for target in {*others, *(t for targets in own for t in targets)}:
            back[target].add(call)
    waiting = list(range(len(graph.calls)))
    queued = [True] * len(needed)
    while waiting:
        call = waiting.pop()
        queued[call] = False
        count = _count(needed, choices[call])
        if count < needed[call]:
            needed[call] = count
            for before in back[call]:
                if not queued[before]:
                    queued[before] = True
                    waiting.append(before)
    return needed[:-1]


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


def _choices(kinds: list[tuple[str, bool]], ways: list[tuple[int, int]]) -> Choices:
    """The caller's choices, each with all it can lead to, and what others bring."""
    own: dict[int, set[int]] = {}
    others: set[int] = set()
    for turn, target in ways:
        by, goal = kinds[turn]
        reached = GOAL if goal else target
        if by == "caller":
            own.setdefault(turn, set()).add(reached)
        elif by == "others":
            others.add(reached)
    return tuple({tuple(sorted(each)) for each in own.values()}), tuple(others)


def _count(needed: list[int], choices: Choices) -> int:
    own, others = choices
    best = min((max(needed[t] for t in each) + 1 for each in own), default=NEVER)
    if others:
        best = min(best, max(needed[target] for target in others))
    return min(best, NEVER)
