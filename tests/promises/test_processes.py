"""Several workers as processes, and one that is killed in the middle of its job."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from ivr.promises.line_now import LineNow
from ivr.promises.overview import outstanding
from ivr.store import outbox
from ivr.store.database import reading, writing
from tests.promises.office import DUE, NOW, promised

Worker = subprocess.Popen[str]
Start = Callable[[int, str], Worker]

JOBS = 60


@pytest.fixture
def start(prepared_url: str) -> Iterator[Start]:
    """Starts a worker that waits for its word at a moment of the clock."""
    started: list[Worker] = []

    def start(now: int, how: str) -> Worker:
        module = "tests.promises.other_process"
        worker = subprocess.Popen(
            [sys.executable, "-m", module, prepared_url, str(now), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.communicate()


def go(worker: Worker) -> Worker:
    """Gives a worker its word."""
    assert worker.stdin is not None
    worker.stdin.write("\n")
    worker.stdin.flush()
    return worker


def test_processes_never_take_the_same_effect(
    engine: Engine, line: LineNow, start: Start
) -> None:
    with writing(engine) as conn:
        for number in range(JOBS):
            outbox.add(conn, f"CA{number}:1", "ring-agent", {}, NOW)
    workers = [start(NOW + 5, "all") for _ in range(3)]
    for worker in workers:
        go(worker)
    performed = [
        line for worker in workers for line in worker.communicate()[0].split("\n")
    ]

    assert sorted(filter(None, performed)) == sorted(
        f"CA{number}:1 1" for number in range(JOBS)
    )


def test_every_promise_that_was_confirmed_survives_a_kill(
    engine: Engine, line: LineNow, start: Start
) -> None:
    dying = go(start(NOW, "promise"))
    assert dying.stdout is not None
    confirmed = [dying.stdout.readline().strip() for _ in range(40)]
    dying.kill()
    confirmed += dying.stdout.read().split()

    with reading(engine) as conn:
        kept = {promise.key for promise in outstanding(conn)}
        if conn.dialect.name == "sqlite":
            assert conn.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    assert len(kept - set(confirmed)) <= 1
    assert set(confirmed) <= kept


def test_a_killed_worker_loses_no_promise(
    engine: Engine, line: LineNow, start: Start
) -> None:
    promised(engine, line)
    dying = go(start(DUE, "stuck"))
    assert dying.stdout is not None
    assert dying.stdout.readline() == "promise:1:ring:1 1\n"
    dying.kill()

    assert start(DUE + 29, "all").communicate("\n")[0] == ""
    assert start(DUE + 30, "all").communicate("\n")[0] == "promise:1:ring:1 2\n"
