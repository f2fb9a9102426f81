"""The worker: every promise kept once, whoever dies on the way."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from ivr.promises import ledger
from ivr.promises.events import AgentAccepted, CallerAnswered
from ivr.promises.line_now import LineNow
from ivr.promises.performing import carry_out
from ivr.promises.worker import keep_promises, work_once
from ivr.store import outbox, published
from ivr.store.database import writing
from ivr.store.outbox import Done, Failed, OutboxRow, Outcome, TryAgain
from tests.promises.office import (
    ANDREI,
    DUE,
    KARI,
    NOW,
    SCRIPT,
    commit,
    promised,
    report,
)

Performed = list[OutboxRow]


class Telephones:
    """Rings as asked; `outcomes` are what comes of it, then everything is done."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.rung: Performed = []
        self.outcomes = list(outcomes)

    def __call__(self, row: OutboxRow) -> Outcome:
        self.rung.append(row)
        return self.outcomes.pop(0) if self.outcomes else Done("CA-leg")


def at(now: int) -> Callable[[], int]:
    return lambda: now


def work(engine: Engine, now: int, telephones: Telephones) -> None:
    while work_once(engine, at(now), owner="worker-1", perform=telephones):
        pass


def test_it_does_nothing_before_the_time(engine: Engine, line: LineNow) -> None:
    promised(engine, line)
    telephones = Telephones()

    assert not work_once(engine, at(DUE - 301), owner="worker-1", perform=telephones)
    assert telephones.rung == []


def test_it_rings_the_agent_at_the_time(engine: Engine, line: LineNow) -> None:
    promised(engine, line)
    telephones = Telephones()
    work(engine, DUE, telephones)

    assert [row.body["agent"] for row in telephones.rung] == [KARI]


def test_a_ring_that_can_never_be_made_goes_to_the_next_agent(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    telephones = Telephones(Failed("not a number"))
    work(engine, DUE, telephones)

    assert [row.body["agent"] for row in telephones.rung] == [KARI, ANDREI]


def test_a_ring_of_which_nothing_is_known_is_looked_up_before_it_is_repeated(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    telephones = Telephones(TryAgain(4))
    work(engine, DUE, telephones)
    work(engine, DUE + 4, telephones)

    assert [row.attempts for row in telephones.rung] == [1, 2]
    assert telephones.rung[0].key == telephones.rung[1].key


def test_a_ring_whose_promise_has_moved_on_is_not_made(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    telephones = Telephones(TryAgain(300))
    work(engine, DUE, telephones)
    work(engine, DUE + 120, telephones)
    report(engine, line, 1, AgentAccepted(ANDREI), DUE + 125)
    work(engine, DUE + 126, telephones)
    report(engine, line, 1, CallerAnswered(), DUE + 140)
    work(engine, DUE + 300, telephones)

    kinds = [(row.kind, row.body.get("agent")) for row in telephones.rung]
    assert kinds == [
        ("ring-agent-for-callback", KARI),
        ("stop-ringing-for-callback", None),
        ("ring-agent-for-callback", ANDREI),
        ("ring-caller-for-callback", ANDREI),
    ]


def test_trouble_outside_stops_no_other_promise(
    engine: Engine, line: LineNow, caplog: pytest.LogCaptureFixture
) -> None:
    promised(engine, line)

    def broken(row: OutboxRow) -> Outcome:
        raise ConnectionError("no route")

    assert work_once(engine, at(DUE), owner="worker-1", perform=broken)
    telephones = Telephones()
    work(engine, DUE + 2, telephones)

    assert "went wrong" in caplog.text
    assert [row.attempts for row in telephones.rung] == [2]


def test_it_gives_an_effect_up_after_eight_attempts(
    engine: Engine, line: LineNow
) -> None:
    with writing(engine) as conn:
        outbox.add(conn, "CA1:1", "move-caller", {}, NOW)
    telephones = Telephones(*[TryAgain(1)] * 20)
    for second in range(30):
        work(engine, NOW + 2 + second, telephones)

    assert len(telephones.rung) == 8


def test_it_leaves_fresh_effects_to_the_process_that_wrote_them(
    engine: Engine, line: LineNow
) -> None:
    with writing(engine) as conn:
        outbox.add(conn, "CA1:1", "ring-agent", {}, NOW)
    telephones = Telephones()
    work(engine, NOW + 1, telephones)
    assert telephones.rung == []

    work(engine, NOW + 2, telephones)

    assert [row.key for row in telephones.rung] == ["CA1:1"]


def test_what_a_dead_worker_had_taken_is_taken_over(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    with writing(engine) as conn:
        ledger.claim(conn, line, "dead", DUE)
        assert outbox.claim(conn, "dead", DUE) is not None
    telephones = Telephones()
    work(engine, DUE + 29, telephones)
    assert telephones.rung == []

    work(engine, DUE + 30, telephones)

    assert [(row.kind, row.attempts) for row in telephones.rung] == [
        ("ring-agent-for-callback", 2)
    ]


def test_a_clock_that_is_set_back_keeps_no_promise_twice(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    telephones = Telephones()
    work(engine, DUE, telephones)
    work(engine, DUE - 7200, telephones)
    report(engine, line, 1, AgentAccepted(KARI), DUE - 7190)
    work(engine, DUE - 7189, telephones)
    report(engine, line, 1, CallerAnswered(), DUE - 7170)
    work(engine, DUE, telephones)

    assert Counter(row.kind for row in telephones.rung) == {
        "ring-agent-for-callback": 1,
        "ring-caller-for-callback": 1,
    }


def test_several_workers_ring_each_promise_once(engine: Engine, line: LineNow) -> None:
    more = "".join(
        f'      - name: Agent {n}\n        phone: "+47223344{n}"\n'
        for n in range(10, 20)
    )
    with writing(engine) as conn:
        published.publish(conn, SCRIPT.replace("  accounts:", f"{more}  accounts:"), 1)
    for number in range(8):
        commit(engine, line, f"CA{number}:7", due=DUE + number // 2 * 900)
    rung: Counter[int] = Counter()
    stop = threading.Event()

    def perform(row: OutboxRow) -> Outcome:
        if row.kind == "ring-agent-for-callback":
            rung[row.body["promise"]] += 1
            if len(rung) == 8:
                stop.set()
        return Done()

    workers = [
        threading.Thread(
            target=keep_promises,
            args=(engine, at(DUE + 3000), stop),
            kwargs={"owner": f"worker-{n}", "perform": perform, "pause": 0.01},
            daemon=True,
        )
        for n in range(3)
    ]
    for worker in workers:
        worker.start()
    stop.wait(timeout=20)
    stop.set()
    for worker in workers:
        worker.join()

    assert rung == dict.fromkeys(range(1, 9), 1)


def test_a_slow_performer_does_not_overwrite_the_one_who_took_over(
    engine: Engine, line: LineNow
) -> None:
    with writing(engine) as conn:
        outbox.add(conn, "CA1:1", "ring-agent", {}, NOW)
        slow = outbox.claim(conn, "slow", NOW)
        quick = outbox.claim(conn, "quick", NOW + 30)
    assert slow is not None
    assert quick is not None
    carry_out(engine, quick, "quick", Telephones(Done("CA-quick")), at(NOW + 31))
    carry_out(engine, slow, "slow", Telephones(Failed("too slow")), at(NOW + 32))

    with writing(engine) as conn:
        assert outbox.outcome(conn, "CA1:1") == "done CA-quick"
