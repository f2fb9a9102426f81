"""Which time we can promise, and when we may call."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from ivr.flow.actions import PromiseKind
from ivr.script.calendar import (
    CALLBACK_FROM_HOUR,
    CALLBACK_UNTIL_HOUR,
    Calendar,
)
from ivr.script.model import Script
from ivr.store import closures, promises

QUARTER = 15 * 60  # seconds


def find_time(
    conn: Connection,
    script: Script,
    kind: PromiseKind,
    department: str,
    now: datetime,
) -> datetime | None:
    """The first time that we can still promise; None if there is none.

    A callback: a quarter of an hour in which the department has promised fewer
    callbacks than the script allows. A reply: the script's business hours from now,
    up to the next quarter of an hour.
    """
    calendar = Calendar.of(script).closed(closures.lately(conn))
    if kind is PromiseKind.REPLY:
        due = calendar.add_business_time(now, script.voicemail.reply_within)
        return due + timedelta(seconds=-due.timestamp() % QUARTER)
    taken = promises.count_by_time(conn, department, int(now.timestamp()))
    return first_callback(calendar, script, taken, now)


def first_callback(
    calendar: Calendar, script: Script, taken: Mapping[int, int], now: datetime
) -> datetime | None:
    """The first quarter of an hour in which a callback is left; `taken` by time."""
    for time in calendar.callback_times(now, script.callback.earliest):
        at = int(time.timestamp())
        if taken.get(at, 0) < script.callback.each_quarter_hour:
            return time
    return None


def is_free(
    conn: Connection, script: Script, department: str, at: int, now: int
) -> bool:
    """Whether a callback time that was offered can still be promised."""
    closure = closures.lately(conn)
    closed = closure and closure.begins.timestamp() <= at < closure.ends.timestamp()
    if at <= now or closed:
        return False
    taken = promises.count_by_time(conn, department, now)
    return taken.get(at, 0) < script.callback.each_quarter_hour


def may_call(calendar: Calendar, now: datetime) -> bool:
    """Whether we may ring a caller now: open, and neither early nor late in the day."""
    hour = now.astimezone(calendar.timezone).hour
    return CALLBACK_FROM_HOUR <= hour < CALLBACK_UNTIL_HOUR and calendar.is_open(now)


def next_call(calendar: Calendar, earliest: int) -> int:
    """The first moment from `earliest` on when we may ring a caller (Unix seconds).

    A line that does not open within two weeks is asked again a day later.
    """
    moment = datetime.fromtimestamp(earliest, UTC)
    if may_call(calendar, moment):
        return earliest
    found = next(calendar.callback_times(moment, 0), None)
    return int(found.timestamp()) if found else earliest + 24 * 3600
