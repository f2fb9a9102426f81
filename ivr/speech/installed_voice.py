"""Voices that a system package installs: flite for English, festival for Russian.

Each prompt is spoken by a fresh process that reads the words from a file: nothing
of the words reaches a shell, an option or a program text.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from ivr.speech.errors import (
    LanguageNotSpoken,
    NothingToSay,
    UnreadableSound,
    VoiceFailed,
    VoiceMissing,
)
from ivr.speech.grade import Grade
from ivr.speech.prompt import Prompt, has_words
from ivr.speech.sound import Sound, from_wav

DEADLINE_SECONDS = 30.0

_LATIN_IN_RUSSIAN = str.maketrans(
    dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстувв_из", strict=True))
    | dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБКДЕФГХИЖКЛМНОПКРСТУВВ_ИЗ", strict=True))
    | {"x": "кс", "X": "Кс"}
)


@dataclass(frozen=True)
class Program:
    """How to call a speaking program; {words} and {sound} are paths of files."""

    name: str
    voice: str
    language: str
    executable: str
    arguments: tuple[str, ...]
    needs: tuple[Path, ...]
    unreadable: str
    way_out: str


FLITE = Program(
    name="flite",
    voice="flite-2-rms",
    language="en",
    executable="flite",
    arguments=("-voice", "rms", "-f", "{words}", "-o", "{sound}"),
    needs=(),
    unreadable=r"[<>{}\[\]|\\^~`*_]+",
    way_out="run: apt-get install flite",
)

FESTIVAL = Program(
    name="festival",
    voice="festival-2-msu_ru_nsh",
    language="ru",
    executable="text2wave",
    arguments=(
        "-eval", "(voice_msu_ru_nsh_clunits)", "-o", "{sound}", "{words}",
    ),
    needs=(Path("/usr/share/festival/voices/russian/msu_ru_nsh_clunits"),),
    unreadable=r"[^а-яёА-ЯЁ0-9.,!?:;\s-]+",
    way_out="run: apt-get install festival festvox-ru",
)  # fmt: skip


class InstalledVoice:
    """A voice of a program on this machine; caller-grade in its one language."""

    def __init__(self, program: Program) -> None:
        found = shutil.which(program.executable)
        if not found or not all(path.exists() for path in program.needs):
            raise VoiceMissing(
                f"the voice {program.name} is not installed", program.way_out
            )
        self.name = program.name
        self.voice = program.voice
        self.grades: Mapping[str, Grade] = MappingProxyType(
            {program.language: Grade.CALLER}
        )
        self._program = program
        self._executable = found

    def speak(self, prompt: Prompt) -> Sound:
        """Speaks by the program within 30 seconds; raises SpeechError."""
        if prompt.language not in self.grades:
            raise LanguageNotSpoken(self.name, prompt.language)
        if not has_words(prompt.text):
            raise NothingToSay
        with TemporaryDirectory(prefix="ivr-voice-") as folder:
            words, sound = Path(folder) / "words.txt", Path(folder) / "sound.wav"
            words.write_text(self._readable(prompt.text), "utf-8")
            self._run(words, sound)
            try:
                spoken = from_wav(sound.read_bytes())
            except (FileNotFoundError, UnreadableSound) as silent:
                raise self._failed("gave no sound") from silent
        if not spoken.pcm:
            raise self._failed("gave no sound")
        return spoken

    def _readable(self, text: str) -> str:
        """The words without the signs at which the program would stop."""
        plain = text.replace("…", ".").replace("—", ",").replace("–", ",")
        if "ru" in self.grades:
            plain = plain.translate(_LATIN_IN_RUSSIAN)
        plain = re.sub(self._program.unreadable, " ", plain)
        return re.sub(r"\s+(?=[.,!?:;])", "", " ".join(plain.split())) + "\n"

    def _run(self, words: Path, sound: Path) -> None:
        paths = {"words": str(words), "sound": str(sound)}
        arguments = [part.format_map(paths) for part in self._program.arguments]
        try:
            run = subprocess.run(
                [self._executable, *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=DEADLINE_SECONDS,
                check=False,
                cwd=words.parent,
            )
        except subprocess.TimeoutExpired as late:
            raise self._failed(f"took over {DEADLINE_SECONDS:g} seconds") from late
        if run.returncode:
            raise self._failed("ended with an error")

    def _failed(self, what: str) -> VoiceFailed:
        return VoiceFailed(
            f"the voice {self.name} {what}",
            "write the words differently or choose another voice",
            permanent=False,
        )
