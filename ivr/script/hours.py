"""Opening hours as an owner writes them: weekdays, bands of times, holidays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ivr.languages.spoken_time import WEEKDAYS
from ivr.script.errors import did_you_mean, shown
from ivr.script.message import Message

A_DAY = 24 * 60
CLOSED = "closed"

_BAND = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})", re.ASCII)
_HOLIDAY = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})", re.ASCII)
_LEAP_YEAR = 2028


class NotHours(ValueError):
    """Hours that cannot be understood, with the reason and the way out."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out


@dataclass(frozen=True, order=True)
class Band:
    """Minutes after midnight from opening to closing; past 1440 is the next day."""

    opens: int
    closes: int


@dataclass(frozen=True)
class Holiday:
    """A closed day, of one year or of every year."""

    month: int
    day: int
    year: int | None = None

    def is_on(self, day: date) -> bool:
        """Whether this holiday falls on a date."""
        return (day.month, day.day) == (self.month, self.day) and self.year in (
            None,
            day.year,
        )


def weekdays(written: str) -> tuple[int, ...]:
    """The weekdays 0-6 of "monday" or "monday-friday"; a range may run past Sunday."""
    parts = [part.strip().lower() for part in written.split("-")]
    if len(parts) > 2:
        raise NotHours(Message("%(said)s is not a day", said=shown(written)), _DAYS)
    for part in parts:
        if part not in WEEKDAYS:
            way_out = did_you_mean(part, WEEKDAYS, _DAYS)
            raise NotHours(Message("%(said)s is not a day", said=shown(part)), way_out)
    first, last = WEEKDAYS.index(parts[0]), WEEKDAYS.index(parts[-1])
    return tuple((first + n) % 7 for n in range((last - first) % 7 + 1))


def bands(written: str) -> tuple[Band, ...]:
    """The bands of "08:00-12:00, 13:00-17:00" in order; none for "closed"."""
    if written.strip().lower() == CLOSED:
        return ()
    found = sorted(_band(part.strip()) for part in written.split(","))
    for earlier, later in pairwise(found):
        if later.opens < earlier.closes:
            raise NotHours(
                Message("the times in %(said)s overlap", said=shown(written)),
                "keep them apart",
            )
    return tuple(found)


def holiday(written: str) -> Holiday:
    """The holiday of "2026-12-25", or of "12-25" for every year."""
    match = _HOLIDAY.fullmatch(written.strip())
    if not match:
        raise NotHours(Message("%(said)s is not a date", said=shown(written)), _DATES)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or _LEAP_YEAR, month or 0, day or 0)
    except ValueError:
        raise NotHours(
            Message("there is no date %(said)s", said=shown(written)), _DATES
        ) from None
    return Holiday(month or 0, day or 0, year)


def week(hours: Mapping[str, str]) -> tuple[tuple[Band, ...], ...]:
    """The bands of each weekday from Monday; open all day where nothing is written."""
    if not hours:
        return ((Band(0, A_DAY),),) * 7
    found: dict[int, tuple[Band, ...]] = {}
    for days, times in hours.items():
        for day in weekdays(days):
            found[day] = bands(times)
    return tuple(found.get(day, ()) for day in range(7))


def _band(written: str) -> Band:
    match = _BAND.fullmatch(written)
    if not match:
        raise NotHours(
            Message("%(said)s is not a time from-to", said=shown(written)), _TIMES
        )
    from_hour, from_minute, to_hour, to_minute = (int(part) for part in match.groups())
    opens, closes = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if from_minute > 59 or to_minute > 59 or opens >= A_DAY or closes > A_DAY:
        raise NotHours(
            Message("%(said)s is not a time of day", said=shown(written)), _TIMES
        )
    if opens == closes:
        raise NotHours(
            Message("%(said)s ends when it begins", said=shown(written)), _TIMES
        )
    return Band(opens, closes if closes > opens else closes + A_DAY)


_DAYS = "write monday … sunday, or a range such as monday-friday"
_TIMES = "write 08:00-17:00, several with commas between, or closed"
_DATES = "write 2026-12-25 for one year, or 12-25 for every year"
