"""The voices of Say, and what each can take."""

from __future__ import annotations

import re
from importlib.resources import files

_GOOGLE = re.compile(r"Google\.([A-Za-z]+-[A-Za-z]+)-")
_FAMILY_CHARACTERS = {"Polly": 3000, "Google": 5000}
BASIC_CHARACTERS = 4096
ENCODED_CHARACTERS = 4500

VOICES = frozenset(
    files("ivr.carrier.facts")
    .joinpath("voices.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)


def most_characters(voice: str) -> int:
    """How many characters one Say of this voice takes; basic voices take 4096."""
    return _FAMILY_CHARACTERS.get(voice.partition(".")[0], BASIC_CHARACTERS)


def language_of(voice: str) -> str | None:
    """The language that the voice's own name tells, or None."""
    match = _GOOGLE.match(voice)
    return match.group(1) if match else None
