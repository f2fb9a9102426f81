"""How the proof grows with departments and languages: states, seconds, megabytes.

Each size is proved in a process of its own. The least seconds of the runs count;
`per n log n` is that time over n log n, which must not grow. With --spin the same
number of states is explored by SPIN on a counter of that many steps, gcc included,
as a measure of the machine.

Run: python bench/proof_scale.py [--runs 1] [--plot FILE.svg] [--spin]
"""

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ivr.etiquette.prove import prove
from ivr.flow.compile import compile_script
from ivr.flow.flow import Flow
from ivr.script.load import read
from ivr.wording.measures import estimate_seconds

DEPARTMENTS = (5, 50, 500)
GRID = 3  # seconds between two lines of the plot
LANGUAGES = (("en",), ("en", "nb"), ("en", "fil", "ru", "nb"))


def line(departments: int, languages: tuple[str, ...], agents: int = 2) -> Flow:
    """A line of so many departments, each with its own agents."""
    text = [
        "company: Northside",
        f"languages: [{', '.join(languages)}]",
        "country: US",
        "timezone: America/New_York",
        "hours:",
        "  monday-friday: 08:00-17:00",
        "departments:",
    ]
    for number in range(departments):
        text += [f"  d{number}:", f"    name: department {number}", "    handles:"]
        text += [f"      {code}: [question {number}]" for code in languages]
        text.append("    agents:")
        for agent in range(agents):
            phone = 2125550000 + (number * agents + agent) % 10000
            text += [
                f"      - name: Agent {number} {agent}",
                f'        phone: "+1{phone}"',
            ]
    if len(languages) == 1:
        text = [
            t.replace("      en: [", "      - ").replace("]", "")
            if "question" in t
            else t
            for t in text
        ]
    return compile_script(read("\n".join(text) + "\n", "line.yaml").script)


def measure(departments: int, languages: tuple[str, ...]) -> dict[str, float]:
    """One proof in this process; seconds without reading the script."""
    flow = line(departments, languages)
    began, used = time.perf_counter(), time.process_time()
    proof = prove(flow, estimate_seconds)
    return {
        "states": len(proof.graph.calls),
        "transitions": proof.graph.transitions,
        "pairs": proof.pairs,
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "holds": proof.holds,
    }


def in_a_process(departments: int, languages: tuple[str, ...]) -> dict[str, float]:
    """The same in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--one", str(departments), *languages]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def plot(rows: list[tuple[int, int, float]]) -> str:
    """Seconds over departments (logarithmic), a line for each language count."""
    width, height, edge = 460, 320, 50
    high = GRID * math.ceil(max(seconds for _, _, seconds in rows) / GRID)

    def spot(departments: int, seconds: float) -> tuple[int, int]:
        x = edge + (width - 2 * edge) * math.log(departments / 5) / math.log(100)
        return round(x), round(height - edge - (height - 2 * edge) * seconds / high)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="{edge}" y="24">Seconds to prove a line</text>',
        f'<text x="{width / 2:.0f}" y="{height - 10}" text-anchor="middle">'
        "departments</text>",
    ]
    for seconds in range(0, high + 1, GRID):
        x, y = spot(5, seconds)
        parts += [
            f'<path d="M{x} {y}H{width - edge}" stroke="#ddd"/>',
            f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{seconds}</text>',
        ]
    for departments in DEPARTMENTS:
        x, y = spot(departments, 0)
        parts.append(
            f'<text x="{x}" y="{y + 18}" text-anchor="middle">{departments}</text>'
        )
    for colour, count in zip(("#1565c0", "#2e7d32", "#c62828"), (1, 2, 4), strict=True):
        spots = [spot(d, seconds) for d, c, seconds in rows if c == count]
        points = " ".join(f"{x},{y}" for x, y in spots)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        parts += [
            f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in spots
        ]
        x, y = width - edge - 90, height - edge - 14 - 16 * count.bit_length()
        told = "1 language" if count == 1 else f"{count} languages"
        parts.append(f'<text x="{x}" y="{y}" fill="{colour}">{told}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def spin_seconds(states: int) -> float:
    """Seconds that SPIN and gcc take for a model of so many states."""
    model = f"int n = 0;\nactive proctype p() {{ do :: n < {states} -> n++ "
    model += ":: n > 0 && n < 3 -> n = 0 :: else -> break od }}\n".replace("}}", "}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "m.pml").write_text(model)
        began = time.perf_counter()
        for command in (
            ["spin", "-a", "m.pml"],
            ["gcc", "-O2", "-w", "-DNOREDUCE", "-o", "pan", "pan.c"],
            ["./pan", f"-m{states * 4}", "-E"],
        ):
            subprocess.run(command, cwd=folder, capture_output=True, check=True)
        return time.perf_counter() - began


def main() -> int:
    """Prints the table; 1 where the largest line takes too long or too much."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--runs", type=int, default=1)
    given.add_argument("--plot")
    given.add_argument("--spin", action="store_true")
    given.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    given = given.parse_args()
    if given.one:
        print(json.dumps(measure(int(given.one[0]), tuple(given.one[1:]))))
        return 0
    print(
        "departments languages   states    turns    pairs  seconds    cpu"
        "      MB  pairs/s  µs per n log n"
    )
    rows, slow = [], 0
    for languages in LANGUAGES:
        for departments in DEPARTMENTS:
            runs = [in_a_process(departments, languages) for _ in range(given.runs)]
            found = min(runs, key=lambda run: run["cpu"])
            rows.append((departments, len(languages), found["cpu"]))
            per = found["cpu"] / (departments * math.log(departments)) * 1e6
            print(
                f"{departments:11} {len(languages):9} {found['states']:8} "
                f"{found['transitions']:8} {found['pairs']:8} {found['seconds']:8.1f} "
                f"{found['cpu']:6.1f} {found['megabytes']:7.0f} "
                f"{found['pairs'] / found['cpu']:8.0f} {per:15.0f}"
                + ("" if found["holds"] else "  BROKEN"),
                flush=True,
            )
            if given.spin and shutil.which("spin"):
                print(
                    f"  SPIN on {found['states']} states, gcc included: "
                    f"{spin_seconds(int(found['states'])):.1f} s"
                )
            slow += found["cpu"] > 60 or found["megabytes"] > 1024
    if given.plot:
        Path(given.plot).write_text(plot(rows), "utf-8")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
