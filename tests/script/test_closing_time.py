"""Until when a line is closed, as people say it; and calendars with a closure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from lines import SCRIPTS

from ivr.script.calendar import Calendar, Closure
from ivr.script.closing_time import closing_time
from ivr.script.hours import week
from ivr.script.load import load

OSLO = ZoneInfo("Europe/Oslo")
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=OSLO)  # a Tuesday
WORKSHOP = Calendar.of(load(SCRIPTS / "workshop.nb.yaml"))  # 07:00-16:00


def oslo(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=OSLO)


def closed(begins: datetime, ends: datetime) -> Calendar:
    return WORKSHOP.closed(Closure(begins.astimezone(UTC), ends.astimezone(UTC)))


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("14:00", oslo(24, 14)),
        ("10:00", oslo(25, 10)),
        ("09:30", oslo(25, 9, 30)),
        ("today", oslo(25, 0)),
        ("", None),
        ("two", None),
        ("25:00", None),
        ("14:00Z", None),
    ],
)
def test_a_time_is_the_next_one(written: str, until: datetime | None) -> None:
    assert closing_time(written, TEN) == until


def test_it_is_the_clock_that_counts_when_the_clock_changes() -> None:
    before = datetime(2026, 10, 24, 23, 0, tzinfo=OSLO)

    until = closing_time("04:00", before)
    assert until is not None
    assert until.astimezone(UTC) == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_a_closure_is_left_out_of_the_hours() -> None:
    calendar = closed(TEN, oslo(24, 14))

    assert [calendar.is_open(oslo(24, hour)) for hour in (9, 10, 13, 14, 15, 16)] == [
        *(True, False, False, True, True, False)
    ]
    assert calendar.next_opening(oslo(24, 11)) == oslo(24, 14)
    assert calendar.closes(oslo(24, 9)) == TEN
    assert calendar.closes(oslo(24, 15)) == oslo(24, 16)


def test_a_closure_beyond_the_hours_ends_with_the_next_opening() -> None:
    calendar = closed(TEN, oslo(25, 0))

    assert calendar.next_opening(oslo(24, 11)) == oslo(25, 7)


def test_nothing_is_promised_into_it() -> None:
    calendar = closed(TEN, oslo(24, 14))

    assert next(calendar.callback_times(oslo(24, 10, 5), 30)) == oslo(24, 14, 30)
    assert calendar.add_business_time(oslo(24, 9), 2) == oslo(24, 15)


def test_a_line_without_hours_closes_and_opens_too() -> None:
    always = Calendar(OSLO, week({}))
    calendar = always.closed(Closure(TEN.astimezone(UTC), oslo(24, 14).astimezone(UTC)))

    assert not calendar.is_open(oslo(24, 11))
    assert calendar.next_opening(oslo(24, 11)) == oslo(24, 14)


def test_one_that_is_over_changes_nothing() -> None:
    calendar = closed(oslo(23, 8), oslo(23, 12))

    assert calendar.is_open(TEN)
    assert calendar.next_opening(oslo(24, 17)) == WORKSHOP.next_opening(oslo(24, 17))
