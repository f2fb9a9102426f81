"""Until when a line is closed, as people say it: "14:00", or "today"."""

from datetime import datetime, time, timedelta

TODAY = "today"


def closing_time(written: str, now: datetime) -> datetime | None:
    """The next moment with that time of day; midnight for "today"; None if neither.

    `now` is aware, in the line's timezone. A time that has gone is tomorrow's.
    """
    midnight = now.date() + timedelta(days=1)
    if written == TODAY:
        return datetime.combine(midnight, time(), now.tzinfo)
    try:
        clock = time.fromisoformat(written)
    except ValueError:
        return None
    if clock.tzinfo is not None:
        return None
    until = datetime.combine(now.date(), clock, now.tzinfo)
    gone = until.timestamp() <= now.timestamp()
    return datetime.combine(midnight, clock, now.tzinfo) if gone else until
