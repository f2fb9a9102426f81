"""No call ends for abuse before the caller was warned as often as the owner decided.

Each warning names the consequence and asks, all the same, how the line can help.

Bad:
    greeting: abuse -> abuse-ended does end-for-abuse
Good:
    warning: silence -> menu
Source: E40 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import NoteAbuse

CODE = "HUM007"
NAME = "abuse-ended-unwarned"
SERVES = ("E40",)
TEMPER = True
START = 0

WARNINGS = frozenset({"answer.warning", "answer.last-warning"})


def observe(warnings: int, turn: Turn) -> int | Broken:
    """Remember how many warnings the caller has heard."""
    enough = turn.flow.warnings
    for action in turn.actions:
        if isinstance(action, NoteAbuse) and not action.warning and warnings < enough:
            return BROKEN
    if "closing.abuse" in turn.phrases and NoteAbuse() not in turn.actions:
        return BROKEN
    warned = any(isinstance(a, NoteAbuse) and a.warning for a in turn.actions)
    if warned and WARNINGS.isdisjoint(turn.phrases):
        return BROKEN
    return min(warnings + warned, enough)
