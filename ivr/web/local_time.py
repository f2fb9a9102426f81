"""Moments as the office's clock and the reader's language show them."""

from datetime import UTC, tzinfo

from babel.dates import format_datetime

from ivr.script.errors import ScriptError
from ivr.telephony.line import at
from ivr.telephony.switchboard import NoLine, Switchboard
from ivr.telephony.webhooks import board
from ivr.web.interface import language


def office_zone(here: Switchboard) -> tzinfo:
    """The timezone of the line; UTC where there is none."""
    try:
        return here.live_line().calendar.timezone
    except (NoLine, ScriptError):
        return UTC


def shown_time(seconds: int) -> str:
    """A moment: the time of day, and the day unless it is today's."""
    here = board()
    zone = office_zone(here)
    when, now = at(seconds).astimezone(zone), at(here.clock()).astimezone(zone)
    if when.date() == now.date():
        return f"{when:%H:%M}"
    pattern = "d MMM, HH:mm" if when.year == now.year else "d MMM y, HH:mm"
    return format_datetime(when, pattern, locale=language())
