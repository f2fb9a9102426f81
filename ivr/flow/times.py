"""Times a call speaks of: when we are back, when we can call back, when we reply."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ivr.flow.call import Time
from ivr.flow.events import Dialed
from ivr.script.calendar import Calendar, Closure
from ivr.script.model import Script

QUARTER = 15  # minutes

Booked = Callable[[datetime], int]


def dialed(
    script: Script,
    now: datetime,
    to: str = "",
    *,
    number_withheld: bool = False,
    closure: Closure | None = None,
) -> Dialed:
    """The event that begins a call at the moment `now` (an aware datetime)."""
    calendar = Calendar.of(script).closed(closure)
    is_open = calendar.is_open(now)
    opens = None if is_open else calendar.next_opening(now)
    return Dialed(
        to=to,
        hour=now.astimezone(calendar.timezone).hour,
        is_open=is_open,
        opens=spoken(calendar, opens, now) if opens else None,
        number_withheld=number_withheld,
    )


def callback_time(
    script: Script,
    now: datetime,
    booked: Booked = lambda _: 0,
    closure: Closure | None = None,
) -> Time | None:
    """The first time at which we can call back; None if there is none in 14 days.

    `booked` counts the callbacks already promised for a quarter of an hour.
    """
    calendar = Calendar.of(script).closed(closure)
    for time in calendar.callback_times(now, script.callback.earliest):
        if booked(time) < script.callback.each_quarter_hour:
            return spoken(calendar, time, now)
    return None


def reply_time(script: Script, now: datetime, closure: Closure | None = None) -> Time:
    """By when a message is answered: the promised business hours from now, rounded
    up to a quarter of an hour."""
    calendar = Calendar.of(script).closed(closure)
    due = calendar.add_business_time(now, script.voicemail.reply_within)
    over = timedelta(
        minutes=due.minute % QUARTER, seconds=due.second, microseconds=due.microsecond
    )
    if over:
        due += timedelta(minutes=QUARTER) - over
    return spoken(calendar, due, now)


def held(known: int, by_clock: int) -> int:
    """Seconds on hold: by the clock, unless it was set back since; then those known."""
    return by_clock if by_clock >= known - 1 else known


def spoken(calendar: Calendar, when: datetime, now: datetime) -> Time:
    """A moment as a call carries it: Unix seconds, and how it is said now."""
    return Time(int(when.timestamp()), calendar.spoken(when, now))
