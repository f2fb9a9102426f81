"""An agent who turned a call down is not rung again for it.

The agent has said no; ringing again disturbs one and delays the other. Here it
counts while the caller's matter is with the department; when it comes back from
another one, the line leaves whoever declined out of the rota.

Bad:
    machine: forgets who declined
Good:
    holding: seconds = 24
Source: Q13 in docs/proof.md
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Ring

CODE = "TRF003"
NAME = "rung-again-after-declining"
SERVES = ("E18", "Q13")
START: frozenset[str] = frozenset()


def observe(declined: frozenset[str], turn: Turn) -> frozenset[str] | Broken:
    """Remember who declined, by the names that the agents go by."""
    if isinstance(turn.event, events.AgentDeclined):
        declined |= {turn.event.agent}
    if any(isinstance(a, Ring) and a.agent in declined for a in turn.actions):
        return BROKEN
    known = (turn.known_as(agent) for agent in declined)
    return frozenset(a for a in known if a.startswith(f"{turn.department}/"))
