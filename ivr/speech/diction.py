"""How a line's words are spoken: in whose voice, and how its names are pronounced.

What is shown, judged and found stays as written; only a voice gets the spelling.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ivr.languages import CODES
from ivr.script.model import Script
from ivr.speech.prompt import Prompt


@dataclass(frozen=True)
class Diction:
    """Spellings by language, then by the name as it is written; voices by language."""

    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)

    def prompt(self, text: str, language: str) -> Prompt:
        """The prompt of a text, with what the voice reads where that differs."""
        aloud = self.aloud(text, language)
        respelt = "" if aloud == text else aloud
        return Prompt(text, language, respelt, self.voices.get(language, ""))

    def aloud(self, text: str, language: str) -> str:
        """The text as a voice reads it: whole names only, in the case as written."""
        names = self._names.get(language)
        if names is None:
            return text
        spellings = self.spellings[language]
        return names.sub(lambda name: spellings[name.group()], text)

    @cached_property
    def _names(self) -> Mapping[str, re.Pattern[str]]:
        return {
            language: re.compile(rf"(?<!\w)(?:{_any_of(spellings)})(?!\w)")
            for language, spellings in self.spellings.items()
            if spellings
        }


AS_WRITTEN = Diction()


def diction(script: Script) -> Diction:
    """What the keys `pronounce` and `voices` of a call script say."""
    return Diction(
        {
            language: {
                name: spelling
                for name, words in script.pronounce.items()
                if (spelling := words.in_(language))
            }
            for language in CODES
        },
        {language: voice for language, voice in script.voices if voice},
    )


def _any_of(names: Mapping[str, str]) -> str:
    """The longest first: "Van Dyke" before "Van"."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
