"""How long a prompt takes to say, estimated from its letters, digits and pauses."""

from __future__ import annotations

import re
from typing import NamedTuple


class Pace(NamedTuple):
    """Seconds of speech: a letter, a pause at a comma and at a stop, a digit."""

    letter: float
    comma: float
    stop: float
    digit: float


# Fitted to the rendered phrasebooks, about 140 English words a minute, by
# bench/wording_seconds.py; Filipino, which has no voice, is set by its neighbours.
_PACES = {
    "en": Pace(letter=0.080, comma=0.24, stop=1.00, digit=0.40),
    "fil": Pace(letter=0.095, comma=0.30, stop=0.50, digit=0.45),
    "ru": Pace(letter=0.087, comma=0.30, stop=0.52, digit=0.45),
    "nb": Pace(letter=0.095, comma=0.42, stop=0.70, digit=0.40),
}
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"[.!?…]+(?=\s|$)")
_COMMA = re.compile(r"[,;:—–](?=\s|$)")


class Counts(NamedTuple):
    """What takes time in a text: letters, commas, inner stops, digits."""

    letters: int
    commas: int
    stops: int
    digits: int


def counts(text: str) -> Counts:
    """What takes time in a text; the pause at its end is not counted."""
    spoken = text.strip()
    return Counts(
        sum(map(str.isalpha, spoken)),
        len(_COMMA.findall(spoken)),
        len(_STOP.findall(spoken.rstrip(".!?… "))),
        len(_DIGIT.findall(spoken)),
    )


def estimate_seconds(text: str, language: str) -> float:
    """About how many seconds the text takes to say at a receptionist's pace.

    Within about a tenth of the rendered speech in nine of ten prompts; the figures
    by language are in docs/rules.md, `bench/wording_seconds.py` measures them.
    """
    pace, found = _PACES[language], counts(text)
    return (
        found.letters * pace.letter
        + found.commas * pace.comma
        + found.stops * pace.stop
        + found.digits * pace.digit
    )
