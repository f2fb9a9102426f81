"""The online voice of Google Translate by way of gTTS: all four languages.

Its service is unofficial and needs a network. A prompt is fetched when a script is
rendered, never while a caller waits.
"""

import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from ivr.speech.errors import (
    LanguageNotSpoken,
    NothingToSay,
    SpeechError,
    UnreadableSound,
    VoiceFailed,
)
from ivr.speech.grade import Grade
from ivr.speech.prompt import Prompt, has_words
from ivr.speech.sound import Sound
from ivr.speech.upload import Limits, decode

ONLINE_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "en", "fil": "tl", "nb": "no", "ru": "ru"}
)
"""Our tags to those of gTTS, which knows neither fil nor nb."""

DEADLINE_SECONDS = 20.0
SHORTEST_SECONDS, LONGEST_SECONDS = 0.3, 60.0
SECONDS_PER_LETTER = 0.010

_LIMITS = Limits(bytes=2_000_000, seconds=61)


class GttsVoice:
    """Caller-grade only in the languages whose rendering a person has accepted."""

    name = "gtts"

    def __init__(
        self,
        accepted: frozenset[str] = frozenset(),
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> None:
        self.voice = f"gtts-{version('gtts')}"
        self.grades: Mapping[str, Grade] = MappingProxyType(
            {
                language: Grade.CALLER if language in accepted else Grade.DRAFT
                for language in ONLINE_LANGUAGES
            }
        )
        self._deadline_seconds = deadline_seconds

    def speak(self, prompt: Prompt) -> Sound:
        """Fetches the sound within the deadline and checks that it is speech.

        Raises SpeechError: the service is out of reach, too slow, or answered
        something that cannot be these words.
        """
        if prompt.language not in ONLINE_LANGUAGES:
            raise LanguageNotSpoken(self.name, prompt.language)
        if not has_words(prompt.text):
            raise NothingToSay
        with TemporaryDirectory(prefix="ivr-voice-") as folder:
            path = Path(folder) / "prompt.mp3"
            self._fetch(prompt, path)
            received = path.read_bytes() if path.exists() else b""
        return _checked(received, prompt)

    def _fetch(self, prompt: Prompt, path: Path) -> None:
        language = ONLINE_LANGUAGES[prompt.language]
        child = Path(__file__).with_name("gtts_request.py")
        command = [sys.executable, "-I", str(child)]
        try:
            run = subprocess.run(
                [*command, language, str(path)],
                input=prompt.text.encode(),
                capture_output=True,
                timeout=self._deadline_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise _unreachable(
                f"the online voice took over {self._deadline_seconds:g} seconds"
            ) from late
        if run.returncode:
            reason = run.stderr.decode("utf-8", "replace")[:200].strip()
            raise _unreachable(f"the online voice refused ({reason})")


def _checked(received: bytes, prompt: Prompt) -> Sound:
    try:
        sound = decode(received, _LIMITS)
    except UnreadableSound as unreadable:
        raise _unreachable("the online voice sent no sound") from unreadable
    least = max(SHORTEST_SECONDS, SECONDS_PER_LETTER * len(prompt.text))
    if not least <= sound.seconds <= LONGEST_SECONDS:
        raise _unreachable(
            f"the online voice sent {sound.seconds:.1f} seconds, which cannot be "
            "these words"
        )
    return sound


def _unreachable(problem: str) -> SpeechError:
    return VoiceFailed(
        problem,
        "render again later, or choose another voice: IVR_VOICE_ENGINE=hibari",
        permanent=False,
    )
