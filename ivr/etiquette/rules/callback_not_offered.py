"""Whoever holds is offered a callback, or where none can be given a message.

In the question before the hold, then within 90 seconds and with every second
update: most callers would rather be called back than wait.

Bad:
    holding: says nothing
Good:
    holding: says hold-update.choices | hold-update.choices-no-time
Source: E20 in the etiquette
"""

from ivr.etiquette.holding import plays_on, without_words
from ivr.etiquette.limits import CALLBACK_OFFER
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import PlayMusic
from ivr.flow.flow import Kind

CODE = "HLD006"
NAME = "callback-not-offered"
SERVES = ("E20",)
START = (0, 0, False)

WITHOUT_A_TIME = "-no-time"
OFFERS = ("hold-question.", "hold-update.choices")
MOST_UPDATES = 2  # updates until an offer comes again


def observe(
    memory: tuple[int, int, bool], turn: Turn
) -> tuple[int, int, bool] | Broken:
    """Remember seconds and updates since the last offer, and if there is a time."""
    seconds, updates, time = memory
    if isinstance(turn.event, events.TimeFound | events.NoTimeFound):
        time = isinstance(turn.event, events.TimeFound)
    if plays_on(turn) or turn.after.kind is Kind.ASIDE:
        return seconds, updates, time
    offers = [phrase for phrase in turn.phrases if phrase.startswith(OFFERS)]
    if time and offers and all(phrase.endswith(WITHOUT_A_TIME) for phrase in offers):
        return BROKEN
    if offers:
        seconds, updates = 0, 0
    elif turn.does(PlayMusic) and turn.words:
        updates += 1
    if not turn.does(PlayMusic):
        return 0, 0, time
    if seconds > CALLBACK_OFFER or updates >= MOST_UPDATES:
        return BROKEN
    spoken = sum(round(turn.bounds(words)[1]) for words in turn.words)
    passed = 0 if offers else spoken
    return (
        min(seconds + passed + without_words(turn), CALLBACK_OFFER + 1),
        updates,
        time,
    )
