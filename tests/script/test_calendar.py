"""Opening hours against the clock: Oslo and New York change it, Manila does not."""

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from ivr.languages.spoken_time import SpokenTime
from ivr.script.calendar import Calendar
from ivr.script.hours import holiday, week

OFFICE = {"monday-friday": "08:00-16:00"}
NIGHT = {"friday-saturday": "22:00-02:30"}


def calendar(timezone: str, hours: dict[str, str], *holidays: str) -> Calendar:
    return Calendar(ZoneInfo(timezone), week(hours), tuple(map(holiday, holidays)))


def at(timezone: str, written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(timezone))


def oslo(written: str) -> datetime:
    return at("Europe/Oslo", written)


def new_york(written: str) -> datetime:
    return at("America/New_York", written)


def manila(written: str) -> datetime:
    return at("Asia/Manila", written)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-27 07:59:59", False),
        ("2026-03-27 08:00", True),
        ("2026-03-27 15:59:59", True),
        ("2026-03-27 16:00", False),
        ("2026-03-28 10:00", False),
    ],
)
def test_it_is_open_from_the_first_minute_to_the_last(
    moment: str, is_open: bool
) -> None:
    assert calendar("Europe/Oslo", OFFICE).is_open(oslo(moment)) is is_open


def test_a_moment_in_another_timezone_is_the_same_moment() -> None:
    office = calendar("Europe/Oslo", OFFICE)

    assert office.is_open(datetime(2026, 3, 30, 6, 0, tzinfo=UTC))
    assert not office.is_open(datetime(2026, 3, 27, 6, 0, tzinfo=UTC))


def test_without_hours_the_line_is_always_open() -> None:
    always = calendar("Asia/Manila", {})

    assert always.is_open(manila("2026-12-25 03:00"))
    assert always.next_opening(manila("2026-12-25 03:00")) is None
    assert always.closes(manila("2026-12-25 03:00")) is None


def test_a_holiday_closes_a_line_without_hours() -> None:
    line = calendar("Asia/Manila", {}, "12-25")

    assert not line.is_open(manila("2026-12-25 03:00"))
    assert line.next_opening(manila("2026-12-25 03:00")) == manila("2026-12-26 00:00")


def test_a_line_that_never_opens_is_never_back() -> None:
    line = calendar("Europe/Oslo", {"monday": "closed"})

    assert not line.is_open(oslo("2026-03-30 10:00"))
    assert line.next_opening(oslo("2026-03-30 10:00")) is None
    assert list(line.callback_times(oslo("2026-03-30 10:00"), 30)) == []


def test_the_next_opening_skips_weekend_and_holiday() -> None:
    office = calendar("Europe/Oslo", OFFICE, "2026-03-30")

    assert office.next_opening(oslo("2026-03-27 17:00")) == oslo("2026-03-31 08:00")


def test_the_next_opening_while_open_is_the_one_after() -> None:
    office = calendar("Europe/Oslo", {"monday": "08:00-12:00, 13:00-17:00"})

    assert office.next_opening(oslo("2026-03-30 09:00")) == oslo("2026-03-30 13:00")
    assert office.closes(oslo("2026-03-30 09:00")) == oslo("2026-03-30 12:00")


def test_a_holiday_of_one_year_is_open_in_the_next() -> None:
    office = calendar("Europe/Oslo", OFFICE, "2026-05-01")

    assert not office.is_open(oslo("2026-05-01 10:00"))
    assert office.is_open(oslo("2028-05-01 10:00"))


def test_a_leap_day_is_a_holiday_when_there_is_one() -> None:
    office = calendar("Europe/Oslo", OFFICE, "02-29")

    assert not office.is_open(oslo("2028-02-29 10:00"))
    assert office.is_open(oslo("2028-02-28 10:00"))
    assert office.is_open(oslo("2027-03-01 10:00"))


def test_a_band_past_midnight_belongs_to_the_evening_it_begins() -> None:
    bar = calendar("Asia/Manila", NIGHT, "2026-03-28")

    assert bar.is_open(manila("2026-03-28 01:00"))
    assert not bar.is_open(manila("2026-03-28 23:00"))
    assert not bar.is_open(manila("2026-03-29 01:00"))


def test_a_closing_time_that_the_clock_skips_is_the_same_time_after_the_change() -> (
    None
):
    bar = calendar("Europe/Oslo", NIGHT)

    assert bar.closes(oslo("2026-03-28 23:00")) == oslo("2026-03-29 03:30")


def test_a_closing_time_that_happens_twice_is_the_first_one() -> None:
    bar = calendar("Europe/Oslo", NIGHT)
    closes = bar.closes(oslo("2026-10-24 23:00"))

    assert closes is not None
    assert closes.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_opening_time_that_new_york_skips_is_an_hour_later() -> None:
    early = calendar("America/New_York", {"sunday": "02:30-10:00"})

    assert early.next_opening(new_york("2026-03-08 00:00")) == new_york(
        "2026-03-08 03:30"
    )


