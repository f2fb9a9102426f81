"""Being asked to hold never costs a caller the place in line.

The place counts from the moment the question begins, so a caller who thinks for a
moment is not overtaken, and it stays while the line asks again.

Bad:
    talking: lost-agent -> ask-hold
Good:
    talking: lost-agent -> lining-up does line-up
Source: Q1 in docs/proof.md; E17 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import LeaveLine, LineUp, PlayMusic

CODE = "HLD007"
NAME = "place-lost-by-asking"
SERVES = ("E17", "Q1")
START = "outside"


def observe(place: str, turn: Turn) -> str | Broken:
    """Remember whether the caller has a place in line."""
    for action in turn.actions:
        if isinstance(action, LineUp):
            place = "in line"
        elif isinstance(action, LeaveLine):
            place = "outside"
    if turn.after.for_agent:
        return place
    asks = any(phrase.startswith("hold-question.") for phrase in turn.phrases)
    return BROKEN if place == "outside" and (asks or turn.does(PlayMusic)) else place
