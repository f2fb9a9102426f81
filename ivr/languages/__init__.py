"""Languages the line speaks: phrasebooks, wording lists, grammar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Protocol, cast

import yaml

from ivr.languages.spoken_time import SpokenTime

CODES = ("en", "fil", "ru", "nb")

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{([a-z_]+)\}")


class Grammar(Protocol):
    """What each language's `grammar.py` can say. Every answer is ready to speak."""

    def daypart(self, hour: int) -> str:
        """Such as "Good morning" at 8, without a full stop."""

    def by(self, when: SpokenTime) -> str:
        """Such as "by quarter past three"; the day is named unless today."""

    def at(self, when: SpokenTime) -> str:
        """Such as "at eight tomorrow morning", preposition included."""

    def within(self, hours: int) -> str:
        """Such as "within four business hours", preposition included."""

    def place(self, number: int) -> str:
        """Such as "You are second in line", a clause without its full stop."""

    def still(self, number: int) -> str:
        """Such as "You are still second in line", a clause without its full stop."""

    def waiting(self, number: int) -> str:
        """Such as "two callers are waiting", a clause as an agent hears it."""

    def duration(self, half_minutes: int) -> str:
        """Such as "a minute and a half" for 3, as the time a caller has waited."""

    def about_minutes(self, minutes: int) -> str:
        """Such as "about five minutes"."""

    def digits(self, number: str) -> str:
        """A telephone number digit by digit, in its national groups."""

    def key(self, digit: str) -> str:
        """The name of a key: "one", "zero", "the pound key"."""

    def either(self, items: tuple[str, ...]) -> str:
        """Such as "a, b or c"."""

    def both(self, items: tuple[str, ...]) -> str:
        """Such as "a, b and c"."""

    def hours(self, bands: tuple[tuple[tuple[int, ...], str, str], ...]) -> str:
        """Opening hours aloud from (weekdays 0-6, "08:00", "17:00") bands."""


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 code and its name in its own tongue."""

    code: str
    name: str


LANGUAGES: Mapping[str, Language] = {
    "en": Language("en", "English"),
    "fil": Language("fil", "Filipino"),
    "ru": Language("ru", "русский"),
    "nb": Language("nb", "norsk"),
}


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language; KeyError for one the line does not speak."""
    return cast(
        Grammar, import_module(f"ivr.languages.{LANGUAGES[language].code}.grammar")
    )


@cache
def phrasebook(language: str) -> Mapping[str, str]:
    """Every phrase by "section.name", for example "hold-question.agent"."""
    return {
        f"{section}.{name}": words
        for section, phrases in _read(language, "phrasebook").items()
        for name, words in phrases.items()
    }


@cache
def heard(language: str) -> Mapping[str, tuple[str, ...]]:
    """What callers say for a meaning ("yes", "callback", ...), lower case."""
    return {
        meaning: tuple(str(said) for said in sayings)
        for meaning, sayings in _read(language, "heard").items()
    }


@cache
def everyday(language: str) -> frozenset[str]:
    """Words that say nothing about what a caller needs, lower case."""
    return frozenset(_read(language, "everyday")["words"].split())


def phrase(language: str, name: str, /, **slots: str | None) -> str:
    """The phrase "section.name" with its slots filled and its first letter a capital.

    A part in brackets is left out when one of its slots is empty; an empty slot
    outside brackets raises ValueError, since no caller may hear a blank.
    """
    return fill(phrasebook(language)[name], **slots)


def fill(words: str, /, **slots: str | None) -> str:
    """A text of slots and optional parts, filled as `phrase` promises."""

    def part(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if all(slots.get(name) for name in SLOT.findall(inner)) else ""

    def slot(match: re.Match[str]) -> str:
        value = slots.get(match.group(1))
        if not value:
            raise ValueError(f"nothing to say for {{{match.group(1)}}} in: {words}")
        return value

    said = " ".join(SLOT.sub(slot, OPTIONAL.sub(part, words)).split())
    return said[:1].upper() + said[1:]


def _read(language: str, name: str) -> dict[str, Any]:
    text = (files("ivr.languages") / language / f"{name}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast(dict[str, Any], yaml.load(text, Loader=loader))
