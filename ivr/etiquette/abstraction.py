"""Which calls are one call: what no longer matters is forgotten, names are evened."""

from typing import Any

from ivr.etiquette.environment import SPOKEN
from ivr.etiquette.reduction import Reduced
from ivr.etiquette.relevance import CHANGING, WAIT, Facts, Relevance
from ivr.etiquette.traced import EVERY_FACT, FACTS, written
from ivr.flow.call import LONGEST_WAIT, Call
from ivr.flow.flow import Flow, Kind

DEFAULTS = Call("", "")
# Facts that only choose words which are spoken once.
FORGOTTEN = {"door": "", "hour": 9}
# The caller's temper; a graph of calm callers forgets it after each turn.
TEMPER = {"upset": False, "warned": 0}
SOME_WAIT = 30  # seconds; stands for every wait that is not yet long
# Facts that name agents by number, and the departments whose agents they are.
AGENTS = ("agent", "named", "others", "tried", "declined", "first_agent")
SETS_OF_AGENTS = ("others", "tried", "declined")
OF_DEPARTMENTS = frozenset({"department", "first_department"})
NUMBERED = OF_DEPARTMENTS.union(AGENTS)

Settled = dict[str, Any]
"""Facts of a call by name, as they are kept."""


class Abstraction:
    """Makes of each call the one that stands for all calls like it.

    A `lazy` one forgets whether the caller's number is known, except while a
    callback is arranged; on one call it may then be known once and not again.
    One with `temper` remembers whether the caller was upset, and was warned.
    """

    def __init__(self, small: Reduced, lazy: bool = True, temper: bool = False) -> None:
        self.lazy = lazy
        self.temper = temper
        self.flow = small.flow
        self.twins = small.twins
        self.relevance = Relevance(small.flow)
        self._booking = _booking(small.flow)
        self._names_alike = not _asks_who_is_known(small.flow)
        self._dead: dict[str, Settled] = {}
        self._anew: dict[tuple[str, str], Facts] = {}

    def encoded(self, call: Call) -> tuple[Settled, tuple[int, ...]]:
        """All facts of a call as they are kept, and the numbers its agents go by."""
        dead = self.dead(call.state)
        facts = {name: getattr(call, name) for name in FACTS}
        facts |= self.kept(call) | dead
        waits, agreed_now = "waited" not in dead, "agreed" in dead
        settled, renamed = self.settled(facts, waits, agreed_now)
        return {**facts, **settled}, renamed

    def kept(self, call: Call) -> Settled:
        """The facts that were written as they are kept: a twin is its department.

        Waits and agents are yet to be settled, and some facts to be forgotten.
        """
        changed = written(call)
        facts = {name: getattr(call, name) for name in FACTS if name in changed}
        if "place" in facts:
            facts["place"] = SPOKEN if facts["place"] else 0
        other = self.twins.get(call.department) if "department" in changed else None
        if other is not None:
            both = {call.department: other, other: call.department}
            first = call.first_department
            facts["department"] = other
            facts["first_department"] = both.get(first, first)
        return facts

    def settled(
        self, facts: Settled, waits: bool, agreed_now: bool
    ) -> tuple[Settled, tuple[int, ...]]:
        """Waiting by its kind, agents in order; and the numbers they go by now.

        Where it no longer matters when the caller agreed, it was just now.
        """
        settled: Settled = {}
        if waits:
            waited = facts["waited"]
            agreed = waited if agreed_now else facts["agreed"]
            longest = self.flow.ask_again_after
            settled["waited"], agreed = _kind_of_wait(waited, agreed, longest)
            settled["agreed"] = 0 if agreed_now else agreed
        return settled, self._in_order(facts, settled)

    def anew(self, before: str, state: str) -> Facts:
        """Facts kept together of which other ones matter in a state than did before."""
        anew = self._anew.get((before, state))
        if anew is None:
            differing = self.dead(before).keys() ^ self.dead(state).keys()
            anew = frozenset().union(
                *(group for group in (WAIT, NUMBERED) if differing & group)
            )
            self._anew[before, state] = anew
        return anew

    def _in_order(self, facts: Settled, settled: Settled) -> tuple[int, ...]:
        """The department's agents in the order of what is known of them."""
        agent, first = facts["agent"], facts["first_agent"]
        if first >= 0 and facts["first_department"] != facts["department"]:
            # In another department all are alike: it is the first one there.
            first, settled["first_agent"] = -1, 0
        department = self.flow.departments.get(facts["department"])
        everybody = range(len(department.agents) if department else 0)
        if len(everybody) == 1 and self._names_alike:
            settled["named"] = False  # there is nobody else
        order = sorted(
            everybody,
            key=lambda i: (
                -(facts["declined"] >> i & 1),
                -(facts["tried"] >> i & 1),
                i != agent,
                -(facts["others"] >> i & 1),
                i != first,
                i,
            ),
        )
        if order == list(everybody):
            return ()
        renamed = tuple(order.index(i) for i in everybody)
        settled["agent"] = renamed[agent] if agent >= 0 else agent
        if first >= 0:
            settled["first_agent"] = renamed[first]
        for name in SETS_OF_AGENTS:
            bits = facts[name]
            settled[name] = sum((bits >> i & 1) << renamed[i] for i in everybody)
        return renamed

    def dead(self, state: str) -> Settled:
        """The facts that no longer matter in a state, at their defaults."""
        dead = self._dead.get(state)
        if dead is None:
            facts = self.relevance.facts.get(state, EVERY_FACT)
            dead = {
                name: getattr(DEFAULTS, name) for name in CHANGING if name not in facts
            }
            dead |= FORGOTTEN if self.temper else FORGOTTEN | TEMPER
            if self.lazy and state not in self._booking:
                dead["number_withheld"] = None
            self._dead[state] = dead
        return dead


def _booking(flow: Flow) -> frozenset[str]:
    """The states in which a callback is arranged for a number, and those it ends in."""
    asides = {
        edge.to
        for state in flow.states.values()
        if state.kind is Kind.NUMBER
        for edge in state.edges.get("number", ())
        if edge.to in flow.states
    }
    ends = {
        edge.to
        for name in asides
        for edges in flow.states[name].edges.values()
        for edge in edges
    }
    return frozenset(asides | ends)


def _asks_who_is_known(flow: Flow) -> bool:
    """Whether it matters after the greeting if an agent who is alone was named."""
    return any(
        "known" in edge.when
        for state in flow.states.values()
        for cue, edges in state.edges.items()
        for edge in edges
        if cue != "dialed"
    )


def _kind_of_wait(waited: int, agreed: int, ask_again_after: int) -> tuple[int, int]:
    """One wait of each kind: how long in all, and how long since the caller agreed."""
    since = waited - agreed
    if waited >= LONGEST_WAIT:
        return LONGEST_WAIT, 0 if since >= ask_again_after else LONGEST_WAIT - since
    if since >= ask_again_after:
        return ask_again_after, 0
    if not waited:
        return 0, 0
    return SOME_WAIT, 0 if since else SOME_WAIT
