"""When the line is open, when we are back, by when we reply or call back.

`now` is always passed in, as an aware datetime. Times are added in UTC, so that a
night in which the clock changes is neither longer nor shorter than it is. A time
of day that the clock skips is the same time after the change; one that happens
twice is its first occurrence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.languages.spoken_time import WEEKDAYS, SpokenTime
from ivr.script.hours import A_DAY, Band, Holiday, holiday, week
from ivr.script.model import Script

DAYS_AHEAD = 400
DAYS_AROUND_NOW = 4
CALLBACK_DAYS = 14
CALLBACK_FROM_HOUR = 8
CALLBACK_UNTIL_HOUR = 21
QUARTER = timedelta(minutes=15)

SpokenBand = tuple[tuple[int, ...], str, str]


@dataclass(frozen=True)
class Opening:
    """From when to when the line is open, in UTC; the end is already closed."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class Closure:
    """Closed whatever the hours say, from one moment until another, in UTC."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Calendar:
    """The opening hours of a line in its timezone; `week` begins on Monday."""

    timezone: ZoneInfo
    week: tuple[tuple[Band, ...], ...]
    holidays: tuple[Holiday, ...] = ()
    closure: Closure | None = None

    @classmethod
    def of(cls, script: Script) -> "Calendar":
        """The calendar of a call script that has been loaded."""
        return cls(
            ZoneInfo(script.timezone),
            week(script.hours),
            tuple(holiday(written) for written in script.holidays),
        )

    def closed(self, closure: Closure | None) -> "Calendar":
        """The same calendar with a closure in it."""
        return replace(self, closure=closure) if closure != self.closure else self

    def is_open(self, now: datetime) -> bool:
        """Whether the line is open at a moment."""
        for band in self._each_band(now, DAYS_AROUND_NOW):
            if band.opens > now:
                return False
            if now < band.closes:
                return True
        return False

    def next_opening(self, now: datetime) -> datetime | None:
        """The next time the line opens after now; None if that is not in a year."""
        for opening in self.openings(now):
            if opening.opens > now:
                return opening.opens.astimezone(self.timezone)
        return None

    def closes(self, now: datetime) -> datetime | None:
        """The end of the present opening; None while closed, or if that is never."""
        opening = next(self.openings(now), None)
        if opening is None or opening.opens > now:
            return None
        never = opening.closes - opening.opens > timedelta(days=DAYS_AHEAD - 10)
        return None if never else opening.closes.astimezone(self.timezone)

    def add_business_time(self, now: datetime, hours: int) -> datetime:
        """The moment when so many hours of opening time have gone by.

        A line that never opens counts every hour.
        """
        left = timedelta(hours=hours)
        for opening in self.openings(now):
            begins = max(opening.opens, now.astimezone(UTC))
            if opening.closes - begins >= left:
                return (begins + left).astimezone(self.timezone)
            left -= opening.closes - begins
        return (now.astimezone(UTC) + left).astimezone(self.timezone)

    def callback_times(self, now: datetime, earliest: int) -> Iterator[datetime]:
        """Quarter hours by which we can call back, for 14 days.

        At least so many minutes from now and from the hour we open, within opening
        hours, from 08:00 until before 21:00.
        """
        notice = timedelta(minutes=earliest)
        first = now.astimezone(UTC) + notice
        last = now.astimezone(UTC) + timedelta(days=CALLBACK_DAYS)
        for opening in self.openings(first, CALLBACK_DAYS + DAYS_AROUND_NOW):
            if opening.opens > last:
                return
            time = self._next_quarter(max(opening.opens + notice, first))
            while time < opening.closes and time <= last:
                local = time.astimezone(self.timezone)
                if CALLBACK_FROM_HOUR <= local.hour < CALLBACK_UNTIL_HOUR:
                    yield local
                time += QUARTER

    def bands(self) -> tuple[SpokenBand, ...]:
        """The week as (weekdays 0-6, opens, closes), days of equal hours together."""
        days: dict[tuple[Band, ...], tuple[int, ...]] = {}
        for day, day_bands in enumerate(self.week):
            days[day_bands] = (*days.get(day_bands, ()), day)
        return tuple(
            (of_days, _clock(band.opens), _clock(band.closes))
            for day_bands, of_days in days.items()
            for band in day_bands
        )

    def spoken(self, when: datetime, now: datetime) -> SpokenTime:
        """A time as said at the moment `now`: today, tomorrow, a weekday or a date."""
        local = when.astimezone(self.timezone)
        day = local.date()
        ahead = (day - now.astimezone(self.timezone).date()).days
        match ahead:
            case 0:
                named = "today"
            case 1:
                named = "tomorrow"
            case 2 | 3 | 4 | 5 | 6:
                named = WEEKDAYS[day.weekday()]
            case _:
                named = day.strftime("%m-%d")
        return SpokenTime(named, local.hour, local.minute)

    def openings(self, now: datetime, days: int = DAYS_AHEAD) -> Iterator[Opening]:
        """The openings that end after now, in order, for so many days.

        Bands that touch are one opening.
        """
        pending: Opening | None = None
        for opening in self._each_band(now, days):
            if opening.closes <= now:
                continue
            if pending and opening.opens <= pending.closes:
                closes = max(pending.closes, opening.closes)
                pending = Opening(pending.opens, closes)
                continue
            if pending:
                yield pending
            pending = opening
        if pending:
            yield pending

    def _each_band(self, now: datetime, days: int) -> Iterator[Opening]:
        if not any(self.week):
            return
        first = now.astimezone(self.timezone).date() - timedelta(days=1)
        for ahead in range(days):
            day = first + timedelta(days=ahead)
            if any(holiday.is_on(day) for holiday in self.holidays):
                continue
            for band in self.week[day.weekday()]:
                opens, closes = self._at(day, band.opens), self._at(day, band.closes)
                if closes > opens:
                    yield from self._around_closure(Opening(opens, closes))

    def _around_closure(self, opening: Opening) -> Iterator[Opening]:
        closure = self.closure
        if closure is None:
            yield opening
            return
        if opening.opens < closure.begins:
            yield Opening(opening.opens, min(opening.closes, closure.begins))
        if opening.closes > closure.ends:
            yield Opening(max(opening.opens, closure.ends), opening.closes)

    def _at(self, day: date, minutes: int) -> datetime:
        midnight = datetime(day.year, day.month, day.day)
        local = (midnight + timedelta(minutes=minutes)).replace(tzinfo=self.timezone)
        return local.astimezone(UTC)

    def _next_quarter(self, moment: datetime) -> datetime:
        local = moment.astimezone(self.timezone)
        past = timedelta(
            minutes=local.minute % 15,
            seconds=local.second,
            microseconds=local.microsecond,
        )
        return moment + (QUARTER - past if past else past)


def _clock(minutes: int) -> str:
    if minutes == A_DAY:
        return "24:00"
    hour, minute = divmod(minutes % A_DAY, 60)
    return f"{hour:02}:{minute:02}"
