"""A worker in a process of its own: python -m tests.promises.other_process URL NOW HOW.

It begins when it reads a line. HOW is "all" (perform what there is, print each row,
then end), "stuck" (begin to perform the first row, and never come back) or "promise"
(make promises without end, and print each one that is confirmed).
"""

import itertools
import sys
import time

from sqlalchemy import Engine

from ivr.flow.actions import PromiseKind
from ivr.promises.line_now import LineNow
from ivr.promises.worker import work_once
from ivr.store.database import open_database, reading
from ivr.store.outbox import Done, OutboxRow, Outcome
from tests.promises.office import commit


def main(url: str, now: int, how: str) -> None:
    engine = open_database(url, patience=10)
    sys.stdin.readline()
    if how == "promise":
        promise(engine)
    else:
        perform_all(engine, now, stuck=how == "stuck")
    engine.dispose()


def perform_all(engine: Engine, now: int, *, stuck: bool) -> None:
    def perform(row: OutboxRow) -> Outcome:
        print(row.key, row.attempts, flush=True)
        if stuck:
            time.sleep(600)
        return Done()

    while work_once(
        engine, lambda: now, owner=f"process-{id(engine)}", perform=perform
    ):
        pass


def promise(engine: Engine) -> None:
    with reading(engine) as conn:
        line = LineNow.published(conn)
    for number in itertools.count():
        commit(engine, line, f"CA{number}:1", kind=PromiseKind.REPLY, due=0)
        print(f"CA{number}:1", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
