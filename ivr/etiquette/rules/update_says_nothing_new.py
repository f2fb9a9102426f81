"""Each update on hold tells the caller something new.

The place in line has got better, or the time waited has grown by a half minute,
the unit in which it is told. Hearing the same sentence again says that nobody
is looking.

Bad:
    updating: time-found -> holding
Good:
    updating: time-found -> holding says hold-update.moved | hold-update.waited
Source: E19 in the etiquette; Munichor and Rafaeli, J. Appl. Psych. 92(2), 2007
"""

from math import floor

from ivr.etiquette.holding import NEWS, begins, plays_on, without_words
from ivr.etiquette.limits import HALF_MINUTE
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import PlayMusic
from ivr.flow.flow import Kind

CODE = "HLD004"
NAME = "update-says-nothing-new"
SERVES = ("E19",)
START = (0, False)


def observe(memory: tuple[int, bool], turn: Turn) -> tuple[int, bool] | Broken:
    """Remember the least seconds since the last news, and whether news are due."""
    since, due = memory
    if plays_on(turn):
        return memory
    if isinstance(turn.event, events.Elapsed) and turn.before.kind is Kind.HOLDING:
        due = True
    if turn.after.kind is Kind.ASIDE:
        return since, due
    if not turn.does(PlayMusic):
        return START
    if not turn.words:
        return _later(since, turn), False
    told = [phrase for phrase in turn.phrases if phrase in NEWS]
    if due and not told:
        return BROKEN
    if due and "hold-update.moved" not in told and since < HALF_MINUTE:
        return BROKEN
    return _later(0 if told or begins(turn) else since, turn), False


def _later(since: int, turn: Turn) -> int:
    spoken = sum(turn.bounds(words)[0] for words in turn.words)
    return min(since + floor(spoken + without_words(turn)), HALF_MINUTE)
