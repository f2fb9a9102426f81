"""Breaks call scripts at random: nothing but ScriptError, and never over 250 ms.

    python bench/hostile_scripts.py --scripts 1000000 --seed 1

Prints how many scripts were read, how many were still good, the slowest in
milliseconds of CPU, and the most memory; exits 1 at the first exception.
"""

import argparse
import random
import resource
import sys
import time
from pathlib import Path

from ivr.script.errors import ScriptError
from ivr.script.load import read

STARTERS = Path(__file__).parents[1] / "scripts"
SLOWEST = 0.250
PIECES = (
    *("&a ", "*a", "!!int ", "<<: ", "{", "}", "[", "]", ": ", ":\n", "- ", "'", '"'),
    *("|\n", ">-\n", "\t", "\x00", "\ud800", "\u202e", "☎", "no", "9" * 50, "? ", "~"),
    *("{company}", "{x}", "# ivr: allow ", "%TAG ! x\n", "---\n", "\u0085", "\u2028"),
    *("nb:", "en:", "tl: x", "911", "+1 900 555 0100", "null", "&", "@", "`", "\\x"),
)


def broken(text: str, chance: random.Random) -> str | bytes:
    """A call script with one to six lines changed, moved, repeated or left out."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        line = lines[at]
        cut = chance.randrange(len(line) + 1)
        match chance.randrange(6):
            case 0 | 1:
                lines[at] = line[:cut] + chance.choice(PIECES) + line[cut:]
            case 2 if len(lines) > 1:
                del lines[at]
            case 3:
                lines.insert(at, chance.choice(lines))
            case 4:
                lines[at] = " " * chance.randrange(8) + line.strip()
            case _:
                lines[at] = line.split(":")[0] + ": " + chance.choice(PIECES)
    whole = "\n".join(lines)
    return whole.encode("utf-8", "surrogatepass") if chance.random() < 0.2 else whole


def main() -> None:
    """Runs the campaign."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scripts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    starters = [path.read_text("utf-8") for path in sorted(STARTERS.glob("*.yaml"))]
    good, slowest = 0, 0.0
    for _ in range(given.scripts):
        script = broken(chance.choice(starters), chance)
        began = time.process_time()
        try:
            read(script, "broken.yaml")
            good += 1
        except ScriptError:
            pass
        except Exception as error:
            sys.exit(f"{error!r} on:\n{script!r}")
        slowest = max(slowest, time.process_time() - began)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{given.scripts} scripts, {good} still good, 0 exceptions")
    print(f"slowest {slowest * 1000:.0f} ms of CPU, most memory {megabytes:.0f} MB")
    sys.exit(slowest > SLOWEST)


if __name__ == "__main__":
    main()
