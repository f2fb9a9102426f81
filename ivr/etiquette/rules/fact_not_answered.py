"""Whoever asks for the hours or the address is told, right away.

A line that knows the answer gives it, and does not send the caller to a person or a
menu for it.

Bad:
    greeting: hours -> offer-person
Good:
    greeting: hours -> answer-hours when has-hours
Source: E32 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn

CODE = "HUM010"
NAME = "fact-not-answered"
SERVES = ("E32",)
START = ""


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at the answer to a question of fact."""
    if not turn.understood or not _known(turn):
        return memory
    return memory if f"answer.{turn.cue}" in turn.phrases else BROKEN


def _known(turn: Turn) -> bool:
    match turn.cue:
        case "hours":
            return bool(turn.flow.bands)
        case "address":
            return all(code in turn.flow.address for code in turn.flow.languages)
        case _:
            return False
