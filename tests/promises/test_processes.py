"""Several workers as processes, and one that is killed in the middle of its job."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ivr.promises.line_now import LineNow
from ivr.store import outbox
from ivr.store.database import writing
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


def test_processes_never_take_the_same_effect(
    engine: Engine, line: LineNow, start: Start
) -> None:
    with writing(engine) as conn:
        for number in range(JOBS):
            outbox.add(conn, f"CA{number}:1", "ring-agent", {}, NOW)
    workers = [start(NOW + 5, "all") for _ in range(3)]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    performed = [
        line for worker in workers for line in worker.communicate()[0].split("\n")
    ]

    assert sorted(filter(None, performed)) == sorted(
        f"CA{number}:1 1" for number in range(JOBS)
    )


def test_a_killed_worker_loses_no_promise(
    engine: Engine, line: LineNow, start: Start
) -> None:
    promised(engine, line)
    dying = start(DUE, "stuck")
    assert dying.stdin is not None
    assert dying.stdout is not None
    dying.stdin.write("\n")
    dying.stdin.flush()
    assert dying.stdout.readline() == "promise:1:ring:1 1\n"
    dying.kill()

    assert start(DUE + 29, "all").communicate("\n")[0] == ""
    assert start(DUE + 30, "all").communicate("\n")[0] == "promise:1:ring:1 2\n"
