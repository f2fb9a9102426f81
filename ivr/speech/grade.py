"""What a voice engine offers, and how good it is in each language."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound


class Grade(StrEnum):
    """Whether a voice may represent a business to its callers."""

    CALLER = "caller-grade"
    DRAFT = "draft"


class Engine(Protocol):
    """Turns words into sound.

    `voice` names the voice with its version and is part of every audio hash;
    `grades` holds only the languages that it can speak. `speak` raises SpeechError.
    """

    @property
    def name(self) -> str: ...

    @property
    def voice(self) -> str: ...

    @property
    def grades(self) -> Mapping[str, Grade]: ...

    def speak(self, prompt: Prompt) -> Sound: ...
