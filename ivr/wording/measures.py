"""How long a prompt takes to say, estimated from its syllables and pauses."""

from __future__ import annotations

import re
from typing import NamedTuple


class Pace(NamedTuple):
    """Seconds of speech in one language.

    `syllable` is one spoken syllable, `comma` and `stop` are the pauses inside
    and between sentences, `digit` one digit read aloud; all in seconds.
    """

    syllable: float
    comma: float
    stop: float
    digit: float


_PACES = {
    "en": Pace(syllable=0.192, comma=0.20, stop=0.42, digit=0.34),
    "fil": Pace(syllable=0.165, comma=0.22, stop=0.42, digit=0.42),
    "ru": Pace(syllable=0.165, comma=0.22, stop=0.42, digit=0.42),
    "nb": Pace(syllable=0.195, comma=0.20, stop=0.42, digit=0.34),
}
_VOWELS = {
    "en": re.compile(r"[aeiouyæøåäöéèü]+", re.IGNORECASE),
    "fil": re.compile(r"[aeiou]", re.IGNORECASE),
    "ru": re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE),
    "nb": re.compile(r"(?:[aeo]i|[aeoø][uy]|øy|[aeiouyæøåéòô])", re.IGNORECASE),
}
_SILENT_E = re.compile(r"[^aeiouyl\W]e(?:d|s)?\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"[.!?…]+(?=\s|$)")
_COMMA = re.compile(r"[,;:—–](?=\s|$)")


def syllables(text: str, language: str) -> int:
    """About how many syllables the words have; digits are not counted."""
    count = len(_VOWELS[language].findall(text))
    if language == "en":
        count -= len(_SILENT_E.findall(text))
    return max(count, 0)


def estimate_seconds(text: str, language: str) -> float:
    """About how many seconds the text takes to say at a receptionist's pace.

    The last pause is not counted. How far this is from rendered speech is
    measured by `bench/wording_seconds.py` and stated in docs/rules.md.
    """
    pace = _PACES[language]
    spoken = text.strip()
    return (
        syllables(spoken, language) * pace.syllable
        + len(_DIGIT.findall(spoken)) * pace.digit
        + len(_COMMA.findall(spoken)) * pace.comma
        + len(_STOP.findall(spoken.rstrip(".!?… "))) * pace.stop
    )
