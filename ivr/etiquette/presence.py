"""Who is there when a turn is taken: any agent may be in or away at any time.

A turn asks two things of the rota: who is rung next, and whether anybody is there to
hold for. Agents of whom nothing else is known are alike, so four cases give every
answer there is, whoever is in, away or busy, and in whatever order they are rung.
"""

from collections.abc import Iterable, Mapping
from enum import Enum

from ivr.flow.call import Call
from ivr.flow.flow import Edge, Flow, Rota

ASKS_WHO_IS_NEXT = frozenset(
    {"choose", "choose-manager", "choose-operator", "hand-over", "ring"}
)


class Presence(Enum):
    """Who can be rung: everybody, nobody, or others than whom the call is about."""

    EVERYBODY = "everybody is free"
    BUSY = "everybody is busy"
    NOBODY = "nobody is there"
    OTHERS = "others are free"


EVERYBODY = (Presence.EVERYBODY,)


def presences(edges: Iterable[Edge | None]) -> tuple[Presence, ...]:
    """The cases that a turn along one of these edges tells apart."""
    taken = [edge for edge in edges if edge is not None]
    guards = {guard for edge in taken for guard in edge.when}
    effects = {effect for edge in taken for effect in edge.does}
    if "staffed" in guards:
        return tuple(Presence)
    if "someone-to-ring" in guards or effects & ASKS_WHO_IS_NEXT:
        return (*EVERYBODY, Presence.BUSY, Presence.OTHERS)
    return EVERYBODY


def rota(presence: Presence, flow: Flow, call: Call) -> Mapping[str, Rota]:
    """The rota of each department that makes this case on a call."""
    everybody = {
        key: tuple(range(len(department.agents)))
        for key, department in flow.departments.items()
    }
    match presence:
        case Presence.EVERYBODY:
            return {}
        case Presence.OTHERS:
            agents = everybody.get(call.department, ())
            others = tuple(agent for agent in agents if agent != call.agent)
            return {call.department: Rota(others, others)}
        case Presence.BUSY:
            return {key: Rota(agents, ()) for key, agents in everybody.items()}
        case Presence.NOBODY:
            return {key: Rota((), ()) for key in everybody}
