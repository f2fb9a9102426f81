"""Whoever will help is named.

A caller who is put through, or promised a call by a certain colleague, hears that
colleague's name.

Bad:
    talking: says nothing
Good:
    talking: says hold-update.connecting
Source: E03, E29 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Connect, Promise

CODE = "END003"
NAME = "name-not-used"
SERVES = ("E03", "E29")
START = ""


def observe(promised_by: str, turn: Turn) -> str | Broken:
    """Remember who shall keep the promise that is being written down."""
    for action in turn.actions:
        if isinstance(action, Promise):
            promised_by = action.agent
        if isinstance(action, Connect) and not _names(turn, action.agent):
            return BROKEN
    if isinstance(turn.event, events.Promised) and promised_by:
        return "" if _names(turn, promised_by) else BROKEN
    return turn.known_as(promised_by)


def _names(turn: Turn, agent: str) -> bool:
    return any(
        turn.flow.agent_name(agent, words.language)
        in words.text.replace(turn.flow.company[words.language], "")
        for words in turn.words
    )
