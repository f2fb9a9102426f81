"""Whether we helped is asked after a conversation, and never of an upset caller.

The question is for those who talked with somebody and parted in peace. Who was angry
a minute ago hears that we are sorry instead.

Bad:
    talking: left -> feedback
Good:
    talking: left -> feedback when calm
    talking: left <- closing-thanks
Source: E46 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Connect

CODE = "END005"
NAME = "feedback-out-of-place"
SERVES = ("E46",)
TEMPER = True
START = ""

QUESTION = "answer.feedback"


def observe(went: str, turn: Turn) -> str | Broken:
    """Remember whether the caller talked with somebody, was upset, or was asked."""
    if turn.cue in ("upset", "abuse") and turn.understood:
        went = "upset"
    elif turn.does(Connect) and went != "upset":
        went = "talked"
    if QUESTION not in turn.phrases:
        return went
    repeats = turn.before.name == turn.after.name
    if went == "talked" or (went == "asked" and repeats):
        return "asked"
    return BROKEN
