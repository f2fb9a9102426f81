"""The last thing a caller hears is thanks.

What is said last is remembered. A call that the line ends closes with thanks or
with appreciation, whatever went before.

Bad:
    closing-thanks: says nothing
Good:
    closing-thanks: says closing.thanks
Source: E42, E43 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Hangup

CODE = "END001"
NAME = "no-thanks-at-the-end"
SERVES = ("E42", "E43")
START = "spoken with"


def observe(memory: str, turn: Turn) -> str | Broken:
    """Where the line hangs up, look at the last phrase that the caller heard."""
    if not turn.does(Hangup):
        return memory
    last = turn.phrases[-1] if turn.phrases else ""
    return "thanked" if last.startswith("closing.") else BROKEN
