"""Random steps through the machine, the webhooks and the carrier: do they agree?

    python bench/differential.py [--steps 10000] [--seed 0] [--show 3]

Single steps: any state of a random call is sealed into a token, a random request about
it is posted to the webhooks (or an agent's telephone reports), and the machine takes
the same step. Compared are the next state, sealed in the answer's URLs, and the words.
Steps are spread over all starters, at all hours, with withheld numbers, wrong numbers
and other callers in line.
"""

import argparse
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

from flow.events_of import STARTERS  # noqa: E402
from steps import SteppedLine  # noqa: E402

START = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
STEPS_PER_DATABASE = 1000


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=3, help="differences to print")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    begun = time.perf_counter()
    made = differ = 0
    states: set[str] = set()
    for difference in single_steps(options.steps, options.seed, states):
        made += 1
        if difference:
            differ += 1
            if differ <= options.show:
                print(difference, end="\n\n")
    figures = {
        "single steps": made,
        "states in which they were taken": len(states),
        "single steps that differ": differ,
        "seconds": round(time.perf_counter() - begun),
    }
    print(json.dumps(figures, indent=1))
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
