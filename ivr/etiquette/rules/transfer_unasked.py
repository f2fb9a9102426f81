"""Nobody's telephone is rung for a caller who was not asked.

The line says what it understood and to whom it would put the caller through. A
yes, a wish for a person, or the consent to hold for one is what it needs.

Bad:
    greeting: department -> ringing when open someone-to-ring does choose ring
Good:
    greeting: department -> confirm does note choose
Source: E15, E18 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Ask, Ring
from ivr.flow.flow import Kind

CODE = "TRF001"
NAME = "transfer-unasked"
SERVES = ("E15", "E18")
START = "unasked"


def observe(consent: str, turn: Turn) -> str | Broken:
    """Remember whether the caller was asked, and agreed or wished for a person."""
    answered = turn.cue == "yes" and consent == "asked"
    if answered or turn.cue in ("person", "hold"):
        consent = "agreed"
    if turn.does(Ring) and consent != "agreed":
        return BROKEN
    if turn.after.kind in (Kind.ASIDE, Kind.HOLDING) or not turn.does(Ask):
        return consent
    asks = any(phrase.startswith("transfer-question.") for phrase in turn.phrases)
    return "asked" if asks else "unasked"
