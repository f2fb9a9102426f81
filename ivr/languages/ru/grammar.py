"""Russian grammar: what depends on a number, a time or a list."""

from ivr.languages.listing import listed
from ivr.languages.opening_hours import Bands
from ivr.languages.ru.clock import moment, until, week
from ivr.languages.ru.numbers import cardinal, counted, feminine, genitive
from ivr.languages.spoken_time import SpokenTime
from ivr.languages.telephone_number import digit_by_digit

BUSINESS_DAY = 8
KEYS = {"*": "звёздочку", "#": "решётку"}


def daypart(hour: int) -> str:
    """A greeting for the hour; "Доброй ночи" would be a goodbye."""
    if hour < 5 or hour > 22:
        return "Здравствуйте"
    if hour < 12:
        return "Доброе утро"
    return "Добрый день" if hour < 18 else "Добрый вечер"


def by(when: SpokenTime) -> str:
    """Such as "до трёх часов дня", "завтра до девяти утра"."""
    return until(when)


def at(when: SpokenTime) -> str:
    """Such as "в три часа дня", "завтра в девять утра"."""
    return moment(when)


def within(hours: int) -> str:
    """Such as "в течение четырёх рабочих часов", in days where hours make days."""
    days = -(-hours // BUSINESS_DAY)
    if days > 99:
        return "как можно скорее"
    if hours % BUSINESS_DAY == 0 or hours > 5 * BUSINESS_DAY:
        noun = counted(days, "рабочего дня", "рабочих дней", "рабочих дней")
        return f"в течение {genitive(days)} {noun}"
    noun = counted(hours, "рабочего часа", "рабочих часов", "рабочих часов")
    return f"в течение {genitive(hours)} {noun}"


def place(number: int) -> str:
    """Such as "Перед вами два человека" for the third in line."""
    return "Ваш звонок следующий" if number < 2 else f"Перед вами {_people(number)}"


def still(number: int) -> str:
    """Such as "Перед вами по-прежнему два человека" for the third in line."""
    if number < 2:
        return "Ваш звонок по-прежнему следующий"
    return f"Перед вами по-прежнему {_people(number)}"


def waiting(number: int) -> str:
    """Such as "ждут два человека"."""
    if number > 99:
        return "ждут больше девяноста человек"
    verb = counted(number, "ждёт", "ждут", "ждут")
    noun = counted(number, "человек", "человека", "человек")
    return f"{verb} {cardinal(number)} {noun}"


def duration(half_minutes: int) -> str:
    """Such as "две с половиной минуты", in the accusative after "Вы на линии уже"."""
    minutes, half = divmod(half_minutes, 2)
    if half_minutes < 1:
        return "несколько секунд"
    if half_minutes > 120:
        return "больше часа"
    if minutes == 60:
        return "час"
    if minutes < 2:
        return ("полминуты", "минуту", "полторы минуты")[half_minutes - 1]
    return _minutes(minutes, " с половиной" if half else "")


def about_minutes(minutes: int) -> str:
    """Such as "примерно две минуты", in the accusative after "Осталось подождать"."""
    if minutes > 60:
        return "больше часа"
    if minutes in (30, 60):
        return "примерно полчаса" if minutes == 30 else "примерно час"
    return f"примерно {_minutes(minutes) if minutes > 1 else 'минуту'}"


def digits(number: str) -> str:
    """Such as "восемь, девять один два, три четыре пять, шесть семь, восемь девять"."""
    return digit_by_digit(number, cardinal)


def key(digit: str) -> str:
    """Such as "один", "решётку", in the accusative after "нажмите"."""
    return KEYS.get(digit) or cardinal(int(digit))


def either(items: tuple[str, ...]) -> str:
    """Such as "а, б или в"."""
    return listed(items, "или")


def both(items: tuple[str, ...]) -> str:
    """Such as "а, б и в"."""
    return listed(items, "и")


def hours(bands: Bands) -> str:
    """Such as "с понедельника по пятницу с восьми", to follow "Мы работаем"."""
    return week(bands)


def _people(number: int) -> str:
    if number > 99:
        return "больше девяноста человек"
    ahead = number - 1
    return f"{cardinal(ahead)} {counted(ahead, 'человек', 'человека', 'человек')}"


def _minutes(minutes: int, half: str = "") -> str:
    noun = counted(minutes, "минуту", "минуты", "минут")
    return f"{feminine(cardinal(minutes))}{half} {noun}"
