"""A caller whom somebody here knows is offered that colleague at once.

Nobody likes to begin again with a stranger. Within hours the greeting of a line that
remembers who helped last asks whether to put the caller through to the same person.

Bad:
    answering: dialed -> greeting
Good:
    answering: dialed -> answering-closed does find-time when closed
    answering: dialed <- greeting-known when known
    answering: dialed <- greeting
Source: E24 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events

CODE = "HUM009"
NAME = "helper-not-offered"
SERVES = ("E24",)
START = ""

OFFER = "transfer-question.known"


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at the greeting of a caller who was helped before."""
    event = turn.event
    if not isinstance(event, events.Dialed) or not event.is_open:
        return memory
    own_greeting = event.to in turn.flow.doors or turn.flow.home[0]
    if not event.helped_by or own_greeting:
        return memory
    name = turn.flow.agent_name(event.helped_by, turn.words[0].language)
    offered = any(w.phrase == OFFER and name in w.text for w in turn.words)
    return memory if offered else BROKEN
