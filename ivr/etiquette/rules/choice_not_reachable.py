"""Every key and every answer that the line offers does what it was offered for.

A key works while the line still speaks and while music plays, and it leads where the
words said; what the caller is invited to say is understood right after the words.

Bad:
    holding: key 3 gone
Good:
    holding: key 3 = message
Source: Q3, Q10 in docs/proof.md; E11 in the etiquette
"""

from ivr.etiquette.announced import announced, sayable
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Ask, PlayMusic, PlayRingback
from ivr.flow.flow import Kind

CODE = "MNU001"
NAME = "choice-not-reachable"
SERVES = ("E11", "Q3", "Q10")
START: frozenset[tuple[str, str]] = frozenset()


def observe(
    choices: frozenset[tuple[str, str]], turn: Turn
) -> frozenset[tuple[str, str]] | Broken:
    """Remember the keys that were announced, and what for."""
    if isinstance(turn.event, events.Pressed):
        meanings = {meaning for key, meaning in choices if key == turn.event.digit}
        if meanings and (turn.meaning not in meanings or not turn.understood):
            return BROKEN
    said = announced(turn.flow, turn.words)
    if not turn.words and turn.before.kind is Kind.HOLDING is turn.after.kind:
        said = choices  # the music goes on, and the keys with it
    for action in turn.actions:
        if isinstance(action, Ask | PlayMusic | PlayRingback):
            keys = action.listening.keys
            if any(key not in keys for key, _ in said):
                return BROKEN
    if any(turn.keys.get(key) != meaning for key, meaning in said):
        return BROKEN
    return said if _understands(turn) else BROKEN


def _understands(turn: Turn) -> bool:
    """Whether the line listens for the answers that it invites, and knows a way on."""
    for action in turn.actions:
        if isinstance(action, Ask):
            answers = sayable(action.words)
            if not answers <= set(turn.after.edges):
                return False
            if answers and not action.listening.speech:
                return False
    return True
