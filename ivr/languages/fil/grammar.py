"""Filipino grammar: what depends on a number, a time or a list."""

from ivr.languages.en.numbers import cardinal as english
from ivr.languages.fil.clock import before, moment, week
from ivr.languages.fil.numbers import cardinal, linked, ordinal, with_a_half
from ivr.languages.listing import listed
from ivr.languages.opening_hours import Bands
from ivr.languages.spoken_time import SpokenTime
from ivr.languages.telephone_number import digit_by_digit

BUSINESS_DAY = 8
KEYS = {"*": "star", "#": "pound"}


def daypart(hour: int) -> str:
    """Such as "Magandang umaga po"."""
    if hour < 12:
        return "Magandang umaga po"
    if hour == 12:
        return "Magandang tanghali po"
    return "Magandang hapon po" if hour < 18 else "Magandang gabi po"


def by(when: SpokenTime) -> str:
    """Such as "bago mag-alas-tres kinse ng hapon"."""
    return before(when)


def at(when: SpokenTime) -> str:
    """Such as "mamayang alas-tres ng hapon", "bukas nang alas-otso ng umaga"."""
    return moment(when)


def within(hours: int) -> str:
    """Such as "sa loob ng apat na working hours", in days where hours make days."""
    days = -(-hours // BUSINESS_DAY)
    if days > 99:
        return "sa lalong madaling panahon"
    if hours % BUSINESS_DAY == 0 or hours > 5 * BUSINESS_DAY:
        return f"sa loob ng {linked(days)} working {_counted(days, 'day')}"
    return f"sa loob ng {linked(hours)} working {_counted(hours, 'hour')}"


def _counted(number: int, noun: str) -> str:
    """An English noun after a Filipino number, as in Manila."""
    return noun if number == 1 else f"{noun}s"


def place(number: int) -> str:
    """Such as "Pangalawa po kayo sa pila"."""
    if number < 2:
        return "Kayo na po ang susunod"
    if number > 99:
        return "Mahigit siyamnapu po ang nauna sa inyo"
    return f"{ordinal(number).capitalize()} po kayo sa pila"


def still(number: int) -> str:
    """Such as "Pangalawa pa rin po kayo sa pila"."""
    if number < 2:
        return "Kayo pa rin po ang susunod"
    if number > 99:
        return "Mahigit siyamnapu pa rin po ang nauna sa inyo"
    return f"{ordinal(number).capitalize()} pa rin po kayo sa pila"


def waiting(number: int) -> str:
    """Such as "dalawa po ang naghihintay"."""
    if number > 99:
        return "mahigit siyamnapu po ang naghihintay"
    return f"{cardinal(number)} po ang naghihintay"


def duration(half_minutes: int) -> str:
    """Such as "isa't kalahating minuto", before "na po kayong naghihintay"."""
    minutes, half = divmod(half_minutes, 2)
    if half_minutes < 1:
        return "ilang segundo"
    if half_minutes > 120:
        return "mahigit isang oras"
    if minutes == 60:
        return "isang oras"
    if minutes == 0:
        return "kalahating minuto"
    return f"{with_a_half(minutes) if half else linked(minutes)} minuto"


def about_minutes(minutes: int) -> str:
    """Such as "mga limang minuto", to follow "Aabutin pa po ito ng"."""
    if minutes > 60:
        return "mahigit isang oras"
    if minutes in (30, 60):
        return "mga kalahating oras" if minutes == 30 else "mga isang oras"
    return f"mga {linked(max(minutes, 1))} minuto"


def digits(number: str) -> str:
    """Such as "zero nine one seven, one two three, four five six seven"."""
    return digit_by_digit(number, english)


def key(digit: str) -> str:
    """Such as "one" or "pound", to follow "pindutin po ang"."""
    return KEYS.get(digit) or english(int(digit))


def either(items: tuple[str, ...]) -> str:
    """Such as "a, b o c"."""
    return listed(items, "o")


def both(items: tuple[str, ...]) -> str:
    """Such as "a, b at c"."""
    return listed(items, "at")


def hours(bands: Bands) -> str:
    """Such as "Lunes mula alas-otso ng umaga …", after "Ang schedule po namin ay"."""
    return week(bands)
