"""The place in line that a caller hears never gets worse.

Whoever was told "second" and then "third" stops believing the line. A new place is
told only when it is better than the one before.

Bad:
    machine: tells every place
Good:
    holding: seconds = 24
Source: Q4 in docs/proof.md; E19, E26 in the etiquette
"""

from ivr.etiquette.environment import SPOKEN
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import LeaveLine

CODE = "HLD008"
NAME = "position-gets-worse"
SERVES = ("E19", "E26", "Q4")
START = 0


def observe(known: int, turn: Turn) -> int | Broken:
    """Remember the place that was told last; every told place goes by one number."""
    if turn.does(LeaveLine):
        return 0
    if not isinstance(turn.event, events.Elapsed | events.LinedUp):
        return known
    if known and turn.place > known:
        return BROKEN
    return SPOKEN if turn.place else known
