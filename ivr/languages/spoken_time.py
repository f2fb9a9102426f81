"""A time of day on a named day, as it is spoken to a caller."""

from dataclasses import dataclass

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


@dataclass(frozen=True)
class SpokenTime:
    """`day` is "today", "tomorrow", a weekday of `WEEKDAYS`, or a date "MM-DD"."""

    day: str
    hour: int
    minute: int = 0
