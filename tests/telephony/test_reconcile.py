"""Calls whose end was never reported hold nobody up."""

from ivr.carrier import Caller
from ivr.store import agents, calls, rings, waiting
from ivr.store.database import reading, writing
from ivr.telephony.reconcile import reconcile

from .conftest import MARIA, Clinic, asks_for_an_appointment, waits_in_line

LOST = "CA" + "f" * 32
FOUR_HOURS = 4 * 3600


def test_a_call_older_than_any_call_is_over(clinic: Clinic, andrei: Caller) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=2)
    maria.hears("press one").presses("1").waits(60).hangs_up()
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(1)
    board = clinic.app.extensions["ivr"]
    later = board.now() + FOUR_HOURS + 15 * 60 + 60

    board.clock = lambda: float(later)
    reconcile(board)

    with reading(clinic.engine) as conn:
        row = calls.find(conn, andrei.leg.sid)
        assert row is not None
        assert row.state == calls.ENDED
        assert agents.busy(conn, later) == frozenset()
        assert rings.open_before(conn, later) == []


def test_a_caller_of_whom_nothing_is_heard_leaves_the_line(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    board = clinic.app.extensions["ivr"]
    later = board.now() + 200
    with writing(clinic.engine) as conn:
        waiting.line_up(conn, LOST, "front-desk", board.now() * 1000 - 250_000)

    reconcile(board)
    with reading(clinic.engine) as conn:
        line = [standing.call_sid for standing in waiting.every(conn)]
    assert line == [andrei.leg.sid]

    board.clock = lambda: float(later)
    reconcile(board)
    with reading(clinic.engine) as conn:
        assert waiting.every(conn) == []


def test_a_caller_who_was_taken_for_gone_stands_where_they_stood(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    with writing(clinic.engine) as conn:
        before = waiting.find(conn, andrei.leg.sid)
        waiting.leave(conn, andrei.leg.sid, 1)

    andrei.hears("You are still next in line")

    with reading(clinic.engine) as conn:
        after = waiting.find(conn, andrei.leg.sid)
    assert before is not None
    assert after is not None
    assert (after.arrived, after.left_at) == (before.arrived, None)


def test_a_caller_who_holds_on_keeps_the_place(clinic: Clinic, andrei: Caller) -> None:
    waits_in_line(andrei)
    andrei.waits(300)

    with reading(clinic.engine) as conn:
        assert waiting.place(conn, andrei.leg.sid) == 1
