"""Which way a call goes: choices of department, agent and language, and guards."""

from collections.abc import Callable, Mapping

from ivr.flow.call import LONGEST_WAIT, Call
from ivr.flow.flow import MANAGER, Edge, Flow

AGENTS_HOLD = 120  # seconds that a caller is told an agent needs, "about two minutes"
RINGS_BEFORE_ASKING = 2  # agents rung before the caller is asked to hold
RING_AGAIN_AFTER = 60  # seconds until who did not answer is rung again for who holds


def choose(flow: Flow, call: Call, edge: Edge, value: str) -> Call | None:
    """The call after the edge's choice of department, agent or language."""
    for effect in edge.does:
        match effect:
            case "choose":
                key, _, index = value.partition("/")
                if key not in flow.departments:
                    return None
                if index:
                    call = _turned_to(flow, call, key, int(index), named=True)
                elif not (call.named and key == call.department):
                    call = _turned_to(flow, call, key, -1)
            case "choose-manager":
                key = MANAGER if MANAGER in flow.departments else flow.operator
                call = _turned_to(flow, call, key, -1)
            case "choose-operator":
                call = _turned_to(flow, call, call.department or flow.operator, -1)
            case "choose-nobody":
                call = call.but(
                    department="", agent=-1, named=False, tried=0, declined=0
                )
            case "choose-language":
                if value not in flow.languages:
                    return None
                call = call.but(language=value)
            case "hand-over":
                key, _, index = value.partition("/")
                if key not in flow.departments:
                    return None
                call = _handed_over(flow, call, key, int(index) if index else -1)
            case "take-back":
                if call.first_agent < 0:
                    return None
                call = _taken_back(call)
            case "ring-freed":
                freed = int(value.rpartition("/")[2])
                tried = call.tried | 1 << freed
                call = call.but(agent=freed, tried=tried, ringing=True)
    return call


def _turned_to(
    flow: Flow, call: Call, key: str, agent: int, named: bool = False
) -> Call:
    """The call now about a department; with nobody named, about whoever is next."""
    if not 0 <= agent < len(flow.departments[key].agents):
        agent, named = -1, False
    if key != call.department:
        call = call.but(department=key, tried=0, declined=0, place=0, moved=False)
    call = call.but(agent=agent, named=named)
    if named:
        return call
    return _whoever_is_next(flow, call)


def _whoever_is_next(flow: Flow, call: Call) -> Call:
    """The call about the agent who will be rung, or about nobody in particular."""
    coming = rung_next(flow, call)
    return call.but(agent=coming[0]) if len(coming) == 1 else anyone(flow, call)


def _handed_over(flow: Flow, call: Call, key: str, agent: int = -1) -> Call:
    """The call about a colleague, of whom the agent who talks thinks as of help."""
    first, declined = call.agent, call.declined
    named = 0 <= agent < len(flow.departments[key].agents)
    same = key == call.department
    if not same:
        declined = 0
    call = call.but(
        first_department=call.department,
        first_agent=first,
        department=key,
        agent=agent if named else -1,
        named=named,
        tried=1 << first if same and first >= 0 else 0,
        declined=declined,
    )
    return call if named else _whoever_is_next(flow, call)


def _taken_back(call: Call) -> Call:
    """The call with the agent again who would have handed it over."""
    same = call.first_department == call.department
    return call.but(
        department=call.first_department or call.department,
        agent=call.first_agent,
        first_department="",
        first_agent=-1,
        named=False,
        tried=0,
        declined=call.declined if same else 0,
    )


def rung_next(flow: Flow, call: Call) -> tuple[int, ...]:
    """The agent asked for by name, else the first not yet rung; all, where all ring.

    Nobody who is away or busy by the rota is chosen.
    """
    department = flow.departments.get(call.department)
    if department is None:
        return ()
    gone = call.tried | call.declined
    rota = flow.rota.get(department.key)
    free = rota.free if rota else range(len(department.agents))
    order = [i for i in free if i == call.agent]  # who was named to the caller first
    if not call.named:
        order += free
    coming = tuple(dict.fromkeys(i for i in order if not gone & (1 << i)))
    return coming if department.together else coming[:1]


def staffed(flow: Flow, call: Call) -> bool:
    """Whether somebody is there for whom the caller can hold."""
    department = flow.departments.get(call.department)
    if department is None or not department.agents:
        return False
    rota = flow.rota.get(department.key)
    if rota is None:
        return True
    return call.agent in rota.there if call.named else bool(rota.there)


def anyone(flow: Flow, call: Call) -> Call:
    """The call waiting for anyone, unless an agent was named or is the only one."""
    department = flow.departments.get(call.department)
    if call.named or department is None:
        return call
    return call.but(agent=0 if len(department.agents) == 1 else -1)


Guard = Callable[[Flow, Call], bool]

GUARDS: Mapping[str, Guard] = {
    "open": lambda flow, call: call.is_open,
    "closed": lambda flow, call: not call.is_open,
    "preset": lambda flow, call: bool(call.department),
    "someone-to-ring": lambda flow, call: bool(rung_next(flow, call)),
    "patient": lambda flow, call: call.tried.bit_count() < RINGS_BEFORE_ASKING,
    "staffed": staffed,
    "manager": lambda flow, call: MANAGER in flow.departments,
    "callbacks": lambda flow, call: flow.callbacks,
    "time": lambda flow, call: call.time is not None,
    "number-known": lambda flow, call: not call.number_withheld,
    "has-hours": lambda flow, call: bool(flow.bands),
    "has-address": lambda flow, call: call.language in flow.address,
    "held-long": lambda flow, call: (
        call.waited - call.agreed >= flow.ask_again_after and not call.ringing
    ),
    "held-as-promised": lambda flow, call: call.waited - call.agreed >= AGENTS_HOLD,
    "known": lambda flow, call: call.named and not call.door,
    "calm": lambda flow, call: not call.upset,
    "warned-enough": lambda flow, call: call.warned >= flow.warnings,
    "one-warning-left": lambda flow, call: call.warned == flow.warnings - 1,
    "not-held-too-long": lambda flow, call: call.waited < LONGEST_WAIT,
}
