"""A colleague or the manager takes a caller over only after hearing what it is about.

Whoever is rung hears the brief and presses a key; only then is the caller brought.
If nobody does, the caller is back with the agent who asked.

Bad:
    ask-transfer: yes -> talking does connect
Good:
    transferring: no -> talking-on does take-back tell-agent
Source: E18, E21 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Connect

CODE = "TRF004"
NAME = "supervisor-not-briefed"
SERVES = ("E18", "E21")
START = ""


def observe(agent: str, turn: Turn) -> str | Broken:
    """Remember with whom the caller is; in another department all are alike."""
    for action in turn.actions:
        if isinstance(action, Connect):
            briefed = isinstance(turn.event, events.AgentAccepted)
            if not briefed and not _same(agent, action.agent):
                return BROKEN
            agent = action.agent
    if not agent.startswith(f"{turn.department}/"):
        return agent.rpartition("/")[0] + "/" if agent else ""
    return turn.known_as(agent) if not agent.endswith("/") else agent


def _same(agent: str, other: str) -> bool:
    if agent.endswith("/"):
        return other.startswith(agent)
    return agent == other
