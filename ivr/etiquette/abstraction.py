"""Which calls are one call: what no longer matters is forgotten, names are evened."""

from typing import Any

from ivr.etiquette.environment import SPOKEN
from ivr.etiquette.reduction import Reduced
from ivr.etiquette.relevance import CHANGING, NOTHING, WAIT, Facts, Relevance
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
AGENTS = ("agent", "others", "tried", "declined", "first_agent")
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
        self._dead: dict[str, Settled] = {}
        self._anew: dict[tuple[str, str], Facts] = {}

    def encoded(self, call: Call) -> tuple[Settled, tuple[int, ...]]:
        """All facts of a call as they are kept, and the numbers its agents go by."""
        settled, renamed = self.settled(call, self.dead(call.state), NOTHING)
        return {name: settled.get(name, getattr(call, name)) for name in FACTS}, renamed

    def settled(
        self, call: Call, dead: Settled, anew: Facts
    ) -> tuple[Settled, tuple[int, ...]]:
        """The facts that a turn leaves otherwise, and its agents' new numbers.

        `dead` are the facts that no longer matter now, with their defaults; `anew`
        those that are to be put in order although none of them may have changed.

        Waiting is kept by its kind, a twin as its department, the department's
        agents in the order of what is known of them.
        """
        changed = written(call)
        facts = {name: getattr(call, name) for name in FACTS if name in changed}
        facts.update(dead)
        if "place" in facts:
            facts["place"] = SPOKEN if facts["place"] else 0
        if not changed.isdisjoint(OF_DEPARTMENTS) and self.twins:
            self._even_twins(call, facts, dead)
        if "waited" in anew or not changed.isdisjoint(WAIT):
            self._even_waits(call, facts, dead)
        if "agent" in anew or not changed.isdisjoint(NUMBERED):
            return facts, self._in_order(call, facts)
        return facts, ()

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

    def _even_twins(self, call: Call, facts: Settled, dead: Settled) -> None:
        """A twin becomes its department; where two departments are, both change."""
        department = call.department
        other = self.twins.get(department)
        if other is None:
            return
        facts["department"] = other
        if "first_department" not in dead:
            first = call.first_department
            facts["first_department"] = {department: other, other: department}.get(
                first, first
            )

    def _even_waits(self, call: Call, facts: Settled, dead: Settled) -> None:
        if "waited" in dead:
            return
        # Where it no longer matters when the caller agreed, it was just now.
        agreed = call.waited if "agreed" in dead else call.agreed
        facts["waited"], facts["agreed"] = _kind_of_wait(
            call.waited, agreed, self.flow.ask_again_after
        )
        if "agreed" in dead:
            facts["agreed"] = 0

    def _in_order(self, call: Call, facts: Settled) -> tuple[int, ...]:
        for name in (*AGENTS, *sorted(OF_DEPARTMENTS)):
            if name not in facts:
                facts[name] = getattr(call, name)
        agent, others, tried, declined, first = (facts[name] for name in AGENTS)
        if first >= 0 and facts["first_department"] != facts["department"]:
            # In another department all are alike: it is the first one there.
            first, facts["first_agent"] = -1, 0
        department = self.flow.departments.get(facts["department"])
        everybody = range(len(department.agents) if department else 0)
        order = sorted(
            everybody,
            key=lambda i: (
                -(declined >> i & 1),
                -(tried >> i & 1),
                i != agent,
                -(others >> i & 1),
                i != first,
                i,
            ),
        )
        if order == list(everybody):
            return ()
        renamed = tuple(order.index(i) for i in everybody)
        facts["agent"] = renamed[agent] if agent >= 0 else agent
        if first >= 0:
            facts["first_agent"] = renamed[first]
        for name in SETS_OF_AGENTS:
            facts[name] = sum((facts[name] >> i & 1) << renamed[i] for i in everybody)
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
