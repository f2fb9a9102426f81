"""What somebody does on the line, step by step."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from ivr.carrier.leg import Leg
from ivr.carrier.trace import SPOKEN, Entry

if TYPE_CHECKING:
    from ivr.carrier.people import Person

Words = str | re.Pattern[str]
# A step yields until when it wants to wait, and whether news on the line ends the wait.
Step = Generator[tuple[float, bool], None, None]

SECONDS_BETWEEN_KEYS = 0.25
# Somebody draws breath before speaking.
BREATH_SECONDS = 0.4


class CallDiffers(AssertionError):
    """The call does not go as somebody expected; shows the call so far."""


class LineGone(CallDiffers):
    """Somebody wants to do something on a line that is not there any more."""


def hears(person: Person, words: Words, within: float) -> Step:
    __tracebackhide__ = True
    clock = person.exchange.clock
    deadline = clock.now + within
    while True:
        found = _find(person, words)
        if found is not None:
            index, entry = found
            if entry.until is None or entry.until <= clock.now:
                person.cursor = index + 1
                return
            yield entry.until, True
        elif clock.now >= deadline or person.leg is None or not person.leg.alive:
            raise person.differs(f"{person.name} does not hear {_shown(words)}")
        else:
            yield deadline, True


def _find(person: Person, words: Words) -> tuple[int, Entry] | None:
    heard = ""
    for index in range(person.cursor, len(person.exchange.trace.entries)):
        entry = person.exchange.trace.entries[index]
        if entry.who != person.name or entry.what not in SPOKEN:
            continue
        heard = f"{heard} {entry.heard}".strip()
        if _matches(words, heard):
            return index, entry
    return None


def presses(person: Person, keys: str) -> Step:
    leg = _line(person)
    for number, key in enumerate(keys):
        if number:
            yield person.exchange.clock.now + SECONDS_BETWEEN_KEYS, False
        leg.press(key)


def says(person: Person, words: str, confidence: float = 0.9) -> Step:
    yield person.exchange.clock.now + BREATH_SECONDS, False
    seconds = _line(person).speak(words, confidence)
    yield person.exchange.clock.now + seconds, False


def waits(person: Person, seconds: float) -> Step:
    yield person.exchange.clock.now + seconds, False


def hangs_up(person: Person) -> Step:
    leg = _line(person)
    leg.note("hangs up", "hangs up")
    leg.hang_up("person")
    yield person.exchange.clock.now, False


def _line(person: Person) -> Leg:
    __tracebackhide__ = True
    if person.leg is None or not person.leg.alive:
        words = f"{person.name} is not on the line any more"
        raise LineGone(str(person.differs(words)))
    return person.leg


def _shown(words: Words) -> str:
    return f'"{words}"' if isinstance(words, str) else f"/{words.pattern}/"


def _matches(words: Words, heard: str) -> bool:
    if isinstance(words, str):
        return " ".join(words.split()).casefold() in heard.casefold()
    return words.search(heard) is not None


STEPS: dict[str, Callable[..., Step]] = {
    "hears": hears,
    "presses": presses,
    "says": says,
    "waits": waits,
    "hangs_up": hangs_up,
}
