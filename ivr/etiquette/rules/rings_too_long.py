"""A telephone rings three times at most before the caller hears from us again.

Three rings are 18 seconds at the slowest cadence. After each agent the caller hears
a sentence, after two the line asks what to do.

Bad:
    line: ring-seconds = 40
Good:
    line: ring-seconds = 15
Source: E02 in the etiquette
"""

from ivr.etiquette.limits import AGENTS_IN_A_ROW, LONGEST_RING
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Ask, PlayRingback, Ring
from ivr.flow.flow import Kind

CODE = "TRF002"
NAME = "rings-too-long"
SERVES = ("E02",)
START = 0


def observe(rung: int, turn: Turn) -> int | Broken:
    """Remember how many agents were rung since the line last asked something."""
    for action in turn.actions:
        if isinstance(action, Ring | PlayRingback) and action.seconds > LONGEST_RING:
            return BROKEN
    if turn.after.kind is not Kind.RINGING:
        return 0 if turn.does(Ask) else rung
    if not turn.does(Ring):
        return rung
    rung += 1
    return rung if turn.words and rung <= AGENTS_IN_A_ROW else BROKEN
