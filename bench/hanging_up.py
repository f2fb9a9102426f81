"""Every transcript broken off after every move, by the caller and by the agents.

    python bench/hanging_up.py [--calls NAME...] [--languages en fil ru nb] [--part 1/4]

The transcript is played up to a move; then the caller hangs up, or else every agent who
is on the line does. After that nobody may be rung or held on the line for a caller who
has gone, the call must be closed in the database, and a caller who was left must hear
from us: the carrier's monitors may remark nothing, and no application error is heard.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from broken_off import BY, broken_off, moves_of  # noqa: E402

TRANSCRIPTS = ROOT / "tests" / "transcripts"


def main() -> None:
    """Prints each call that went wrong, and the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", nargs="*", default=[], help="names of transcripts")
    parser.add_argument("--languages", nargs="*", default=["en", "fil", "ru", "nb"])
    parser.add_argument("--part", default="1/1", help="of the transcripts, as 1/4")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    part, _, parts = options.part.partition("/")
    chosen = [
        file
        for file in sorted(TRANSCRIPTS.glob("*/*.yaml"))
        if file.parent.name in options.languages
        and (not options.calls or file.stem in options.calls)
    ][int(part) - 1 :: int(parts)]
    begun, found = time.perf_counter(), Counter[str]()
    for file in chosen:
        for after in moves_of(file):
            for who in BY:
                with tempfile.TemporaryDirectory() as folder:
                    wrong = broken_off(file, after, who, Path(folder))
                found["calls broken off"] += 1
                found["that went wrong"] += bool(wrong)
                if wrong:
                    name = f"{file.parent.name}/{file.stem}"
                    print(
                        f"{name}, move {after}, {who}: {'; '.join(wrong)}", flush=True
                    )
    seconds = round(time.perf_counter() - begun)
    print(json.dumps({"transcripts": len(chosen), **found, "seconds": seconds}))
    sys.exit(bool(found["that went wrong"]))


if __name__ == "__main__":
    main()
