"""How many decisions a caller needs to a person or a promise, at worst."""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ivr.etiquette.model import Fork, Graph
from ivr.etiquette.reaching import promises_or_connects
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.events import Event
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
Leads = tuple[int, ...]
"""The changes that something leads along, but for those that help by themselves."""


@dataclass(frozen=True, eq=False)
class _Offer:
    """What others can do to a call, if anything, and what its caller can do."""

    others: Leads | None
    own: tuple[Leads, ...]

    def helps(self, targets: Sequence[int], needed: Sequence[int], count: int) -> bool:
        """Whether a call with these targets is helped within so many decisions."""
        if self.others is not None:
            for by in self.others:
                if needed[targets[by]] > count:
                    break
            else:
                return True
        for leads in self.own if count else ():
            for by in leads:
                if needed[targets[by]] >= count:
                    break
            else:
                return True
        return False


def decisions(graph: Graph) -> list[int]:
    """For each call, the caller's decisions to a person or a promise, or `NEVER`.

    The caller knows best what to press; agents do not answer, and are there or not as
    it is worst; look-ups succeed, since a store that fails is a fault and not a matter
    of steps.
    """
    known = _DECIDED.get(graph)
    if known is None:
        known = _DECIDED[graph] = _decided(graph)
    return known


_DECIDED: WeakKeyDictionary[Graph, list[int]] = WeakKeyDictionary()


def _decided(graph: Graph) -> list[int]:
    """Counts up from none, until no more calls are helped."""
    kinds = [_kind(turn) for turn in graph.turns]
    offered = {fork: _offer(graph, fork, kinds) for fork in set(graph.forks)}
    offers = [offered[fork] for fork in graph.forks]
    calls = range(len(offers))
    needed = [0 if graph.state(c).kind is Kind.TALKING else NEVER for c in calls]
    left = [call for call in reversed(calls) if needed[call]]
    for count in range(NEVER):
        before = len(left)
        waiting = before + 1
        while len(left) < waiting:
            waiting = len(left)
            for call in left:
                if offers[call].helps(graph.targets[call], needed, count):
                    needed[call] = count
            left = [call for call in left if needed[call] == NEVER]
        if count and len(left) == before:
            break
    return needed


def _offer(graph: Graph, fork: Fork, kinds: list[tuple[str, bool]]) -> _Offer:
    own: dict[Event, set[int]] = {}
    by_others: dict[str, set[int]] = {}
    for turn, by in zip(fork.turns, fork.by, strict=True):
        who, goal = kinds[turn]
        leads = set() if goal else {by}
        if who == "caller":
            own.setdefault(graph.turns[turn].event, set()).update(leads)
        elif who:
            by_others.setdefault(who, set()).update(leads)
    # A line that has no times to offer finds none.
    others = by_others.get("others", by_others.get("nothing found"))
    distinct = {tuple(sorted(leads)) for leads in own.values()}
    return _Offer(None if others is None else tuple(others), tuple(distinct))


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
