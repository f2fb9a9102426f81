"""Twilio's own voices: what a caller hears where no caller-grade audio exists.

Voice names and language tags follow Twilio's `<Say>` and `<Gather>` reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ivr.speech.prompt import Prompt


@dataclass(frozen=True)
class CarrierVoice:
    """The carrier's voice and language tags for one of our languages.

    `spoken_name` is how a preview names the voice to a manager.
    """

    say_voice: str
    say_language: str
    gather_language: str
    spoken_name: str


def _polly(language: str, *names: str, gather: str = "") -> tuple[CarrierVoice, ...]:
    return tuple(
        CarrierVoice(
            f"Polly.{name}", language, gather or language, name.replace("-", " ")
        )
        for name in names
    )


def _wavenet(language: str, letters: str) -> tuple[CarrierVoice, ...]:
    return tuple(
        CarrierVoice(
            f"Google.{language}-Wavenet-{letter}",
            language,
            language,
            f"Google Wavenet {letter}",
        )
        for letter in letters
    )


OFFERED: Mapping[str, tuple[CarrierVoice, ...]] = MappingProxyType(
    {
        "en": (
            *_polly("en-US", "Joanna", "Joanna-Neural", "Matthew", "Matthew-Neural"),
            *_polly("en-GB", "Amy-Neural", "Brian-Neural", gather="en-US"),
        ),
        "fil": _wavenet("fil-PH", "ABCD"),
        "nb": (*_polly("nb-NO", "Liv", "Ida-Neural"), *_wavenet("nb-NO", "ABCD")),
        "ru": (*_polly("ru-RU", "Tatyana", "Maxim"), *_wavenet("ru-RU", "ABCD")),
    }
)
"""By language, the one that speaks unasked first."""

CARRIER_VOICES: Mapping[str, CarrierVoice] = MappingProxyType(
    {language: voices[0] for language, voices in OFFERED.items()}
)

_BY_NAME = {voice.say_voice: voice for voices in OFFERED.values() for voice in voices}


def carrier_voice(prompt: Prompt) -> CarrierVoice:
    """The carrier's voice for a prompt: the one it asks for, else its language's."""
    return _BY_NAME.get(prompt.voice) or CARRIER_VOICES[prompt.language]


def is_carriers(voice: str) -> bool:
    """Whether a voice, as a call script names it, is one of the carrier's."""
    return voice in _BY_NAME
