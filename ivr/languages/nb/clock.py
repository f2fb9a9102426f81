"""Norwegian times of day, days and opening hours.

A promised time is said by the twelve-hour clock ("kvart over tre"), opening hours by
the twenty-four-hour clock ("fra åtte til seksten"), as a Norwegian says them.
"""

from ivr.languages.listing import listed
from ivr.languages.nb.numbers import cardinal, day_of_month, neuter
from ivr.languages.opening_hours import (
    Bands,
    Span,
    Time,
    around_the_clock,
    runs,
    weekly,
)
from ivr.languages.spoken_time import WEEKDAYS, SpokenTime

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
PAST = {
    5: "fem over {hour}",
    10: "ti over {hour}",
    15: "kvart over {hour}",
    20: "ti på halv {next}",
    25: "fem på halv {next}",
    30: "halv {next}",
    35: "fem over halv {next}",
    40: "ti over halv {next}",
    45: "kvart på {next}",
    50: "ti på {next}",
    55: "fem på {next}",
}


def until(when: SpokenTime) -> str:
    """Such as "klokka åtte i morgen", "kvart over tre"."""
    clock = _clock(when.hour, when.minute)
    if when.minute not in PAST and clock != "midnatt":
        clock = f"klokka {clock}"
    return f"{clock} {_day(when)}".rstrip()


def moment(when: SpokenTime) -> str:
    """Such as "i morgen klokka åtte"."""
    clock = _clock(when.hour, when.minute)
    at = "ved midnatt" if clock == "midnatt" else f"klokka {clock}"
    return f"{_day(when)} {at}".lstrip()


def week(bands: Bands) -> str:
    """Such as "mandag til fredag fra åtte til seksten, lørdag fra ti til fjorten"."""
    return ", ".join(
        f"{_days(days)} " + " og ".join(_span(span) for span in spans)
        for days, spans in weekly(bands)
    )


def _clock(hour: int, minute: int) -> str:
    if minute in PAST:
        return PAST[minute].format(hour=_hour(hour), next=_hour(hour + 1))
    if minute:
        return _digital((hour, minute))
    return "midnatt" if hour == 0 else _hour(hour)


def _hour(hour: int) -> str:
    return neuter((hour - 1) % 12 + 1)


def _day(when: SpokenTime) -> str:
    if when.day == "today":
        return _today(when.hour)
    if when.day == "tomorrow":
        return _tomorrow(when)
    if when.day in WEEKDAYS:
        return _weekday(DAYS[WEEKDAYS.index(when.day)], when.hour)
    return _date(when.day, when.hour)


def _today(hour: int) -> str:
    if hour < 5:
        return "i natt"
    if hour < 8:
        return "i dag tidlig"
    return "" if hour < 18 else "i kveld"


def _tomorrow(when: SpokenTime) -> str:
    if when.hour < 5:
        return "natt til i morgen" if when.hour else "i natt"
    if when.hour < 8:
        return "i morgen tidlig"
    return "i morgen" if when.hour < 18 else "i morgen kveld"


def _weekday(day: str, hour: int) -> str:
    if hour < 5:
        return f"natt til {day}"
    if hour < 8:
        return f"{day} morgen"
    return f"på {day}" if hour < 18 else f"{day} kveld"


def _date(day: str, hour: int) -> str:
    month, date = day.split("-")
    named = f"{day_of_month(int(date))} {MONTHS[int(month) - 1]}"
    if hour < 5:
        return f"natt til {named}"
    if hour < 8:
        return f"om morgenen den {named}"
    return f"den {named}" if hour < 18 else f"om kvelden den {named}"


def _days(days: tuple[int, ...]) -> str:
    if len(days) == len(DAYS):
        return "hver dag"
    return listed(
        [
            DAYS[first] if first == last else f"{DAYS[first]} til {DAYS[last]}"
            for first, last in runs(days)
        ],
        "og",
    )


def _span(span: Span) -> str:
    if around_the_clock(span):
        return "døgnet rundt"
    return f"fra {_digital(span[0])} til {_digital(span[1])}"


def _digital(time: Time) -> str:
    hour, minute = time
    if hour % 24 == 0 and minute == 0:
        return "midnatt"
    zero = "null " if minute < 10 else ""
    minutes = f" {zero}{cardinal(minute)}" if minute else ""
    night = " om natten" if 0 < hour < 5 and not minute else ""
    return f"{neuter(hour)}{minutes}{night}"
