"""On hold the first word comes within 15 seconds.

The caller has just agreed to wait and wonders whether it worked. Music alone does
not say so.

Bad:
    ask-hold: hold -> holding-on does agree
    holding-on: seconds = 20
Good:
    ask-hold: hold -> holding does agree says hold-update.first
Source: E13, E19 in the etiquette
"""

from ivr.etiquette.holding import begins, plays_on, without_words
from ivr.etiquette.limits import FIRST_WORD
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import PlayMusic

CODE = "HLD005"
NAME = "first-word-on-hold-too-late"
SERVES = ("E13", "E19")
START = 0


def observe(silent: int, turn: Turn) -> int | Broken:
    """Remember for how long a caller who is newly on hold has heard no word."""
    if plays_on(turn):
        return silent
    if silent > FIRST_WORD:
        return BROKEN
    if not turn.does(PlayMusic) or turn.words:
        return 0
    if begins(turn) or silent:
        return min(silent + without_words(turn), FIRST_WORD + 1)
    return 0
