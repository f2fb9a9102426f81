import pytest

from ivr.languages.en import grammar as english
from ivr.languages.spoken_time import SpokenTime

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (23, "Good evening"),
    ],
)
def test_the_greeting_follows_the_hour(hour, said):
    assert english.daypart(hour) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("today", 15, 15), "by quarter past three"),
        (SpokenTime("today", 10, 30), "by half past ten"),
        (SpokenTime("today", 11, 45), "by quarter to twelve"),
        (SpokenTime("today", 12), "by noon"),
        (SpokenTime("today", 7), "by seven this morning"),
        (SpokenTime("today", 19), "by seven this evening"),
        (SpokenTime("today", 22, 45), "by quarter to eleven tonight"),
        (SpokenTime("today", 15, 7), "by three oh seven"),
        (SpokenTime("today", 15, 17), "by three seventeen"),
        (SpokenTime("tomorrow", 8), "by eight tomorrow morning"),
        (SpokenTime("tomorrow", 12), "by noon tomorrow"),
        (SpokenTime("tomorrow", 0), "by midnight tonight"),
        (SpokenTime("monday", 9, 5), "by five past nine on Monday morning"),
        (SpokenTime("monday", 0), "by midnight on Sunday night"),
        (SpokenTime("sunday", 23, 45), "by quarter to midnight on Sunday night"),
        (SpokenTime("12-01", 8), "by eight in the morning on December first"),
        (SpokenTime("02-29", 15), "by three in the afternoon on February twenty-ninth"),
    ],
)
def test_a_promised_time(when, said):
    assert english.by(when) == said


def test_the_time_we_are_back():
    assert english.at(SpokenTime("tomorrow", 8)) == "at eight tomorrow morning"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "within one business hour"),
        (4, "within four business hours"),
        (8, "within one business day"),
        (16, "within two business days"),
        (50, "within seven business days"),
        (900, "as soon as we can"),
    ],
)
def test_a_deadline_in_business_hours(hours, said):
    assert english.within(hours) == said


@pytest.mark.parametrize(
    ("number", "said", "again"),
    [
        (1, "You are next in line", "You are still next in line"),
        (2, "You are second in line", "You are still second in line"),
        (12, "You are twelfth in line", "You are still twelfth in line"),
        (21, "You are twenty-first in line", "You are still twenty-first in line"),
        (
            100,
            "There are more than ninety callers ahead of you",
            "There are still more than ninety callers ahead of you",
        ),
    ],
)
def test_a_place_in_line(number, said, again):
    assert (english.place(number), english.still(number)) == (said, again)


@pytest.mark.parametrize(
    ("half_minutes", "said"),
    [
        (0, "a few seconds"),
        (1, "half a minute"),
        (2, "one minute"),
        (3, "a minute and a half"),
        (4, "two minutes"),
        (5, "two and a half minutes"),
        (42, "twenty-one minutes"),
        (120, "an hour"),
        (121, "more than an hour"),
    ],
)
def test_the_time_waited(half_minutes, said):
    assert english.duration(half_minutes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "about a minute"),
        (2, "about two minutes"),
        (15, "about fifteen minutes"),
        (30, "about half an hour"),
        (60, "about an hour"),
        (90, "more than an hour"),
    ],
)
def test_the_time_to_go(minutes, said):
    assert english.about_minutes(minutes) == said


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (
            ((MONDAY_TO_FRIDAY, "08:00", "17:00"), ((5,), "10:00", "14:00")),
            "Monday to Friday from eight to five, Saturday from ten to two",
        ),
        (
            (
                (MONDAY_TO_FRIDAY, "08:30", "12:00"),
                (MONDAY_TO_FRIDAY, "13:00", "17:00"),
            ),
            "Monday to Friday from half past eight to noon and from one to five",
        ),
        (
            (((4, 5), "18:00", "02:00"),),
            "Friday and Saturday from six in the evening to two in the morning",
        ),
        (((tuple(range(7)), "00:00", "24:00"),), "every day around the clock"),
    ],
)
def test_opening_hours(bands, said):
    assert english.hours(bands) == said


def test_keys_and_lists():
    assert [english.key(digit) for digit in "10#*"] == [
        "one",
        "zero",
        "the pound key",
        "the star key",
    ]
    assert english.either(("a", "b", "c")) == "a, b or c"
    assert english.both(("a", "b", "c")) == "a, b and c"
