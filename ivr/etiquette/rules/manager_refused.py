"""A caller who asks for the manager is put through to the manager, if there is one.

The line says who the manager is and asks; outside hours it says when somebody is
back. It does not ask why, and takes no offence.

Bad:
    greeting: manager -> menu
Good:
    greeting: manager -> confirm-manager does note choose-manager
Source: E22 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Ring
from ivr.flow.flow import MANAGER, Kind

CODE = "HUM005"
NAME = "manager-refused"
SERVES = ("E22",)
START = ""

ANSWERS = ("transfer-question.manager", "after-hours.")


def observe(wish: str, turn: Turn) -> str | Broken:
    """Remember a wish for the manager until the line is heard again."""
    if turn.cue == "manager" and MANAGER in turn.flow.departments:
        wish = MANAGER
    if not wish or turn.after.kind is Kind.ASIDE:
        return wish
    rings = any(
        isinstance(action, Ring) and action.agent.startswith(f"{MANAGER}/")
        for action in turn.actions
    )
    answers = any(phrase.startswith(ANSWERS) for phrase in turn.phrases)
    return "" if rings or answers else BROKEN
