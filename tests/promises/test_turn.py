"""Whose turn it is: callers in line and callbacks in the order they came."""

from sqlalchemy import Engine

from ivr.promises import ledger
from ivr.promises.line_now import LineNow
from ivr.promises.turn import next_in_line
from ivr.store import waiting
from ivr.store.database import writing
from tests.promises.office import DUE, NOW, promised


def line_up(engine: Engine, *callers: str) -> None:
    with writing(engine) as conn:
        for later, caller in enumerate(callers):
            waiting.line_up(conn, caller, "sales", NOW * 1000 + later)


def took_callback(engine: Engine, line: LineNow, caller: str) -> None:
    with writing(engine) as conn:
        waiting.leave(conn, caller, NOW * 1000 + 99)
    promised(engine, line, f"{caller}:7")


def turn(engine: Engine) -> str | None:
    with writing(engine) as conn:
        found = next_in_line(conn, "sales", NOW)
    return found.call_sid if found else None


def test_the_caller_who_came_first_is_first(engine: Engine) -> None:
    line_up(engine, "andrei", "kari")

    assert turn(engine) == "andrei"


def test_a_callback_has_its_turn_before_those_who_came_later(
    engine: Engine, line: LineNow
) -> None:
    line_up(engine, "andrei", "kari")
    took_callback(engine, line, "andrei")

    assert turn(engine) is None
    with writing(engine) as conn:
        brought_forward = ledger.claim(conn, line, "worker-1", NOW)
    assert brought_forward is not None
    assert brought_forward.due == DUE


def test_a_callback_does_not_jump_the_line(engine: Engine, line: LineNow) -> None:
    line_up(engine, "andrei", "kari")
    took_callback(engine, line, "kari")

    assert turn(engine) == "andrei"


def test_a_callback_holds_the_line_up_once_even_if_no_worker_runs(
    engine: Engine, line: LineNow
) -> None:
    line_up(engine, "andrei", "kari")
    took_callback(engine, line, "andrei")

    assert turn(engine) is None
    assert turn(engine) == "kari"


def test_a_callback_that_was_never_in_line_waits_for_its_time(
    engine: Engine, line: LineNow
) -> None:
    line_up(engine, "kari")
    promised(engine, line, "andrei:7")

    assert turn(engine) == "kari"


def test_nobody_waits(engine: Engine) -> None:
    assert turn(engine) is None
