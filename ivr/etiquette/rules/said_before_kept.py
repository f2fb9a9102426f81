"""A promise is told only after it is written down.

An offered time is not yet a promise. If writing it down fails after the caller
heard "it is arranged", nobody calls back.

Bad:
    offer-callback: yes -> callback-booked
Good:
    offer-callback: yes -> booking does promise-callback
Source: E27, E28 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events

CODE = "CBK002"
NAME = "said-before-kept"
SERVES = ("E27", "E28")
START = ""

CONFIRMS = ("callback.booked", "voicemail.taken", "closing.booked", "closing.message")


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look for a confirmation where nothing has been written down."""
    if isinstance(turn.event, events.Promised):
        return memory
    confirms = any(phrase.startswith(CONFIRMS) for phrase in turn.phrases)
    return BROKEN if confirms else memory
