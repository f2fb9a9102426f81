"""Whatever happens on a call, in whatever state: the line goes on speaking.

Hypothesis makes up calls on the starters: a first event and up to twenty others, also
such as make no sense there. Each is taken by `step`, which must not raise, and judged
by all the tests of tests/flow/test_any_call.py: no silence, no broken sentence, no hold
without a yes, no promise before it is kept, nobody rung again after declining.

Run: python bench/any_event.py [--examples 100000] [--seed 1]
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from flow import test_any_call
from hypothesis import HealthCheck, given, seed, settings

CHECKS = [
    test.hypothesis.inner_test
    for name, test in vars(test_any_call).items()
    if name.startswith("test_") and hasattr(test, "hypothesis")
]


def main(examples: int, chosen: int) -> None:
    """Prints how many events were taken, in how many states; fails as the tests do."""
    states: Counter[str] = Counter()
    calls = 0

    @seed(chosen)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(test_any_call.walks())
    def whatever_happens(walked: tuple[str, test_any_call.Walk]) -> None:
        nonlocal calls
        calls += 1
        states.update(before.state for before, _, _ in walked[1])
        for check in CHECKS:
            check(walked)
        if calls % 1000 == 0 and sys.stderr.isatty():
            print(f"\r{calls:,} calls", end="", file=sys.stderr)

    begun = time.monotonic()
    whatever_happens()
    print(
        f"{calls:,} calls, {states.total():,} events in {len(states)} states, "
        f"{len(CHECKS)} properties: none broken, {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    main(given_.examples, given_.seed)
