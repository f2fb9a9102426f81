"""English grammar: what depends on a number, a time or a list."""

from ivr.languages.en.clock import moment, week
from ivr.languages.en.numbers import cardinal, ordinal
from ivr.languages.listing import listed
from ivr.languages.opening_hours import Bands
from ivr.languages.spoken_time import SpokenTime
from ivr.languages.telephone_number import digit_by_digit

BUSINESS_DAY = 8
KEYS = {"*": "the star key", "#": "the pound key"}


def daypart(hour: int) -> str:
    """Such as "Good morning" from midnight, as the night desk says it."""
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"


def by(when: SpokenTime) -> str:
    """Such as "by quarter past three", "by eight tomorrow morning"."""
    return f"by {moment(when)}"


def at(when: SpokenTime) -> str:
    """Such as "at quarter past three", "at eight tomorrow morning"."""
    return f"at {moment(when)}"


def within(hours: int) -> str:
    """Such as "within four business hours", in days where the hours make whole days."""
    days = -(-hours // BUSINESS_DAY)
    if days > 99:
        return "as soon as we can"
    if hours % BUSINESS_DAY == 0 or hours > 5 * BUSINESS_DAY:
        return f"within {cardinal(days)} business {'day' if days == 1 else 'days'}"
    return f"within {cardinal(hours)} business {'hour' if hours == 1 else 'hours'}"


def place(number: int) -> str:
    """Such as "You are second in line"."""
    if number > 99:
        return "There are more than ninety callers ahead of you"
    return f"You are {_in_line(number)}"


def still(number: int) -> str:
    """Such as "You are still second in line"."""
    if number > 99:
        return "There are still more than ninety callers ahead of you"
    return f"You are still {_in_line(number)}"


def waiting(number: int) -> str:
    """Such as "two callers are waiting"."""
    if number > 99:
        return "more than ninety callers are waiting"
    if number == 1:
        return "one caller is waiting"
    return f"{cardinal(number)} callers are waiting"


def duration(half_minutes: int) -> str:
    """Such as "a minute and a half", to follow "You have been with us for"."""
    minutes, half = divmod(half_minutes, 2)
    if half_minutes < 1:
        return "a few seconds"
    if half_minutes > 120:
        return "more than an hour"
    if minutes == 60:
        return "an hour"
    if minutes == 0:
        return "half a minute"
    if minutes == 1:
        return "a minute and a half" if half else "one minute"
    return f"{cardinal(minutes)}{' and a half' if half else ''} minutes"


def about_minutes(minutes: int) -> str:
    """Such as "about five minutes", to follow "It should take"."""
    if minutes > 60:
        return "more than an hour"
    if minutes in (30, 60):
        return "about half an hour" if minutes == 30 else "about an hour"
    return "about a minute" if minutes < 2 else f"about {cardinal(minutes)} minutes"


def digits(number: str) -> str:
    """Such as "two zero one, five five five, zero one two three"."""
    return digit_by_digit(number, cardinal)


def key(digit: str) -> str:
    """Such as "one", "the pound key", to follow "press"."""
    return KEYS.get(digit) or cardinal(int(digit))


def either(items: tuple[str, ...]) -> str:
    """Such as "a, b or c"."""
    return listed(items, "or")


def both(items: tuple[str, ...]) -> str:
    """Such as "a, b and c"."""
    return listed(items, "and")


def hours(bands: Bands) -> str:
    """Such as "Monday to Friday from eight to five", to follow "We are open"."""
    return week(bands)


def _in_line(number: int) -> str:
    return "next in line" if number < 2 else f"{ordinal(number)} in line"
