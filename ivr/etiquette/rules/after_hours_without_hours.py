"""Outside hours the caller hears when the line is open again.

The first words after hours name the time, before anything is offered or asked.

Bad:
    answering: dialed -> greeting
Good:
    answering: dialed -> answering-closed does find-time when closed
    answering: dialed <- greeting
Source: E29, E31 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.flow import Kind

CODE = "GRT001"
NAME = "after-hours-without-hours"
SERVES = ("E29", "E31")
START = ""

TELLS = ("after-hours.closed", "after-hours.person")


def observe(memory: str, turn: Turn) -> str | Broken:
    """Remember that the line is closed until the caller has heard it."""
    if isinstance(turn.event, events.Dialed):
        closed = not turn.event.is_open and turn.event.opens is not None
        memory = "closed" if closed else ""
    if not memory or turn.after.kind is Kind.ASIDE:
        return memory
    return "" if any(p.startswith(TELLS) for p in turn.phrases) else BROKEN
