"""Carrying out one effect from the outbox, and what becomes of it."""

import logging
from collections.abc import Callable

from sqlalchemy import Connection, Engine

from ivr.promises import ledger
from ivr.promises.events import AgentUnanswered, CallerUnanswered, Event
from ivr.promises.line_now import Known, LineNow
from ivr.promises.state import State
from ivr.store import outbox
from ivr.store.database import reading, writing
from ivr.store.outbox import Done, Failed, OutboxRow, Outcome, TryAgain

MOST_ATTEMPTS = 8
LONGEST_PAUSE = 60  # seconds between two attempts

RING_AGENT = "ring-agent-for-callback"
RING_CALLER = "ring-caller-for-callback"
STOP_RINGING = "stop-ringing-for-callback"
TELL_OWNER = "tell-owner"
KINDS = (RING_AGENT, RING_CALLER, STOP_RINGING, TELL_OWNER)

Perform = Callable[[OutboxRow], Outcome]

log = logging.getLogger(__name__)


def carry_out(
    engine: Engine,
    row: OutboxRow,
    owner: str,
    perform: Perform,
    clock: Callable[[], int],
    known: Known = LineNow.published,
) -> Outcome:
    """Performs a leased effect and keeps its outcome.

    A ring that its promise no longer waits for is not made. One that can never be
    made is reported to its promise, which goes on without it.
    """
    with reading(engine) as conn:
        wanted = _is_wanted(conn, row)
    outcome = _attempt(row, perform) if wanted else Done("no longer wanted")
    now = clock()
    with writing(engine) as conn:
        mine = outbox.finish(conn, row, owner, outcome, now)
        event = _report_of(row) if isinstance(outcome, Failed) and mine else None
        if event is not None:
            line = known(conn)
            ledger.report(conn, line, row.body["promise"], event, now)
    return outcome


def _attempt(row: OutboxRow, perform: Perform) -> Outcome:
    pause = min(2**row.attempts, LONGEST_PAUSE)
    try:
        outcome = perform(row)
    except Exception as error:  # whatever it was, the next promise must be kept
        kind = type(error).__name__  # its words may hold a telephone number
        log.error("outbox row %s (%s) went wrong: %s", row.id, row.kind, kind)
        outcome = TryAgain(pause, "went wrong")
    if isinstance(outcome, TryAgain) and row.attempts >= MOST_ATTEMPTS:
        return Failed(f"after {row.attempts} attempts: {outcome.note}")
    return outcome


def _is_wanted(conn: Connection, row: OutboxRow) -> bool:
    states = {RING_AGENT: State.RINGING_AGENT, RING_CALLER: State.RINGING_CALLER}
    if row.kind not in states:
        return True
    promise = ledger.look_up(conn, row.body["promise"])
    return (
        promise is not None
        and promise.state is states[row.kind]
        and promise.rings == row.body["ring"]
    )


def _report_of(row: OutboxRow) -> Event | None:
    match row.kind:
        case "ring-agent-for-callback":
            return AgentUnanswered(row.body["agent"])
        case "ring-caller-for-callback":
            return CallerUnanswered()
        case _:
            return None
