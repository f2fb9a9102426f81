"""Whether the line is open, in the words of the pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.store.closures import Closed
from ivr.telephony.line import Line, at
from ivr.web.desk.words import clock
from ivr.web.interface import gettext as _


@dataclass(frozen=True)
class State:
    """Open or closed, and until when, in the office's own clock."""

    is_open: bool
    early: bool
    until: str


def state(line: Line, now: datetime, closed: Closed | None) -> State:
    """How the line stands at this moment."""
    calendar, seconds = line.calendar, int(now.timestamp())
    is_open = calendar.is_open(now)
    turn = calendar.closes(now) if is_open else calendar.next_opening(now)
    until = _told(line, int(turn.timestamp()), seconds) if turn else ""
    return State(is_open, closed is not None, until)


def _told(line: Line, when: int, now: int) -> str:
    zone = line.calendar.timezone
    days = [at(seconds).astimezone(zone).date() for seconds in (now, when)]
    if days[1] - days[0] == timedelta(days=1):
        return _("tomorrow at %(time)s") % {"time": clock(line, when)}
    return clock(line, when, now)
