"""What a caller hears when: day by day, at every moment at which it changes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ivr.phone.simulated_caller import SimulatedCaller
from ivr.script.calendar import Calendar
from ivr.script.hours import holiday
from ivr.script.model import Script

A_DAY = timedelta(days=1)
MIDNIGHT = "24:00"


@dataclass(frozen=True)
class Hearing:
    """From a time of day on: whether the line is open, and what a caller hears."""

    begins: str
    is_open: bool
    words: str


@dataclass(frozen=True)
class Day:
    """One day: when the line is open, if it is a holiday, and what is heard when."""

    date: str
    openings: tuple[tuple[str, str], ...]
    is_holiday: bool
    heard: tuple[Hearing, ...]

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return asdict(self)


def calendar_of(script: Script, first: date, days: int) -> Iterator[Day]:
    """The days from `first` on, in the line's own timezone."""
    calendar = Calendar.of(script)
    closed = [holiday(written) for written in script.holidays]
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        openings = tuple(_openings(calendar, day))
        yield Day(
            day.isoformat(),
            openings,
            any(each.is_on(day) for each in closed),
            tuple(_heard(script, day, openings)),
        )


def _openings(calendar: Calendar, day: date) -> Iterator[tuple[str, str]]:
    """The hours of one day; what goes past midnight is cut there."""
    begins = datetime.combine(day, time(), calendar.timezone)
    ends = datetime.combine(day + A_DAY, time(), calendar.timezone)
    for opening in calendar.openings(begins, 3):
        opens = max(opening.opens.astimezone(calendar.timezone), begins)
        closes = min(opening.closes.astimezone(calendar.timezone), ends)
        if opens < closes:
            yield f"{opens:%H:%M}", MIDNIGHT if closes == ends else f"{closes:%H:%M}"


def _heard(
    script: Script, day: date, openings: tuple[tuple[str, str], ...]
) -> Iterator[Hearing]:
    times = {"00:00": False}
    for opens, closes in openings:
        times[opens] = True
        if closes != MIDNIGHT:
            times.setdefault(closes, False)
    for begins, is_open in sorted(times.items()):
        at = datetime.combine(day, time.fromisoformat(begins))
        caller = SimulatedCaller(script, at)
        caller.dials()
        yield Hearing(begins, is_open, " ".join(caller.heard()))
