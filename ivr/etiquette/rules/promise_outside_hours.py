"""Only a time that the calendar offered is promised.

The calendar offers times within opening hours that are not yet taken. A promise
for any other time could fall on a holiday or on somebody else's.

Bad:
    machine: promises a time of its own
Good:
    booking: gone -> callback-gone
Source: E27, E28 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Promise

CODE = "CBK003"
NAME = "promise-outside-hours"
SERVES = ("E27", "E28")
START = 0


def observe(offered: int, turn: Turn) -> int | Broken:
    """Remember the time that the calendar offered last; 0 for none."""
    match turn.event:
        case events.TimeFound(time) | events.TimeGone(time):
            offered = time.at
        case events.NoTimeFound():
            offered = 0
    for action in turn.actions:
        if isinstance(action, Promise) and action.at not in (0, offered):
            return BROKEN
    return offered
