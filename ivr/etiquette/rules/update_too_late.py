"""On hold the line speaks at least every 45 seconds.

Counted from the last word of one update to the first of the next, over music,
listening and the line's own answer time, at worst: the caller may say something
that is not understood in the last second of the music.

Bad:
    holding: seconds = 50
Good:
    holding: seconds = 24
Source: E13, E19 in the etiquette
"""

from ivr.etiquette.holding import plays_on, without_words
from ivr.etiquette.limits import LONGEST_GAP
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import PlayMusic
from ivr.flow.flow import Kind

CODE = "HLD003"
NAME = "update-too-late"
SERVES = ("E13", "E19")
START = 0


def observe(gap: int, turn: Turn) -> int | Broken:
    """Remember how long, at worst, the caller on hold has heard no word."""
    if plays_on(turn) or (gap and turn.after.kind is Kind.ASIDE):
        return gap
    if gap > LONGEST_GAP:
        return BROKEN
    if not turn.does(PlayMusic):
        return 0
    gap = 0 if turn.words else gap
    return min(gap + without_words(turn), LONGEST_GAP + 1)
