"""Twilio's own voices: what a caller hears where no caller-grade audio exists.

Voice names and language tags follow Twilio's `<Say>` and `<Gather>` reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class CarrierVoice:
    """The carrier's voice and language tags for one of our languages.

    `spoken_name` is how a preview names the voice to a manager.
    """

    say_voice: str
    say_language: str
    gather_language: str
    spoken_name: str


CARRIER_VOICES: Mapping[str, CarrierVoice] = MappingProxyType(
    {
        "en": CarrierVoice("Polly.Joanna", "en-US", "en-US", "Joanna"),
        "fil": CarrierVoice(
            "Google.fil-PH-Wavenet-A", "fil-PH", "fil-PH", "Google Wavenet A"
        ),
        "nb": CarrierVoice("Polly.Liv", "nb-NO", "nb-NO", "Liv"),
        "ru": CarrierVoice("Polly.Tatyana", "ru-RU", "ru-RU", "Tatyana"),
    }
)
