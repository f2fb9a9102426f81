"""The wording rules beside proselint, on the same English prompts in one run.

    python bench/wording_speed.py [PROMPTS.jsonl] [--plot FILE.svg]

Without a file the good and bad examples of the rules are judged. Times are CPU
seconds of this process; the readings of the prompts are forgotten before each run.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable
from pathlib import Path

from ivr.wording.check import check_text
from ivr.wording.examples import examples_of
from ivr.wording.prompt import PromptKind
from ivr.wording.reading import forget
from ivr.wording.rulebook import rulebook

COUNTS = (10, 100, 1_000, 10_000)
REPEATS = 5
Prompts = list[tuple[str, PromptKind]]


def english_prompts(path: Path | None) -> Prompts:
    """Text and kind of each English prompt."""
    if path is None:
        return [
            (prompt.text, prompt.kind)
            for rule in rulebook()
            for example in examples_of(rule, "en")
            for prompt in example.prompts
            if prompt.text
        ]
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        (row["text"], PromptKind.of(row["kind"]))
        for row in rows
        if row.get("lang", row.get("language")) == "en"
    ]


def ours(prompts: Prompts) -> None:
    """Judge every prompt by every rule."""
    forget()
    for text, kind in prompts:
        check_text(text, "en", kind)


def proselint() -> Callable[[Prompts], None]:
    """The same prompts through proselint with its own settings."""
    from proselint.checks import __register__
    from proselint.config import DEFAULT
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    registry = CheckRegistry()
    registry.register_many(__register__)

    def run(prompts: Prompts) -> None:
        for text, _ in prompts:
            LintFile("prompt", text).lint(DEFAULT)

    return run


def seconds(run: Callable[[Prompts], None], prompts: Prompts, repeats: int) -> float:
    """The fewest CPU seconds of several runs."""
    taken = []
    for _ in range(repeats):
        gc.collect()
        started = time.process_time()
        run(prompts)
        taken.append(time.process_time() - started)
    return min(taken)


def plot(points: list[tuple[int, float]], path: Path) -> None:
    """Milliseconds by number of prompts as a small SVG; both axes logarithmic."""
    from math import log10

    left, right, top, bottom = 70, 470, 20, 270
    last = points[-1]

    def x(count: int) -> float:
        return left + (right - left) * (log10(count) - 1) / 3

    def y(taken: float) -> float:
        low, high = log10(points[0][1]), log10(last[1])
        return bottom - (bottom - top) * (log10(taken) - low) / (high - low)

    marks = "".join(
        f'<circle cx="{x(count):.0f}" cy="{y(taken):.0f}" r="4"/>'
        f'<text x="{x(count):.0f}" y="{bottom + 24}">{count}</text>'
        f'<text x="{left - 40}" y="{y(taken):.0f}">{taken * 1000:.3g} ms</text>'
        for count, taken in points
    )
    way = " ".join(f"{x(count):.0f},{y(taken):.0f}" for count, taken in points)
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 310" '
        'font-family="sans-serif" font-size="12" text-anchor="middle">'
        '<rect width="500" height="310" fill="white"/>'
        f'<polyline points="{way}" fill="none" stroke="black"/>{marks}'
        f'<text x="270" y="{bottom + 40}">prompts</text></svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    """Prints milliseconds a prompt for both, and the cost by number of prompts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--plot", type=Path, help="draw the cost by number of prompts")
    arguments = parser.parse_args()
    prompts = english_prompts(arguments.path)
    ours(prompts)
    mine = seconds(ours, prompts, REPEATS) / len(prompts) * 1000
    run = proselint()
    run(prompts[:2])
    theirs = seconds(run, prompts, 2) / len(prompts) * 1000
    print(f"{len(prompts)} English prompts, CPU milliseconds a prompt:")
    print(f"  ivr check, {len(rulebook())} rules   {mine:8.3f}")
    print(f"  proselint              {theirs:8.3f}   {theirs / mine:.0f} times ours")
    print("\nprompts   milliseconds   milliseconds a prompt")
    points = []
    for count in COUNTS:
        many = [
            (f"{text} {number}", kind)
            for number, (text, kind) in enumerate(
                prompts[index % len(prompts)] for index in range(count)
            )
        ]
        taken = seconds(ours, many, 3 if count < COUNTS[-1] else 1)
        points.append((count, taken))
        print(f"{count:7}   {taken * 1000:12.1f}   {taken / count * 1000:21.3f}")
    if arguments.plot:
        plot(points, arguments.plot)


if __name__ == "__main__":
    main()
