"""Who is there when a turn is taken: any agent may be in or away at any time.

A turn asks two things of the rota: who is rung next, and whether anybody is there to
hold for. Agents of whom nothing else is known are alike, so a few cases give every
answer there is, whoever is in, away or busy, and in whatever order they are rung.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from ivr.flow.call import Call
from ivr.flow.flow import Flow, Rota


class Presence(Enum):
    """Who can be rung: everybody, nobody, or others than whom the call is about.

    The last three matter where all telephones of a department ring at once.
    """

    EVERYBODY = "everybody is free"
    BUSY = "everybody is busy"
    NOBODY = "nobody is there"
    OTHERS = "others are free"
    ONE_OTHER = "one other is free"
    TWO = "two are free"
    THE_ONE = "only the one whom the call is about is free"


OF_WHO_IS_NEXT = (Presence.BUSY, Presence.OTHERS, Presence.NOBODY)
OF_ALL_AT_ONCE = (Presence.ONE_OTHER, Presence.TWO, Presence.THE_ONE)


def otherwise(flow: Flow) -> tuple[Presence, ...]:
    """The cases besides everybody that a turn which asks the rota can tell apart."""
    together = any(department.together for department in flow.departments.values())
    return OF_WHO_IS_NEXT + OF_ALL_AT_ONCE if together else OF_WHO_IS_NEXT


def rota(presence: Presence, flow: Flow, call: Call) -> Mapping[str, Rota]:
    """The rota of each department that makes this case on a call."""
    everybody = {
        key: tuple(range(len(department.agents)))
        for key, department in flow.departments.items()
    }
    match presence:
        case Presence.EVERYBODY:
            return {}
        case Presence.BUSY:
            return {key: Rota(agents, ()) for key, agents in everybody.items()}
        case Presence.NOBODY:
            return {key: Rota((), ()) for key in everybody}
        case _:
            return {
                key: Rota(agents, _free(presence, agents, call, key))
                for key, agents in everybody.items()
            }


def _free(
    presence: Presence, agents: Sequence[int], call: Call, department: str
) -> tuple[int, ...]:
    """Who of a department is free; the call may be about one of its agents."""
    here = department == call.department
    gone = call.tried | call.declined if here else 0
    left = [agent for agent in agents if not gone >> agent & 1]
    own = [agent for agent in left if here and agent == call.agent]
    others = [agent for agent in left if agent not in own]
    match presence:
        case Presence.ONE_OTHER:
            return tuple(others[:1])
        case Presence.TWO:
            return tuple([*own, *others][:2])
        case Presence.THE_ONE:
            return tuple(own)
        case _:
            return tuple(others)
