"""The line speaks the language that the caller chose, and no other.

It greets in its first language, and from the moment the caller chooses another
everything is said in that one, the offer of the others aside.

Bad:
    greeting: language -> greeting
Good:
    greeting: language -> greeting does choose-language
Source: E10 in the etiquette; Q12 in docs/proof.md
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events

CODE = "LNG001"
NAME = "language-lost"
SERVES = ("E10", "Q12")
START = ""

OFFER = "language-offer.offer"


def observe(language: str, turn: Turn) -> str | Broken:
    """Remember the language that the call is held in."""
    if isinstance(turn.event, events.Dialed | events.Resumed) and not language:
        language = turn.flow.languages[0]
    if isinstance(turn.event, events.Dialed) and turn.event.language:
        language = turn.event.language  # in which they talked the last time
    cue, _, chosen = turn.meaning.partition(":")
    if cue == "language" and turn.understood and chosen in turn.flow.languages:
        language = chosen
    strange = any(w.language != language and w.phrase != OFFER for w in turn.words)
    return BROKEN if strange else language
