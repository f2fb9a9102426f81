"""What the caller said about the matter is kept for whoever takes over.

Nobody likes to tell the story twice. The words with which a caller asks for a
department, a colleague or the manager, or complains, go along with the call.

Bad:
    greeting: department -> confirm does choose
Good:
    greeting: department -> confirm does note choose
Source: E14 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Note

CODE = "TRF005"
NAME = "need-not-passed-on"
SERVES = ("E14",)
START = ""

NEEDS = frozenset({"agent", "department", "department-again", "manager", "upset"})


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at what is kept of a need; a key stands here for the words it replaces."""
    told = isinstance(turn.event, events.Spoke | events.Pressed)
    tells = told and turn.understood and turn.cue in NEEDS
    return BROKEN if tells and not turn.does(Note) else memory
