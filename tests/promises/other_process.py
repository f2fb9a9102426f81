"""A worker in a process of its own: python -m tests.promises.other_process URL NOW HOW.

It prints each row it performs. HOW is "all" (perform what there is, then end) or
"stuck" (begin to perform the first row, and never come back).
"""

import sys
import time

from ivr.promises.worker import work_once
from ivr.store.database import open_database
from ivr.store.outbox import Done, OutboxRow, Outcome


def main(url: str, now: int, how: str) -> None:
    engine = open_database(url, patience=10)

    def perform(row: OutboxRow) -> Outcome:
        print(row.key, row.attempts, flush=True)
        if how == "stuck":
            time.sleep(600)
        return Done()

    sys.stdin.readline()
    while work_once(
        engine, lambda: now, owner=f"process-{id(engine)}", perform=perform
    ):
        pass
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
