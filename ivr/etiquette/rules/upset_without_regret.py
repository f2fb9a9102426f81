"""A caller who was upset hears at the end that we are sorry.

First regret, then thanks: a cheerful goodbye to somebody who was angry a minute ago
says that nobody listened.

Bad:
    closing-thanks: says closing.ended
Good:
    soothe: no -> closing-regret
Source: E36, E43 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Hangup
from ivr.languages import phrase

CODE = "END004"
NAME = "upset-without-regret"
SERVES = ("E36", "E43")
TEMPER = True
START = False

# What a caller is upset by: so they say, or they call again about the same thing.
UPSET = ("upset", "abuse", "department-again")
# These are sorry in their own words, or say that the call ends for abuse.
SORRY = frozenset({"closing.regret", "closing.abuse", "voicemail.failed"})


def observe(upset: bool, turn: Turn) -> bool | Broken:
    """Remember whether the caller said how upset they are."""
    if turn.cue in UPSET and turn.understood:
        upset = True
    if not turn.does(Hangup) or isinstance(turn.event, events.HungUp):
        return upset
    return upset if not upset or _is_sorry(turn) else BROKEN


def _is_sorry(turn: Turn) -> bool:
    if not SORRY.isdisjoint(turn.phrases):
        return True
    return any(
        phrase(words.language, "answer.sorry") in words.text for words in turn.words
    )
