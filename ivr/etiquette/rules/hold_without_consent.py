"""Callers are put on hold only after they agreed to wait.

A caller who is put on hold unasked feels dismissed. The line asks, names the other
ways — a callback, a message — and takes only a clear yes for an answer.

Bad:
    ask-hold: silence -> holding
    ask-agents-hold: silence -> agents-hold
Good:
    ask-hold: silence -> ask-hold-keys
Source: E17 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import PlayMusic
from ivr.flow.flow import Kind

CODE = "HLD001"
NAME = "hold-without-consent"
SERVES = ("E17",)
START = "unasked"

AGENTS_QUESTION = "hold-question.agents-hold"


def observe(consent: str, turn: Turn) -> str | Broken:
    """Remember whether the caller was asked to hold, and agreed."""
    if consent == "asked" and turn.cue == "hold":
        consent = "agreed"
    if consent == "asked by an agent" and turn.cue in ("yes", "hold"):
        consent = "agreed"
    if turn.after.kind is Kind.ASIDE:
        return consent
    if turn.does(PlayMusic):
        return consent if consent == "agreed" else BROKEN
    if AGENTS_QUESTION in turn.phrases:
        return "asked by an agent"
    asks = any(phrase.startswith("hold-question.") for phrase in turn.phrases)
    return "asked" if asks else "unasked"
