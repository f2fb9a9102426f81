"""No answer, or one that is not understood, is never taken for a yes.

A caller who says nothing may be looking for a pen. Silence leads to the question in
other words or to a way that binds nobody, never to a hold, a transfer, a recording
or a promise.

Bad:
    confirm-keys: silence -> ringing when someone-to-ring does ring
Good:
    confirm-keys: silence -> offer-message
Source: E17, E18 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import PlayMusic, Promise, Record, Ring
from ivr.flow.flow import Kind

CODE = "HLD002"
NAME = "silence-is-no-consent"
SERVES = ("E17", "E18")
START = "spoke"


def observe(answer: str, turn: Turn) -> str | Broken:
    """Remember, until the line is heard again, whether the caller answered."""
    if turn.before.kind is not Kind.ASIDE:
        asked = turn.before.kind is Kind.QUESTION
        answer = "silent" if asked and _says_nothing(turn) else "spoke"
    if answer == "silent" and turn.does(PlayMusic, Ring, Record, Promise):
        return BROKEN
    return answer if turn.after.kind is Kind.ASIDE else "spoke"


def _says_nothing(turn: Turn) -> bool:
    return isinstance(turn.event, events.StayedSilent) or turn.cue == "unclear"
