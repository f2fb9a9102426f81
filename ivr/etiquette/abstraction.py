"""Which calls are one call: what no longer matters is forgotten, names are evened."""

from dataclasses import fields
from typing import Any

from ivr.etiquette.environment import SPOKEN
from ivr.etiquette.reduction import Reduced
from ivr.etiquette.relevance import CHANGING, Relevance
from ivr.flow.call import LONGEST_WAIT, Call, Time
from ivr.flow.flow import Flow, Kind

NAMES = tuple(f.name for f in fields(Call))
AT = {name: position for position, name in enumerate(NAMES)}
DEFAULTS = Call("", "")
TIMES = frozenset({"time", "opens"})
# Facts that only choose words which are spoken once.
FORGOTTEN = {"door": "", "hour": 9}
# The caller's temper; a graph of calm callers forgets it after each turn.
TEMPER = {"upset": False, "warned": 0}
SOME_WAIT = 30  # seconds; stands for every wait that is not yet long
RUNG_IN_ORDER = ("agent", "others", "tried", "declined")

Facing = tuple[Any, ...]


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
        self._times: list[Time | None] = [None]
        self._booking = _booking(small.flow)
        self._dead: dict[str, dict[str, Any]] = {}

    def encoded(self, call: Call) -> tuple[Facing, tuple[int, ...]]:
        """The call as plain values, and the numbers its agents go by from here on.

        Times by their number, waiting by its kind, a twin as its department, the
        department's agents in the order of what is known of them.
        """
        values = [getattr(call, name) for name in NAMES]
        for name in TIMES:
            values[AT[name]] = self._time(values[AT[name]])
        values[AT["place"]] = SPOKEN if call.place else 0
        if self.forgets_number(call.state):
            values[AT["number_withheld"]] = None
        values[AT["department"]] = self.twins.get(call.department, call.department)
        values[AT["first_department"]] = self._first(call)
        dead = self.dead(call.state)
        for name, value in dead.items():
            values[AT[name]] = value
        # Where it no longer matters when the caller agreed, it was just now.
        agreed = call.waited if "agreed" in dead else call.agreed
        if "waited" not in dead:
            values[AT["waited"]], values[AT["agreed"]] = _kind_of_wait(
                call.waited, agreed, self.flow.ask_again_after
            )
            if "agreed" in dead:
                values[AT["agreed"]] = 0
        renamed = self._in_order(values)
        return tuple(values), renamed

    def _in_order(self, values: list[Any]) -> tuple[int, ...]:
        department = self.flow.departments.get(values[AT["department"]])
        count = len(department.agents) if department else 0
        agent, others, tried, declined = (values[AT[name]] for name in RUNG_IN_ORDER)
        first = self._colleague(values)
        order = sorted(
            range(count),
            key=lambda i: (
                -(declined >> i & 1),
                -(tried >> i & 1),
                i != agent,
                -(others >> i & 1),
                i != first,
                i,
            ),
        )
        if order == list(range(count)):
            return ()
        renamed = tuple(order.index(i) for i in range(count))
        values[AT["agent"]] = renamed[agent] if agent >= 0 else agent
        if first >= 0:
            values[AT["first_agent"]] = renamed[first]
        values[AT["tried"]] = sum((tried >> i & 1) << renamed[i] for i in range(count))
        values[AT["others"]] = sum(
            (others >> i & 1) << renamed[i] for i in range(count)
        )
        values[AT["declined"]] = sum(
            (declined >> i & 1) << renamed[i] for i in range(count)
        )
        return renamed

    def _first(self, call: Call) -> str:
        """The department of the agent who hands over; twins change places together."""
        other = self.twins.get(call.department)
        if other is not None and call.first_department in (other, call.department):
            same = call.first_department == call.department
            return other if same else call.department
        return call.first_department

    def _colleague(self, values: list[Any]) -> int:
        """The number among the department's agents of the one who hands over.

        In another department all are alike: it is the first one there.
        """
        first = int(values[AT["first_agent"]])
        if first < 0:
            return -1
        if values[AT["first_department"]] == values[AT["department"]]:
            return first
        values[AT["first_agent"]] = 0
        return -1

    def decoded(self, facing: Facing) -> Call:
        """The call that these values are of."""
        values = list(facing)
        values[AT["number_withheld"]] = bool(values[AT["number_withheld"]])
        for name in TIMES:
            values[AT[name]] = self._times[values[AT[name]]]
        return Call(*values)

    def _time(self, time: Time | None) -> int:
        if time not in self._times:
            self._times.append(time)
        return self._times.index(time)

    def forgets_number(self, state: str) -> bool:
        """Whether it is forgotten in a state if the caller's number is known."""
        return self.lazy and state not in self._booking

    def dead(self, state: str) -> dict[str, Any]:
        """The facts that no longer matter in a state, at their defaults."""
        dead = self._dead.get(state)
        if dead is None:
            facts = self.relevance.facts.get(state, frozenset(NAMES))
            dead = {
                name: getattr(DEFAULTS, name) for name in CHANGING if name not in facts
            }
            for name in TIMES & set(dead):
                dead[name] = 0
            dead |= FORGOTTEN if self.temper else FORGOTTEN | TEMPER
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
