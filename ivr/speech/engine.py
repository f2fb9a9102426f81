"""A voice engine: what it speaks, how well, and which one is in use."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib.util import find_spec
from types import MappingProxyType
from typing import Protocol

from ivr.speech.errors import LanguageNotSpoken, VoiceMissing
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


class NoVoice:
    """No voice of ours: every prompt is said by the carrier's own voice."""

    name = "none"
    voice = "none"
    grades: Mapping[str, Grade] = MappingProxyType({})

    def speak(self, prompt: Prompt) -> Sound:
        raise LanguageNotSpoken(self.name, prompt.language)


def choose(name: str | None) -> Engine:
    """The engine for a value of IVR_VOICE_ENGINE; None takes the embedded voice.

    Without a name the embedded voice is used where it is installed, else none.
    Raises VoiceMissing for an unknown name or one that is not installed.
    """
    if not name:
        return choose("hibari" if find_spec("hibari") else "none")
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise VoiceMissing(
            f"there is no voice engine {name!r}", f"set IVR_VOICE_ENGINE to {known}"
        )
    return ENGINES[name]()


def _hibari() -> Engine:
    from ivr.speech.hibari_voice import HibariVoice

    return HibariVoice()


def _gtts() -> Engine:
    from ivr.speech.gtts_voice import GttsVoice

    return GttsVoice()


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {"hibari": _hibari, "gtts": _gtts, "none": NoVoice}
)
