"""The inbox and the overview: what waits for whom, and what was kept."""

from sqlalchemy import Engine

from ivr.flow.actions import PromiseKind
from ivr.promises import inbox, ledger
from ivr.promises.events import Cancelled, Replied
from ivr.promises.line_now import LineNow
from ivr.promises.overview import Kept, is_overdue, kept_rate, outstanding
from ivr.promises.state import State
from ivr.store import voicemail
from ivr.store.database import promising, reading, writing
from tests.promises.office import (
    DUE,
    NOW,
    commit_within,
    look_up,
    promised,
    report,
)


def leave_message(engine: Engine, line: LineNow, call: str, due: int) -> None:
    with promising(engine) as conn:
        voicemail.keep(
            conn,
            call,
            recording_sid=f"RE-{call}",
            recording_url=f"https://api.twilio.com/RE-{call}",
            seconds=23,
            now=NOW,
        )
        made = commit_within(
            conn, line, f"{call}:9", kind=PromiseKind.REPLY, due=due, number=""
        )
        assert isinstance(made, ledger.Committed)
        voicemail.attach_promise(conn, call, made.id)


def test_the_most_urgent_message_is_on_top(engine: Engine, line: LineNow) -> None:
    leave_message(engine, line, "CA1", DUE + 3600)
    leave_message(engine, line, "CA2", DUE)
    with reading(engine) as conn:
        found = [letter.message.call_sid for letter in inbox.letters(conn)]

    assert found == ["CA2", "CA1"]


def test_the_same_recording_is_kept_once(engine: Engine, line: LineNow) -> None:
    leave_message(engine, line, "CA1", DUE)
    leave_message(engine, line, "CA1", DUE)
    with reading(engine) as conn:
        assert len(inbox.letters(conn)) == 1


def test_a_reply_keeps_the_promise(engine: Engine, line: LineNow) -> None:
    leave_message(engine, line, "CA1", DUE)
    with writing(engine) as conn:
        assert inbox.heard(conn, 1, NOW + 60)
        assert inbox.replied(conn, 1, NOW + 120)

    promise = look_up(engine, 1)
    assert (promise.state, promise.outcome) == (State.KEPT, "in time")
    with reading(engine) as conn:
        (letter,) = inbox.letters(conn)
    assert letter.message.heard_at == NOW + 60


def test_an_unknown_message_is_said_to_be_unknown(engine: Engine) -> None:
    with writing(engine) as conn:
        assert not inbox.heard(conn, 404, NOW)
        assert not inbox.replied(conn, 404, NOW)


def test_what_is_still_to_be_kept_stands_in_order(
    engine: Engine, line: LineNow
) -> None:
    promised(engine, line, "CA1:7", due=DUE + 900)
    promised(engine, line, "CA2:7")
    promised(engine, line, "CA3:7")
    report(engine, line, 3, Cancelled("caller"), NOW)
    with reading(engine) as conn:
        found = outstanding(conn)

    assert [promise.key for promise in found] == ["CA2:7", "CA1:7"]
    assert [is_overdue(promise, DUE + 61) for promise in found] == [True, False]


def test_the_kept_rate_counts_what_fell_due(engine: Engine, line: LineNow) -> None:
    for call in range(1, 6):
        promised(engine, line, f"CA{call}:7", due=DUE + 900 * call)
    report(engine, line, 1, Replied(), DUE)
    report(engine, line, 2, Replied(), DUE + 9000)
    report(engine, line, 3, Cancelled("caller"), DUE)
    with reading(engine) as conn:
        kept = kept_rate(conn, DUE + 900 * 4 + 61)

    assert kept == Kept(in_time=1, late=1, missed=0, overdue=1)
