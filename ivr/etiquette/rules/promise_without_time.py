"""Every promise has a time, and the caller hears it.

"We will call you back" without "by when" leaves the caller by the telephone. A
promise that is written down is told with its time in the same breath.

Bad:
    booking: promised -> closing-thanks
Good:
    booking: promised -> callback-booked
Source: E20, E28, E29 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Promise, PromiseKind

CODE = "CBK001"
NAME = "promise-without-time"
SERVES = ("E20", "E28", "E29")
START = ""

TELLS_THE_TIME = ("callback.booked", "voicemail.taken")


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at what is promised, and at what is told of it."""
    for action in turn.actions:
        match action:
            case Promise(kind=PromiseKind.CALLBACK, at=0):
                return BROKEN
    if isinstance(turn.event, events.Promised):
        tells = any(phrase.startswith(TELLS_THE_TIME) for phrase in turn.phrases)
        return memory if tells else BROKEN
    return memory
