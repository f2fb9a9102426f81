"""Filipino times of day, days and opening hours."""

from ivr.languages.en.numbers import cardinal as english
from ivr.languages.fil.numbers import spanish
from ivr.languages.listing import listed
from ivr.languages.opening_hours import (
    Bands,
    Span,
    Time,
    around_the_clock,
    runs,
    weekly,
)
from ivr.languages.spoken_time import WEEKDAYS, SpokenTime

DAYS = ("Lunes", "Martes", "Miyerkules", "Huwebes", "Biyernes", "Sabado", "Linggo")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def before(when: SpokenTime) -> str:
    """Such as "bukas bago mag-alas-nuwebe ng umaga"."""
    clock = f"bago mag-{_clock((when.hour, when.minute))}"
    if when.day == "today":
        return clock
    if when.hour == 0:
        return _at_midnight(when.day, clock, "mamaya ")
    return f"{_day(when.day)} {clock}"


def moment(when: SpokenTime) -> str:
    """Such as "bukas nang alas-otso ng umaga", "mamayang alas-tres ng hapon"."""
    clock = _clock((when.hour, when.minute))
    if when.day == "today":
        return f"mamayang {clock}"
    if when.hour == 0:
        return _at_midnight(when.day, clock, "mamayang ")
    return f"{_day(when.day)} nang {clock}"


def week(bands: Bands) -> str:
    """Such as "Lunes hanggang Biyernes mula alas-otso ng umaga hanggang …"."""
    return ", ".join(
        f"{_days(days)} " + " at ".join(_span(span) for span in spans)
        for days, spans in weekly(bands)
    )


def _clock(time: Time) -> str:
    hour, minute = time
    number = spanish((hour - 1) % 12 + 1)
    clock = "ala-una" if number == "uno" else f"alas-{number}"
    minutes = "y medya" if minute == 30 else spanish(minute)
    return (
        f"{clock} {minutes} ng {_part(hour)}" if minute else f"{clock} ng {_part(hour)}"
    )


def _part(hour: int) -> str:
    if hour % 24 == 0:
        return "hatinggabi"
    if hour < 5:
        return "madaling-araw"
    if hour < 12:
        return "umaga"
    if hour == 12:
        return "tanghali"
    return "hapon" if hour < 18 else "gabi"


def _day(day: str) -> str:
    if day == "tomorrow":
        return "bukas"
    if day in WEEKDAYS:
        return f"sa {DAYS[WEEKDAYS.index(day)]}"
    return f"sa {_date(day)}"


def _date(day: str) -> str:
    month, date = day.split("-")
    return f"{MONTHS[int(month) - 1]} {english(int(date))}"


def _at_midnight(day: str, clock: str, tonight: str) -> str:
    """The night a caller thinks of, since "hatinggabi ng Lunes" could be either."""
    if day == "tomorrow":
        return tonight + clock
    start = DAYS[WEEKDAYS.index(day)] if day in WEEKDAYS else _date(day)
    return f"{clock}, pagpasok ng {start}"


def _days(days: tuple[int, ...]) -> str:
    if len(days) == len(DAYS):
        return "araw-araw"
    return listed(
        [
            DAYS[first] if first == last else f"{DAYS[first]} hanggang {DAYS[last]}"
            for first, last in runs(days)
        ],
        "at",
    )


def _span(span: Span) -> str:
    if around_the_clock(span):
        return "nang beynte-kuwatro oras"
    return f"mula {_clock(span[0])} hanggang {_clock(span[1])}"
