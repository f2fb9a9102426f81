"""Wall time of commands that people wait for, each in a process of its own.

Prints the median and the slowest of several runs, the CPU of the median run and what
is aimed at; a bare Python stands beside them. Run: python bench/startup.py
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
IVR = str(Path(sys.executable).with_name("ivr"))
SCRIPT = str(ROOT / "scripts" / "dental-clinic.en.yaml")

# Seconds aimed at on an idle machine with two cores; None where nothing is promised.
COMMANDS: dict[str, tuple[list[str], float | None]] = {
    "python -c pass": ([sys.executable, "-c", "pass"], None),
    "ivr --help": ([IVR, "--help"], 0.2),
    "ivr check SCRIPT": ([IVR, "check", SCRIPT], 0.5),
    "ivr compose SCRIPT": ([IVR, "compose", SCRIPT], None),
    "ivr phone --help": ([IVR, "phone", "--help"], 0.2),
    "ivr serve --help": ([IVR, "serve", "--help"], 0.2),
}


def once(arguments: list[str]) -> tuple[float, float]:
    """Seconds from the start of the process to its end, and its seconds of CPU."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False)
    took = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stderr.decode("utf-8", "replace"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, cpu


def compare(runs: int) -> None:
    """Every command in turn, so that a busy moment meets them all."""
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for arguments, _ in COMMANDS.values():
        once(arguments)  # compiles what was never compiled
    for _ in range(runs):
        for name, (arguments, _) in COMMANDS.items():
            took[name].append(once(arguments))
    print(f"{'':20}{'median':>9}{'slowest':>9}{'CPU':>9}{'aim':>8}")
    for name, (_, aim) in COMMANDS.items():
        wanted = f"{aim:.1f} s" if aim else ""
        wall, cpu = zip(*took[name], strict=True)
        median = statistics.median(wall)
        spent = f"{max(wall):7.3f} s{statistics.median(cpu):7.3f} s"
        print(f"{name:20}{median:7.3f} s{spent}{wanted:>8}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command")
    compare(parser.parse_args().runs)
