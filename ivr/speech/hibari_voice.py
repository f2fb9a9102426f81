"""Hibari, the embedded English voice: no network, no account, a wheel of 14 MB."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from ivr.speech.errors import (
    LanguageNotSpoken,
    NothingToSay,
    VoiceFailed,
    VoiceMissing,
)
from ivr.speech.grade import Grade
from ivr.speech.prompt import Prompt, has_words
from ivr.speech.sound import Sound, from_floats

if TYPE_CHECKING:
    from hibari import Hibari

SPEED = 0.77
"""About 143 words a minute; the voice's own pace of 188 is fast for a telephone."""

# The voice reads [word](/phonemes/) as a pronunciation: not for words of others.
_BRACKETS = re.compile(r"[\[\](){}<>|*_#~^`]+")


class HibariVoice:
    """The voice of hibari-tts 0.2.1: American English, one woman, 24 kHz."""

    name = "hibari"
    voice = f"hibari-0.2.1-heart-{SPEED}"
    grades: Mapping[str, Grade] = MappingProxyType({"en": Grade.CALLER})

    def __init__(self) -> None:
        if not find_spec("hibari"):
            raise VoiceMissing(
                "the voice hibari is not installed",
                "run: pip install 'ivr-designer[voice]'",
            )
        self._lock = Lock()

    def speak(self, prompt: Prompt) -> Sound:
        """Speaks English; the same words give the same samples."""
        if prompt.language not in self.grades:
            raise LanguageNotSpoken(self.name, prompt.language)
        words = " ".join(_BRACKETS.sub(" ", prompt.text).split())
        if not has_words(words):
            raise NothingToSay
        speaker = self._speaker
        with self._lock:  # the letter-to-phoneme part keeps state
            phonemes = speaker.phonemize(words)
        pieces = [speaker.from_phonemes(p, speed=SPEED, seed=0) for p in phonemes]
        if not any(len(piece) for piece in pieces):
            raise VoiceFailed(
                "the voice hibari found no sound for these words",
                "write them differently",
                permanent=True,
            )
        import numpy as np

        return from_floats(np.concatenate(pieces), int(speaker.sample_rate))

    @cached_property
    def _speaker(self) -> Hibari:
        with self._lock:
            from hibari import Hibari

            return Hibari(threads=1)
