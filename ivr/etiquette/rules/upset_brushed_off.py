"""A caller who is upset hears that we are sorry before anything else is said.

Whoever says how annoying it is wants to be heard first. The line understands, is
sorry, and offers the manager, or what there is to offer.

Bad:
    greeting: upset -> menu does note upset
Good:
    greeting: upset -> soothe does note upset
Source: E35, E36 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.flow import Kind

CODE = "HUM011"
NAME = "upset-brushed-off"
SERVES = ("E35", "E36")
START = False

SORRY = (
    "transfer-question.upset",
    "transfer-question.upset-manager",
    "after-hours.sorry",
    "hold-question.sorry",
)


def observe(unheard: bool, turn: Turn) -> bool | Broken:
    """Remember an upset caller until the line is heard again."""
    unheard = unheard or (turn.cue == "upset" and turn.understood)
    if not unheard or turn.after.kind is Kind.ASIDE:
        return unheard
    return False if turn.phrases[:1] and turn.phrases[0] in SORRY else BROKEN
