"""Two agents in two processes press 1 for the same caller at the same moment.

    python bench/double_accepts.py [--rounds 1000] [--databases sqlite postgresql]

Both telephones ring for a caller of a department that rings all at once. In each round
two processes wait for each other and then post the key of their agent to the webhooks
of their own. Counted are the callers who have exactly one agent, in the database and
in what the call knows; anything else is printed and fails. PostgreSQL comes from the
development tools, or from IVR_TEST_POSTGRESQL.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from ivr.store.migrate import migrate  # noqa: E402
from tests.double_accepts import raced  # noqa: E402
from tests.store.postgresql import fresh_database  # noqa: E402


def main() -> None:
    """Prints for each database who got the calls."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=1000)
    kinds = ("sqlite", "postgresql")
    parser.add_argument("--databases", nargs="+", choices=kinds, default=kinds)
    options = parser.parse_args()
    failed = False
    for kind in options.databases:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/ivr.db" if kind == "sqlite" else fresh_database()
            migrate(url)
            begun = time.perf_counter()
            found = raced(url, options.rounds)
        seconds = round(time.perf_counter() - begun)
        print(json.dumps({"database": kind, "seconds": seconds, **found}, indent=1))
        failed = failed or found["exactly one"] != options.rounds
    sys.exit(failed)


if __name__ == "__main__":
    main()