def test_business_time_counts_opening_hours_only() -> None:
    office = calendar("Europe/Oslo", OFFICE)

    assert office.add_business_time(oslo("2026-03-26 10:00"), 4) == oslo(
        "2026-03-26 14:00"
    )
    assert office.add_business_time(oslo("2026-03-27 14:30"), 4) == oslo(
        "2026-03-30 10:30"
    )
    assert office.add_business_time(oslo("2026-03-28 12:00"), 8) == oslo(
        "2026-03-30 16:00"
    )


def test_business_time_over_the_night_of_the_change_is_real_time() -> None:
    always_oslo = calendar("Europe/Oslo", {})
    always_new_york = calendar("America/New_York", {})
    always_manila = calendar("Asia/Manila", {})

    assert always_oslo.add_business_time(oslo("2026-03-29 01:30"), 1) == oslo(
        "2026-03-29 03:30"
    )
    assert str(always_oslo.add_business_time(oslo("2026-10-25 01:30"), 2)) == (
        "2026-10-25 02:30:00+01:00"
    )
    assert str(always_new_york.add_business_time(new_york("2026-11-01 00:30"), 2)) == (
        "2026-11-01 01:30:00-05:00"
    )
    assert str(always_manila.add_business_time(manila("2026-03-29 01:30"), 1)) == (
        "2026-03-29 02:30:00+08:00"
    )


def test_overlapping_nights_are_counted_once() -> None:
    line = calendar("Asia/Manila", {"monday": "20:00-02:00", "tuesday": "01:00-05:00"})

    assert line.add_business_time(manila("2026-03-30 23:00"), 5) == manila(
        "2026-03-31 04:00"
    )


def test_a_line_that_never_opens_still_owes_a_reply() -> None:
    line = calendar("Europe/Oslo", {"monday": "closed"})

    assert line.add_business_time(oslo("2026-03-28 10:00"), 4) == oslo(
        "2026-03-28 14:00"
    )


def times(line: Calendar, now: datetime, earliest: int, count: int) -> list[str]:
    found = islice(line.callback_times(now, earliest), count)
    return [time.strftime("%m-%d %H:%M") for time in found]


def test_callback_times_leave_notice_from_now_and_from_opening() -> None:
    office = calendar("Europe/Oslo", OFFICE)

    assert times(office, oslo("2026-03-26 14:50:30"), 30, 4) == [
        "03-26 15:30",
        "03-26 15:45",
        "03-27 08:30",
        "03-27 08:45",
    ]


def test_a_callback_time_may_be_exactly_the_earliest() -> None:
    office = calendar("Europe/Oslo", OFFICE)

    assert times(office, oslo("2026-03-26 14:45"), 30, 1) == ["03-26 15:15"]


def test_nobody_is_called_back_at_night() -> None:
    always = calendar("Asia/Manila", {})

    assert times(always, manila("2026-03-26 20:10"), 30, 2) == [
        "03-26 20:45",
        "03-27 08:00",
    ]


def test_callback_times_end_after_fourteen_days() -> None:
    office = calendar("Europe/Oslo", OFFICE)
    found = list(office.callback_times(oslo("2026-03-20 12:00"), 5))

    assert found[-1] == oslo("2026-04-03 13:00")
    assert len(found) == 15 + 9 * 31 + 20


def test_callback_times_after_the_change_are_on_the_new_clock() -> None:
    sunday = calendar("Europe/Oslo", {"sunday": "08:00-10:00"})

    first = next(sunday.callback_times(oslo("2026-03-28 20:00"), 5))

    assert str(first) == "2026-03-29 08:15:00+02:00"


def test_days_of_equal_hours_are_spoken_together() -> None:
    line = calendar(
        "Europe/Oslo",
        {"monday-thursday": "08:00-12:00, 13:00-17:00", "friday": "22:00-02:00"},
    )

    assert line.bands() == (
        ((0, 1, 2, 3), "08:00", "12:00"),
        ((0, 1, 2, 3), "13:00", "17:00"),
        ((4,), "22:00", "02:00"),
    )


def test_a_line_without_hours_is_open_all_day_all_week() -> None:
    assert calendar("Asia/Manila", {}).bands() == (
        ((0, 1, 2, 3, 4, 5, 6), "00:00", "24:00"),
    )


@pytest.mark.parametrize(
    ("when", "spoken"),
    [
        ("2026-03-27 15:15", SpokenTime("today", 15, 15)),
        ("2026-03-28 08:00", SpokenTime("tomorrow", 8)),
        ("2026-03-29 08:00", SpokenTime("sunday", 8)),
        ("2026-04-02 08:00", SpokenTime("thursday", 8)),
        ("2026-04-03 08:00", SpokenTime("04-03", 8)),
        ("2026-03-26 08:00", SpokenTime("03-26", 8)),
    ],
)
def test_a_time_is_spoken_on_its_nearest_day(when: str, spoken: SpokenTime) -> None:
    office = calendar("Europe/Oslo", OFFICE)

    assert office.spoken(oslo(when), oslo("2026-03-27 10:00")) == spoken


def test_today_is_today_at_the_line_not_at_the_server() -> None:
    line = calendar("Asia/Manila", {})
    now = datetime(2026, 3, 26, 23, 0, tzinfo=UTC)

    assert line.spoken(now, now) == SpokenTime("today", 7)
    assert line.spoken(datetime(2026, 3, 27, 17, 0, tzinfo=UTC), now) == SpokenTime(
        "tomorrow", 1
    )
