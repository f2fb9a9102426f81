"""Every transcript with every external call failing once, in every way.

    python bench/single_faults.py [--calls NAME...] [--languages en fil ru nb]
        [--part 1/4] [--http 20]

For each transcript of tests/transcripts the requests to Twilio are counted; then it is
played again once for each of them and each way: refused with 429, failing with 500
before or after it was carried out, its answer lost, a timeout, the connection refused.
The caller and the agents do what the transcript says as far as they still can. Counted
are runs with an application error, with a hold nobody agreed to, with anything else
that the monitors of the carrier remark, and with a caller who is left alone. `--http`
plays so many of these runs over real HTTP instead, sampled by a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from one_fault import OVER_HTTP, WAYS, Run, requests_of, with_fault  # noqa: E402

TRANSCRIPTS = ROOT / "tests" / "transcripts"
KINDS = ("application error", "without having been asked", "heard nothing", "silent")


def files(options: argparse.Namespace) -> list[Path]:
    """The transcripts of this part of the campaign."""
    chosen = [
        file
        for file in sorted(TRANSCRIPTS.glob("*/*.yaml"))
        if file.parent.name in options.languages
        and (not options.calls or file.stem in options.calls)
    ]
    part, _, parts = options.part.partition("/")
    return chosen[int(part) - 1 :: int(parts)]


def plans(chosen: list[Path], ways: tuple[str, ...]) -> Iterator[tuple[Path, int, str]]:
    """Each external call of each transcript, failing in each way."""
    for file in chosen:
        with tempfile.TemporaryDirectory() as folder:
            count = requests_of(file, Path(folder))
        for number in range(1, count + 1):
            for way in ways:
                yield file, number, way


def over_http(file: Path, number: int, way: str, folder: Path) -> Run:
    """One run with a real server process, sockets and signatures in between."""
    from tests.carrier.http_caller import HttpCaller

    def phones(script: Path, at: datetime, kept: Path) -> HttpCaller:
        return HttpCaller(script, at, kept, kept / "audio")

    return with_fault(file, folder, number, way, phones)


def main() -> None:
    """Prints each run in which something went wrong, and the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", nargs="*", default=[], help="names of transcripts")
    parser.add_argument("--languages", nargs="*", default=["en", "fil", "ru", "nb"])
    parser.add_argument("--part", default="1/1", help="of the transcripts, as 1/4")
    parser.add_argument("--http", type=int, default=0, help="runs over real HTTP")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    begun = time.perf_counter()
    planned = list(plans(files(options), OVER_HTTP if options.http else WAYS))
    play = over_http if options.http else with_fault_in_process
    if options.http:
        planned = Random(0).sample(planned, min(options.http, len(planned)))
    went_wrong: Counter[str] = Counter()
    for file, number, way in planned:
        with tempfile.TemporaryDirectory() as folder:
            run = play(file, number, way, Path(folder))
        if run.wrong:
            print(run, flush=True)
        went_wrong["runs in which anything went wrong"] += bool(run.wrong)
        for kind in KINDS:
            went_wrong[f"runs with: {kind}"] += any(kind in each for each in run.wrong)
    figures = {
        "transcripts": len({file for file, _, _ in planned}),
        "external calls": len({(file, number) for file, number, _ in planned}),
        "runs": len(planned),
        **went_wrong,
        "seconds": round(time.perf_counter() - begun),
    }
    print(json.dumps(figures, indent=1))
    sys.exit(1 if went_wrong["runs in which anything went wrong"] else 0)


def with_fault_in_process(file: Path, number: int, way: str, folder: Path) -> Run:
    """One run over WSGI."""
    return with_fault(file, folder, number, way)


if __name__ == "__main__":
    main()
