"""The ledger: committed before it is said, once for each turn, on the disk."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from ivr.flow.actions import PromiseKind
from ivr.promises import ledger
from ivr.promises.events import AgentAccepted, AgentDeclined, CallerAnswered
from ivr.promises.ledger import Committed, Gone
from ivr.promises.line_now import LineNow
from ivr.promises.state import State
from ivr.store import agents, outbox, published, waiting
from ivr.store.database import promising, reading, writing
from ivr.store.outbox import OutboxRow
from tests.promises.office import (
    ANDREI,
    DUE,
    KARI,
    NOW,
    SCRIPT,
    commit,
    commit_within,
    local,
    look_up,
    oslo,
    promised,
    report,
)


def claim(engine: Engine, line: LineNow, now: int) -> int | None:
    with writing(engine) as conn:
        taken = ledger.claim(conn, line, "worker-1", now)
    return taken.id if taken else None


def asked(engine: Engine) -> list[OutboxRow]:
    rows = []
    with writing(engine) as conn:
        while (row := outbox.claim(conn, "test", NOW + 10**6)) is not None:
            rows.append(row)
    return rows


def test_a_free_time_is_committed(engine: Engine, line: LineNow) -> None:
    made = commit(engine, line)

    assert made == Committed(1, DUE)
    promise = look_up(engine, 1)
    assert (promise.state, promise.number) == (State.DUE, "+4798765455")


def test_the_same_turn_gets_the_same_promise(engine: Engine, line: LineNow) -> None:
    first = commit(engine, line, "CA1:7")

    assert commit(engine, line, "CA1:7", now=DUE + 999) == first
    assert commit(engine, line, "CA1:9") == Committed(2, DUE)


def test_a_time_taken_meanwhile_is_gone_and_the_next_is_named(
    engine: Engine, line: LineNow
) -> None:
    commit(engine, line, "CA1:7")
    commit(engine, line, "CA2:7")

    gone = commit(engine, line, "CA3:7")

    assert isinstance(gone, Gone)
    assert gone.next is not None
    assert local(gone.next) == "2026-03-10 10:45"


def test_a_time_that_has_passed_is_gone(engine: Engine, line: LineNow) -> None:
    assert isinstance(commit(engine, line, now=DUE), Gone)


def test_a_callback_without_a_number_is_not_promised(
    engine: Engine, line: LineNow
) -> None:
    with pytest.raises(ValueError, match="needs a number"):
        commit(engine, line, number="")


def test_a_promise_that_would_not_survive_a_power_failure_is_refused(
    engine: Engine, line: LineNow
) -> None:
    with (
        pytest.raises(RuntimeError, match="promising"),
        writing(engine) as conn,
    ):
        commit_within(conn, line)


def test_a_promise_is_flushed_to_the_disk(tmp_path: Path, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL flushes every commit")
    with promising(engine) as conn:
        assert conn.execute(text("PRAGMA synchronous")).scalar() == 2
    with writing(engine) as conn:
        assert conn.execute(text("PRAGMA synchronous")).scalar() == 1


def test_a_reply_without_a_time_gets_the_one_of_the_script(
    engine: Engine, line: LineNow
) -> None:
    made = commit(engine, line, kind=PromiseKind.REPLY, due=0, number="")

    assert isinstance(made, Committed)
    assert local(made.time) == "2026-03-10 14:00"


def test_several_callers_at_once_never_share_a_place_in_a_quarter_hour(
    engine: Engine, line: LineNow
) -> None:
    made: list[Committed | Gone] = []

    def book(caller: int) -> None:
        made.append(commit(engine, line, f"CA{caller}:7"))

    callers = [threading.Thread(target=book, args=(n,)) for n in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    assert sum(isinstance(answer, Committed) for answer in made) == 2


def test_the_agent_is_rung_five_minutes_before_the_promised_time(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)

    assert claim(engine, line, DUE - 301) is None
    assert claim(engine, line, DUE - 300) == 1
    (row,) = asked(engine)
    assert row.kind == "ring-agent-for-callback"
    assert row.key == "promise:1:ring:1"
    assert row.body == {
        "promise": 1,
        "ring": 1,
        "attempt": 0,
        "agent": KARI,
        "phone": "+4722334401",
    }


def test_the_caller_is_rung_with_the_agent_and_the_promise_is_kept(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    claim(engine, line, DUE)
    asked(engine)
    report(engine, line, 1, AgentAccepted(KARI), DUE + 12)

    (row,) = asked(engine)
    assert row.kind == "ring-caller-for-callback"
    assert row.body["number"] == "+4798765455"
    assert row.body["apologise"] is False

    after = report(engine, line, 1, CallerAnswered(), DUE + 30)

    assert (after.state, after.outcome) == (State.KEPT, "in time")
    assert claim(engine, line, DUE + 10**6) is None


def test_an_agent_at_work_on_a_promise_is_busy(engine: Engine, line: LineNow) -> None:
    promised(engine, line)
    claim(engine, line, DUE)
    with reading(engine) as conn:
        assert agents.busy(conn, DUE) == {KARI}

    report(engine, line, 1, AgentDeclined(KARI), DUE + 9)

    with reading(engine) as conn:
        assert agents.busy(conn, DUE + 9) == {ANDREI}


def test_a_promise_is_held_by_one_worker_until_its_lease_runs_out(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line)
    claim(engine, line, DUE)

    assert claim(engine, line, DUE + 119) is None
    assert claim(engine, line, DUE + 120) == 1
    kinds = [row.kind for row in asked(engine)]
    assert kinds == [
        "ring-agent-for-callback",
        "stop-ringing-for-callback",
        "ring-agent-for-callback",
    ]


def test_a_retry_waits_for_opening_hours(engine: Engine, line: LineNow) -> None:
    late = oslo("2026-03-10 15:45")
    promised(engine, line, due=late)
    claim(engine, line, oslo("2026-03-10 16:00"))

    assert local(look_up(engine, 1).next_attempt) == "2026-03-11 08:00"


def test_todays_telephone_number_is_rung(engine: Engine, line: LineNow) -> None:
    promised(engine, line)
    with writing(engine) as conn:
        published.publish(conn, SCRIPT.replace("+4722334401", "+4722334499"), NOW)
        today = LineNow.published(conn)
    claim(engine, today, DUE)

    assert asked(engine)[0].body["phone"] == "+4722334499"


def test_a_department_that_is_gone_is_kept_by_the_operators(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line, department="workshop")
    claim(engine, line, DUE)

    assert asked(engine)[0].body["agent"] == KARI


def test_a_report_on_an_unknown_promise_is_no_error(
    engine: Engine, line: LineNow
) -> None:
    with writing(engine) as conn:
        assert ledger.report(conn, line, 404, CallerAnswered(), NOW) is None


def test_a_callback_keeps_the_place_in_line(engine: Engine, line: LineNow) -> None:
    with writing(engine) as conn:
        waiting.line_up(conn, "CA1", "sales", NOW * 1000)
        waiting.line_up(conn, "CA2", "sales", NOW * 1000 + 1)
        waiting.leave(conn, "CA1", NOW * 1000 + 2)
    promised(engine, line, "CA1:7")

    with reading(engine) as conn:
        assert waiting.place(conn, "CA2") == 2

    claim(engine, line, DUE)
    report(engine, line, 1, AgentAccepted(KARI), DUE)
    report(engine, line, 1, CallerAnswered(), DUE)

    with reading(engine) as conn:
        assert waiting.place(conn, "CA2") == 1
