"""Nobody is recorded who did not choose to leave a message.

The tone comes only after the caller said "a message", pressed its key, or said yes
to the question; and the line says that it records.

Bad:
    offer-message: no -> finding-reply-time does find-reply-time
Good:
    offer-message: yes -> finding-reply-time does find-reply-time
Source: E16, E29 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Record
from ivr.flow.flow import Kind

CODE = "CBK004"
NAME = "recorded-without-consent"
SERVES = ("E16", "E29")
START = "unasked"


def observe(consent: str, turn: Turn) -> str | Broken:
    """Remember whether the caller was asked for a message, and wants to leave one."""
    if turn.cue == "message" or (turn.cue == "yes" and consent == "asked"):
        consent = "agreed"
    if turn.does(Record):
        return "agreed" if consent == "agreed" and turn.words else BROKEN
    if turn.after.kind is Kind.ASIDE:
        return consent
    asks = any(phrase.startswith("voicemail.question") for phrase in turn.phrases)
    return "asked" if asks else "unasked"
