"""An agent is busy from the first ring of a callback until the conversation ends."""

from sqlalchemy import Engine

from ivr.promises import ledger
from ivr.promises.events import (
    AgentAccepted,
    AgentDeclined,
    AgentLeft,
    CallerAnswered,
    CallerUnanswered,
)
from ivr.promises.line_now import LineNow
from ivr.store import agents, rings
from ivr.store.database import reading, writing
from ivr.store.rings import RingState
from tests.promises.office import ANDREI, DUE, KARI, promised, report


def ring(engine: Engine, key: str, who: str) -> None:
    """What the performer of the outbox notes when a telephone rings."""
    with writing(engine) as conn:
        rings.begin(conn, key, who, DUE, promise=1)


def busy(engine: Engine, now: int = DUE + 20) -> frozenset[str]:
    with reading(engine) as conn:
        return agents.busy(conn, now)


def states(engine: Engine) -> list[str]:
    with reading(engine) as conn:
        return [str(ring.state) for ring in rings.of_promise(conn, 1)]


def begin(engine: Engine, line: LineNow) -> None:
    promised(engine, line)
    with writing(engine) as conn:
        ledger.claim(conn, line, "worker-1", DUE)
    ring(engine, "promise:1:ring:1", KARI)


def test_they_are_busy_while_they_talk_and_free_afterwards(
    engine: Engine, line: LineNow
) -> None:
    begin(engine, line)
    assert busy(engine) == {KARI}

    report(engine, line, 1, AgentAccepted(KARI), DUE + 9)
    ring(engine, "promise:1:ring:2", "caller")
    report(engine, line, 1, CallerAnswered(), DUE + 20)
    assert KARI in busy(engine, DUE + 600)

    report(engine, line, 1, AgentLeft(KARI), DUE + 601)

    assert busy(engine, DUE + 602) == frozenset()
    assert states(engine) == ["ended", "ended"]


def test_an_agent_who_declined_is_free(engine: Engine, line: LineNow) -> None:
    begin(engine, line)
    report(engine, line, 1, AgentDeclined(KARI), DUE + 9)

    assert busy(engine) == {ANDREI}
    assert states(engine) == [RingState.DECLINED]


def test_an_agent_is_free_once_the_caller_was_not_reached(
    engine: Engine, line: LineNow
) -> None:
    begin(engine, line)
    report(engine, line, 1, AgentAccepted(KARI), DUE + 9)
    ring(engine, "promise:1:ring:2", "caller")
    report(engine, line, 1, CallerUnanswered(), DUE + 40)
    report(engine, line, 1, AgentLeft(KARI), DUE + 41)

    assert busy(engine, DUE + 42) == frozenset()
    assert states(engine) == ["ended", "unanswered"]


def test_a_late_report_settles_nothing_of_another_agent(
    engine: Engine, line: LineNow
) -> None:
    begin(engine, line)
    report(engine, line, 1, AgentDeclined(ANDREI), DUE + 9)

    assert states(engine) == ["ringing"]
