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
    return _known(agent, turn) if agent else ""


def _known(agent: str, turn: Turn) -> str:
    """The agent by the name after the turn; without a number in another department."""
    key, _, index = agent.rpartition("/")
    now = turn.known_as(f"{key}/{index or 0}")
    key = now.rpartition("/")[0]
    return now if index and key == turn.department else f"{key}/"


def _same(agent: str, other: str) -> bool:
    if agent.endswith("/"):
        return other.startswith(agent)
    return agent == other
