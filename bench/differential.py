"""Random steps through the machine, the webhooks and the carrier: do they agree?

    python bench/differential.py [--steps 10000] [--moves 1000] [--seed 0] [--show 3]

Single steps: any state of a random call is sealed into a token, a random request about
it is posted to the webhooks (or an agent's telephone reports), and the machine takes
the same step. Compared are the next state, sealed in the answer's URLs, and the words.
Moves of calls: a random caller and random agents act at the same second on the
simulator and, through the carrier, on the webhooks. Compared after every move are the
state and the words heard since the last one. Both are spread over all starters, at all
hours, with withheld numbers; steps also with other callers in line. Interrupted, it
prints the figures so far.
"""

import argparse
import contextlib
import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import pytest  # noqa: E402
from flow.events_of import STARTERS  # noqa: E402
from random_calls import random_call  # noqa: E402
from side_by_side import MovesDiffer, TwoLines, one_pace  # noqa: E402
from steps import SteppedLine  # noqa: E402

START = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
STEPS_PER_DATABASE = 1000
CALLS_PER_DATABASE = 20


def single_steps(steps: int, seed: int, states: set[str]) -> Iterator[object]:
    """So many single steps; each that differs, and None for each that does not.

    `states` gets the names of the states in which they were taken.
    """
    made, part = 0, 0
    while made < steps:
        starter = STARTERS[part % len(STARTERS)]
        with tempfile.TemporaryDirectory() as folder:
            script = ROOT / "scripts" / f"{starter}.yaml"
            chance = Random(seed * 1_000_003 + part)
            line = SteppedLine(script, Path(folder), START, chance)
            until = min(made + STEPS_PER_DATABASE, steps)
            while made < until:
                for difference in line.steps():
                    made += 1
                    yield difference
            states |= line.stepped_from
            line.close()
        part += 1


def moves_of_calls(moves: int, seed: int) -> Iterator[tuple[int, object]]:
    """Calls of so many moves: the moves of each, and the one that differs or None."""
    made, call = 0, 0
    while made < moves:
        starter = STARTERS[call // CALLS_PER_DATABASE % len(STARTERS)]
        with tempfile.TemporaryDirectory() as folder:
            lines = TwoLines(ROOT / "scripts" / f"{starter}.yaml", Path(folder), START)
            until = call + CALLS_PER_DATABASE
            while call < until and made < moves:
                difference: object = None
                try:
                    random_call(lines, Random(seed * 1_000_003 + call))
                except MovesDiffer as differs:
                    difference = differs
                    if lines.caller.is_on_the_line:
                        lines.caller.hangs_up()
                call += 1
                made += len(lines.moves)
                yield len(lines.moves), difference
            lines.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--moves", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=3, help="differences to print")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    begun = time.perf_counter()
    steps = [0, 0]
    calls, moves = [0, 0], 0
    states: set[str] = set()
    with contextlib.suppress(KeyboardInterrupt), pytest.MonkeyPatch.context() as patch:
        for difference in single_steps(options.steps, options.seed, states):
            _count(steps, difference, options.show)
        one_pace(patch)
        for made, difference in moves_of_calls(options.moves, options.seed):
            moves += made
            _count(calls, difference, options.show)
    figures = {
        "single steps": steps[0],
        "states in which they were taken": len(states),
        "single steps that differ": steps[1],
        "calls on both lines": calls[0],
        "moves of these calls": moves,
        "calls in which a move differs": calls[1],
        "seconds": round(time.perf_counter() - begun),
    }
    print(json.dumps(figures, indent=1))
    sys.exit(1 if steps[1] or calls[1] else 0)


def _count(made: list[int], difference: object, show: int) -> None:
    """Counts what was made and what differs; the first differences are printed."""
    made[0] += 1
    if difference:
        made[1] += 1
        if made[1] <= show:
            print(difference, end="\n\n")


if __name__ == "__main__":
    main()
