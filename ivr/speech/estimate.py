"""How long a prompt will take to say, before any voice has said it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Pace:
    """Seconds of one syllable, one consonant letter, one comma and one sentence."""

    syllable: float
    consonant: float
    comma: float
    sentence: float
    margin: float
    """How far off the estimate was in nine of ten prompts, as a share of it."""


PACES: Mapping[str, Pace] = MappingProxyType(
    {
        "en": Pace(0.10, 0.084, 0.36, 1.06, 0.08),
        "fil": Pace(0.13, 0.035, 0.25, 0.45, 0.3),
        "nb": Pace(0.13, 0.035, 0.25, 0.45, 0.3),
        "ru": Pace(0.13, 0.035, 0.25, 0.45, 0.3),
    }
)

_VOWELS = re.compile(r"[aeiouyæøåàáâäéèêëíìîïóòôöúùûüаеёиоуыэюя]+", re.IGNORECASE)
_CONSONANTS = re.compile(
    r"(?![aeiouyæøåàáâäéèêëíìîïóòôöúùûüаеёиоуыэюяъь])[^\W\d_]", re.IGNORECASE
)
_SILENT_E = re.compile(r"(?<=[^\W\d_aeiouy])e(?=s?\b)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_COMMA = re.compile(r"[,;:–—-](?=\s)")
_SENTENCE = re.compile(r"[.!?…]+(?=\s|$)")
_SYLLABLES_PER_DIGIT = 1.6
_CONSONANTS_PER_DIGIT = 2.0
_ENDS_SECONDS = 0.4


def estimate_seconds(text: str, language: str) -> float:
    """Seconds that the mastered prompt will last; `margin` of PACES says how far off.

    Unknown languages are taken at the English pace. Zero for a text without words.
    """
    pace = PACES.get(language, PACES["en"])
    spoken = _SILENT_E.sub("", text) if language == "en" else text
    digits = len(_DIGIT.findall(text))
    syllables = len(_VOWELS.findall(spoken)) + _SYLLABLES_PER_DIGIT * digits
    consonants = len(_CONSONANTS.findall(spoken)) + _CONSONANTS_PER_DIGIT * digits
    if not syllables and not consonants:
        return 0.0
    sentences = max(0, len(_SENTENCE.findall(text)) - 1)
    return (
        _ENDS_SECONDS
        + pace.syllable * syllables
        + pace.consonant * consonants
        + pace.comma * len(_COMMA.findall(text))
        + pace.sentence * sentences
    )
