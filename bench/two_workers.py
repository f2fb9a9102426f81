"""Every transcript behind the Procfile's server: gunicorn with two workers.

Real HTTP, signatures on, the REST calls answered by the carrier, whose clock the line
reads. Any of the two processes answers each turn. Prints how many calls went as
written, and what was said of the others.

Run: python bench/two_workers.py [--only en]
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))


def main(only: str) -> int:
    from carrier.gunicorn_line import plays_as_written

    calls: Counter[str] = Counter()
    failed = 0
    for file in sorted((TESTS / "transcripts").glob(f"{only}/*.yaml")):
        with tempfile.TemporaryDirectory() as folder:
            try:
                said = plays_as_written(file, Path(folder))
            except Exception as error:
                said = [f"{type(error).__name__}: {error}"]
        calls[file.parent.name] += 1
        for words in said:
            print(f"{file.parent.name}/{file.stem}: {words}")
        failed += bool(said)
        if sys.stderr.isatty():
            print(f"\r{calls.total()} calls", end="", file=sys.stderr)
    each = ", ".join(f"{language} {n}" for language, n in sorted(calls.items()))
    print(f"{calls.total()} calls behind gunicorn ({each}): {failed} went wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="one language")
    given = parser.parse_args()
    os.chdir(TESTS.parent)
    sys.exit(main(given.only))
