"""Russian times of day, days and opening hours.

Full hours are said with the part of the day ("до девяти утра"), other times by the
24-hour clock ("до пятнадцати тридцати"), as a Russian front desk says them.
"""

from ivr.languages.listing import listed
from ivr.languages.opening_hours import (
    Bands,
    Span,
    Time,
    around_the_clock,
    runs,
    weekly,
)
from ivr.languages.ru.numbers import (
    cardinal,
    counted,
    day_of_month,
    feminine,
    genitive,
)
from ivr.languages.spoken_time import WEEKDAYS, SpokenTime

IN = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
FROM = (
    *("понедельника", "вторника", "среды", "четверга"),
    *("пятницы", "субботы", "воскресенья"),
)
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def until(when: SpokenTime) -> str:
    """Such as "завтра до девяти утра"."""
    return _on_day(when, f"до {_until(when.hour, when.minute)}")


def moment(when: SpokenTime) -> str:
    """Such as "завтра в девять утра"."""
    return _on_day(when, f"в {_at(when.hour, when.minute)}")


def week(bands: Bands) -> str:
    """Such as "с понедельника по пятницу с восьми до семнадцати"."""
    return ", ".join(
        f"{_days(days)} " + " и ".join(_span(span) for span in spans)
        for days, spans in weekly(bands)
    )


def _on_day(when: SpokenTime, clock: str) -> str:
    if when.day == "today":
        return clock
    if (when.hour, when.minute) == (0, 0):
        return f"{_night(when.day)} {clock}"
    if when.day == "tomorrow":
        return f"завтра {clock}"
    if when.day in WEEKDAYS:
        return f"{_in(WEEKDAYS.index(when.day))} {clock}"
    return f"{_date(when.day, 'ого')} {clock}"


def _night(day: str) -> str:
    """The night a caller thinks of, since "в понедельник в полночь" could be either."""
    if day == "tomorrow":
        return "сегодня"
    if day in WEEKDAYS:
        return f"в ночь на {IN[WEEKDAYS.index(day)]}"
    return f"в ночь на {_date(day, 'ое')}"


def _date(day: str, ending: str) -> str:
    month, date = day.split("-")
    return f"{day_of_month(int(date), ending)} {MONTHS[int(month) - 1]}"


def _until(hour: int, minute: int) -> str:
    if minute:
        return _minutes_until(hour, minute)
    if hour in (0, 12):
        return "полудня" if hour else "полуночи"
    number = (hour - 1) % 12 + 1
    if number == 1:
        return f"часа {_part(hour)}"
    noun = "часов " if _part(hour) == "дня" else ""
    return f"{genitive(number)} {noun}{_part(hour)}"


def _at(hour: int, minute: int) -> str:
    if minute:
        return _minutes_at(hour, minute)
    if hour in (0, 12):
        return "полдень" if hour else "полночь"
    number = (hour - 1) % 12 + 1
    if number == 1:
        return f"час {_part(hour)}"
    noun = "часа " if _part(hour) == "дня" else ""
    return f"{cardinal(number)} {noun}{_part(hour)}"


def _minutes_until(hour: int, minute: int) -> str:
    if _needs_nouns(hour, minute):
        hours = counted(hour, "часа", "часов", "часов")
        minutes = counted(minute, "минуты", "минут", "минут")
        return f"{genitive(hour)} {hours} {feminine(genitive(minute))} {minutes}"
    zero = "ноль " if minute < 10 else ""
    number = "часа" if hour == 1 else genitive(hour)
    return f"{number} {zero}{genitive(minute)}{_early(hour)}"


def _minutes_at(hour: int, minute: int) -> str:
    if _needs_nouns(hour, minute):
        hours = counted(hour, "час", "часа", "часов")
        minutes = counted(minute, "минуту", "минуты", "минут")
        return f"{cardinal(hour)} {hours} {feminine(cardinal(minute))} {minutes}"
    zero = "ноль " if minute < 10 else ""
    number = "час" if hour == 1 else cardinal(hour)
    return f"{number} {zero}{cardinal(minute)}{_early(hour)}"


def _needs_nouns(hour: int, minute: int) -> bool:
    """Whether the bare numbers would sound like a stammer: "пятнадцать пятнадцать"."""
    return hour in (0, minute) or (hour == 20 and minute // 10 == 2)


def _early(hour: int) -> str:
    return f" {_part(hour)}" if hour < 8 else ""


def _part(hour: int) -> str:
    if hour < 12:
        return "ночи" if hour < 4 else "утра"
    return "дня" if hour < 17 else "вечера"


def _in(day: int) -> str:
    return f"{'во' if day == 1 else 'в'} {IN[day]}"


def _days(days: tuple[int, ...]) -> str:
    if len(days) == len(IN):
        return "ежедневно"
    named: list[str] = []
    after_a_day = False
    for first, last in runs(days):
        if first == last:
            named.append(IN[first] if after_a_day else _in(first))
        else:
            start = "со" if first in (1, 2) else "с"
            named.append(f"{start} {FROM[first]} по {IN[last]}")
        after_a_day = first == last
    return listed(named, "и")


def _span(span: Span) -> str:
    if around_the_clock(span):
        return "круглосуточно"
    return f"с {_hour(span[0])} до {_hour(span[1])}"


def _hour(time: Time) -> str:
    hour, minute = time
    if minute:
        return _minutes_until(hour, minute)
    if hour % 24 == 0:
        return "полуночи"
    if hour < 5:
        return _until(hour, minute)
    return genitive(hour)
