"""English times of day, days and opening hours."""

from ivr.languages.en.numbers import cardinal, ordinal
from ivr.languages.listing import listed
from ivr.languages.opening_hours import Bands, Span, around_the_clock, runs, weekly
from ivr.languages.spoken_time import WEEKDAYS, SpokenTime

DAYS = tuple(day.capitalize() for day in WEEKDAYS)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
PAST = {
    5: "five",
    10: "ten",
    15: "quarter",
    20: "twenty",
    25: "twenty-five",
    30: "half",
}
CLEAR_TODAY = range(8, 18)


def moment(when: SpokenTime) -> str:
    """Such as "eight tomorrow morning", with the day unless it is today."""
    clock = _clock(when.hour, when.minute)
    if _is_past_midnight(when.hour, when.minute):
        return clock + _night_before(when.day)
    part = _part(when.hour)
    if when.day == "today":
        if when.hour in CLEAR_TODAY:
            return clock
        return f"{clock} tonight" if part == "night" else f"{clock} this {part}"
    if clock == "noon":
        return f"noon {_day(when.day)}"
    if "-" in when.day:
        return f"{_full(when.hour, when.minute)} {_day(when.day)}"
    return f"{clock} {_day(when.day)} {part}"


def week(bands: Bands) -> str:
    """Such as "Monday to Friday from eight to five, Saturday from ten to two"."""
    return ", ".join(
        f"{_days(days)} " + " and ".join(_span(span) for span in spans)
        for days, spans in weekly(bands)
    )


def _days(days: tuple[int, ...]) -> str:
    if len(days) == len(DAYS):
        return "every day"
    named = [
        DAYS[first] if first == last else f"{DAYS[first]} to {DAYS[last]}"
        for first, last in runs(days)
    ]
    return listed(named, "and")


def _span(span: Span) -> str:
    if around_the_clock(span):
        return "around the clock"
    opens, closes = span
    in_the_day = (7, 0) <= opens < closes <= (19, 0)
    say = _clock if in_the_day else _full
    return f"from {say(*opens)} to {say(*closes)}"


def _clock(hour: int, minute: int) -> str:
    if (hour, minute) == (12, 0):
        return "noon"
    if minute == 0:
        return _hour(hour)
    if minute in PAST:
        return f"{PAST[minute]} past {_hour(hour)}"
    if 60 - minute in PAST:
        return f"{PAST[60 - minute]} to {_hour(hour + 1)}"
    minutes = cardinal(minute) if minute > 9 else f"oh {cardinal(minute)}"
    return f"{cardinal((hour - 1) % 12 + 1)} {minutes}"


def _full(hour: int, minute: int) -> str:
    clock = _clock(hour, minute)
    if clock == "noon" or _is_past_midnight(hour, minute):
        return clock
    part = _part(hour)
    return f"{clock} at night" if part == "night" else f"{clock} in the {part}"


def _hour(hour: int) -> str:
    return "midnight" if hour % 24 == 0 else cardinal((hour - 1) % 12 + 1)


def _is_past_midnight(hour: int, minute: int) -> bool:
    return hour % 24 == 0 and "midnight" in _clock(hour, minute)


def _part(hour: int) -> str:
    if hour < 12:
        return "morning"
    if hour < 18:
        return "afternoon"
    return "evening" if hour < 22 else "night"


def _day(day: str) -> str:
    if day == "tomorrow":
        return day
    if day in WEEKDAYS:
        return f"on {day.capitalize()}"
    month, date = day.split("-")
    return f"on {MONTHS[int(month) - 1]} {ordinal(int(date))}"


def _night_before(day: str) -> str:
    """The night a caller thinks of, since "midnight on Monday" could be either."""
    if day == "today":
        return ""
    if day == "tomorrow":
        return " tonight"
    if day in WEEKDAYS:
        return f" on {DAYS[WEEKDAYS.index(day) - 1]} night"
    return f" at the start of {_day(day).removeprefix('on ')}"
