"""Times that can be promised: within hours, as many as the office can keep."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from ivr.flow.actions import PromiseKind
from ivr.promises.line_now import LineNow
from ivr.promises.times import find_time, next_call
from ivr.store.database import reading
from tests.promises.office import NOW, commit, local, oslo


def found(
    engine: Engine,
    line: LineNow,
    now: int = NOW,
    kind: PromiseKind = PromiseKind.CALLBACK,
    department: str = "sales",
) -> str:
    moment = datetime.fromtimestamp(now, UTC)
    with reading(engine) as conn:
        time = find_time(conn, line.script, kind, department, moment)
    assert time is not None
    return local(int(time.timestamp()))


def test_the_first_quarter_hour_half_an_hour_from_now(
    engine: Engine, line: LineNow
) -> None:
    assert found(engine, line) == "2026-03-10 10:30"
    assert found(engine, line, oslo("2026-03-10 10:01")) == "2026-03-10 10:45"


def test_after_closing_it_is_the_next_morning(engine: Engine, line: LineNow) -> None:
    assert found(engine, line, oslo("2026-03-13 15:50")) == "2026-03-16 08:30"


def test_a_quarter_hour_is_promised_as_often_as_the_script_allows(
    engine: Engine, line: LineNow
) -> None:
    commit(engine, line, "CA1:1")
    assert found(engine, line) == "2026-03-10 10:30"

    commit(engine, line, "CA2:1")

    assert found(engine, line) == "2026-03-10 10:45"


def test_each_department_keeps_its_own_promises(engine: Engine, line: LineNow) -> None:
    commit(engine, line, "CA1:1")
    commit(engine, line, "CA2:1")

    assert found(engine, line, department="accounts") == "2026-03-10 10:30"


def test_a_reply_comes_within_the_business_hours_of_the_script(
    engine: Engine, line: LineNow
) -> None:
    reply = PromiseKind.REPLY

    assert found(engine, line, kind=reply) == "2026-03-10 14:00"
    assert found(engine, line, oslo("2026-03-13 15:00"), reply) == "2026-03-16 11:00"


@pytest.mark.parametrize(
    ("earliest", "calls"),
    [
        ("2026-03-10 10:07", "2026-03-10 10:07"),
        ("2026-03-10 15:59", "2026-03-10 15:59"),
        ("2026-03-10 16:00", "2026-03-11 08:00"),
        ("2026-03-14 12:00", "2026-03-16 08:00"),
        ("2026-03-28 12:00", "2026-03-30 08:00"),
    ],
)
def test_another_attempt_is_made_only_when_we_may_call(
    line: LineNow, earliest: str, calls: str
) -> None:
    assert local(next_call(line.calendar, oslo(earliest))) == calls
