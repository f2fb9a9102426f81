"""Masters every prompt of every starter and checks each against the limits.

    python bench/mastering.py [--engine hibari] [--cold] [SCRIPT...]

Prints level, peak, band and silence of the worst prompt, the share inside all
limits, whether a second rendering gives the same bytes, and with --cold the rate of
a cold rendering beside a bare loop that only calls the engine.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ivr.script.load import load
from ivr.speech.engine import choose
from ivr.speech.grade import Engine, Grade
from ivr.speech.library import Library
from ivr.speech.mastering import (
    HEAD_MS,
    PEAK_DBFS,
    SPEECH_DBOV,
    TAIL_MS,
    peak_level,
    speech_ends,
    speech_level,
)
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import repertoire
from ivr.speech.sound import from_wav, to_floats

STARTERS = sorted((Path(__file__).parents[1] / "scripts").glob("*.yaml"))
LEVEL_DB, SILENCE_SECONDS, IN_BAND = 1.0, 0.05, 0.99


@dataclass(frozen=True)
class Measured:
    """Levels in dB, silence in seconds, the share of energy inside 300-3400 Hz."""

    level: float
    peak: float
    head: float
    tail: float
    in_band: float
    largest_step: float

    def inside(self) -> bool:
        return (
            abs(self.level - SPEECH_DBOV) <= LEVEL_DB
            and self.peak <= PEAK_DBFS
            and 0 <= self.head - HEAD_MS / 1000 <= SILENCE_SECONDS
            and 0 <= self.tail - TAIL_MS / 1000 <= SILENCE_SECONDS
            and self.in_band >= IN_BAND
        )


def measured(wav: bytes) -> Measured:
    sound = from_wav(wav)
    samples = to_floats(sound)
    head, tail = speech_ends(samples, sound.rate)
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / sound.rate)
    banded = power[(hertz >= 300) & (hertz <= 3400)].sum() / power.sum()
    edges = np.concatenate([samples[1150:1250], samples[-2050:-1950]])
    return Measured(
        speech_level(samples, sound.rate) or -200.0,
        peak_level(samples),
        head,
        tail,
        float(banded),
        float(np.max(np.abs(np.diff(edges)))),
    )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("scripts", nargs="*", type=Path, default=STARTERS)
    asked.add_argument("--engine", default=None)
    asked.add_argument("--most", type=int, default=0, help="prompts, 0 for all")
    asked.add_argument("--cold", action="store_true")
    given = asked.parse_args()
    engine = choose(given.engine)
    prompts = spoken(given.scripts, engine)
    prompts = prompts[: given.most] if given.most else prompts
    with TemporaryDirectory() as folder:
        library = Library(Path(folder), engine)
        started = time.perf_counter()
        report = library.render(prompts)
        cold = time.perf_counter() - started
        started = time.perf_counter()
        again = library.render(prompts)
        warm = time.perf_counter() - started
        results = {r.words: measured(r.path.read_bytes()) for r in report.new}
        same = rendered_again(library, prompts[:20])
    if given.cold:
        print(f"bare loop {bare(engine, prompts):.1f} s")
    inside = [one.inside() for one in results.values()]
    print(f"{engine.voice}: {len(results)} prompts, {len(report.failed)} failed")
    print(f"cold {cold:.1f} s, warm {warm:.2f} s, {len(again.unchanged)} unchanged")
    for name in ("level", "peak", "head", "tail", "in_band", "largest_step"):
        values = [getattr(one, name) for one in results.values()]
        print(f"{name:13}{min(values):9.3f} to {max(values):9.3f}")
    print(f"inside all limits: {sum(inside)} of {len(inside)}")
    print(f"same bytes again: {same}")
    for words, one in results.items():
        if not one.inside():
            print(f"  outside: {words!r} {one}")
    return 0 if all(inside) and same and not report.failed else 1


def spoken(scripts: list[Path], engine: Engine) -> list[Prompt]:
    every = [p for path in scripts for p in repertoire(load(path))]
    fit = [p for p in every if engine.grades.get(p.language) is Grade.CALLER]
    return list(dict.fromkeys(fit))


def rendered_again(library: Library, prompts: list[Prompt]) -> bool:
    with TemporaryDirectory() as folder:
        other = Library(Path(folder), choose(library.engine.name))
        other.render(prompts)
        return all(
            library.wav(library.hash(p)) == other.wav(other.hash(p)) for p in prompts
        )


def bare(engine: Engine, prompts: list[Prompt]) -> float:
    started = time.perf_counter()
    for prompt in prompts:
        engine.speak(prompt)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
