"""Norwegian grammar: what depends on a number, a time or a list."""

from ivr.languages.listing import listed
from ivr.languages.nb.clock import moment, until, week
from ivr.languages.nb.numbers import cardinal, neuter
from ivr.languages.opening_hours import Bands
from ivr.languages.spoken_time import SpokenTime
from ivr.languages.telephone_number import digit_by_digit

BUSINESS_DAY = 8
KEYS = {"*": "stjernetasten", "#": "firkanttasten"}


def daypart(hour: int) -> str:
    """A greeting for the hour; "God natt" would be a goodbye."""
    if hour < 5:
        return "Hei"
    if hour < 10:
        return "God morgen"
    return "God dag" if hour < 18 else "God kveld"


def by(when: SpokenTime) -> str:
    """Such as "innen kvart over tre", "innen klokka åtte i morgen"."""
    return f"innen {until(when)}"


def at(when: SpokenTime) -> str:
    """Such as "klokka kvart over tre", "i morgen klokka åtte"."""
    return moment(when)


def within(hours: int) -> str:
    """Such as "innen fire timer i åpningstiden", in days where hours make days."""
    days = -(-hours // BUSINESS_DAY)
    if days > 99:
        return "så snart vi kan"
    if hours % BUSINESS_DAY == 0 or hours > 5 * BUSINESS_DAY:
        return f"innen {cardinal(days)} {'virkedag' if days == 1 else 'virkedager'}"
    return f"innen {cardinal(hours)} {'time' if hours == 1 else 'timer'} i åpningstiden"


def place(number: int) -> str:
    """Such as "Du er nummer to i køen"."""
    if number > 99:
        return "Det er over nitti foran deg i køen"
    return f"Du er {_in_line(number)}"


def still(number: int) -> str:
    """Such as "Du er fortsatt nummer to i køen"."""
    if number > 99:
        return "Det er fortsatt over nitti foran deg i køen"
    return f"Du er fortsatt {_in_line(number)}"


def waiting(number: int) -> str:
    """Such as "to venter"."""
    return f"{cardinal(number) if number < 100 else 'over nitti'} venter"


def duration(half_minutes: int) -> str:
    """Such as "halvannet minutt", to follow "Du har ventet i"."""
    minutes, half = divmod(half_minutes, 2)
    if half_minutes < 1:
        return "noen sekunder"
    if half_minutes > 120:
        return "over en time"
    if minutes == 60:
        return "en time"
    if minutes < 2:
        return ("et halvt minutt", "ett minutt", "halvannet minutt")[half_minutes - 1]
    return f"{neuter(minutes)} {'og et halvt minutt' if half else 'minutter'}"


def about_minutes(minutes: int) -> str:
    """Such as "omtrent fem minutter", to follow "Det tar"."""
    if minutes > 60:
        return "over en time"
    if minutes in (30, 60):
        return "omtrent en halv time" if minutes == 30 else "omtrent en time"
    return f"omtrent {duration(2 * max(minutes, 1))}"


def digits(number: str) -> str:
    """Such as "to to, tre tre, fire fire, fem fem"."""
    return digit_by_digit(number, cardinal)


def key(digit: str) -> str:
    """Such as "én" or "firkanttasten", to follow "trykk"."""
    return KEYS.get(digit) or cardinal(int(digit))


def either(items: tuple[str, ...]) -> str:
    """Such as "a, b eller c"."""
    return listed(items, "eller")


def both(items: tuple[str, ...]) -> str:
    """Such as "a, b og c"."""
    return listed(items, "og")


def hours(bands: Bands) -> str:
    """Such as "mandag til fredag fra åtte til seksten", after "Vi har åpent"."""
    return week(bands)


def _in_line(number: int) -> str:
    return "den neste i køen" if number < 2 else f"nummer {cardinal(number)} i køen"
