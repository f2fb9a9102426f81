"""What somebody does with a button at the desk: by the same rules as with a key."""

from enum import StrEnum

from sqlalchemy import Connection

from ivr.flow import events
from ivr.flow.flow import Kind
from ivr.promises import ledger
from ivr.promises.events import Cancelled, Event, Replied, TakenOver
from ivr.promises.line_now import LineNow
from ivr.promises.state import State
from ivr.store import agents as at_work
from ivr.store import calls, outbox, rings, roster, waiting
from ivr.store.call_log import Entry
from ivr.store.calls import CallRow
from ivr.store.database import promising, writing
from ivr.telephony import agents, presence
from ivr.telephony.line import Line
from ivr.telephony.rota import telephones
from ivr.telephony.switchboard import Switchboard

Wish = (
    events.AgentAskedToHold
    | events.AgentAskedToTransfer
    | events.AgentReturned
    | events.CallbackSuggested
)
CUES: dict[type[Wish], str] = {
    events.AgentAskedToHold: "agent-hold",
    events.AgentAskedToTransfer: "agent-transfer",
    events.AgentReturned: "returned",
    events.CallbackSuggested: "agent-callback",
}


class Became(StrEnum):
    """What became of a wish; only the first is a yes, and even then a caller is asked.

    `GONE`: the caller has left the line. `ELSEWHERE`: somebody else is with the
    caller. `ASKED`: the caller is being asked something. `RINGING`: a telephone rings
    for the caller. `AWAY`, `BUSY`: the agent is not at the telephone, or on it.
    `NOT_YOURS`: the caller waits for somebody else, or was declined. `KEPT`: the
    promise is kept or no longer wanted. `CLOSED`: callers are not rung at this hour.
    `NOT_NOW`: the store cannot be written.
    """

    DONE = "done"
    GONE = "gone"
    ELSEWHERE = "elsewhere"
    ASKED = "asked"
    RINGING = "ringing"
    AWAY = "away"
    BUSY = "busy"
    NOT_YOURS = "not-yours"
    KEPT = "kept"
    CLOSED = "closed"
    NOT_NOW = "not-now"


def take(board: Switchboard, call_sid: str, phone: str) -> Became:
    """Rings an agent next for a caller who waits, and puts the caller through."""
    with writing(board.engine) as conn:
        row = calls.find(conn, call_sid)
        if row is None or row.state == calls.ENDED:
            return Became.GONE
        refused = _cannot_take(conn, board, row, phone)
        if refused:
            return refused
        if not presence.ring_for(conn, board, row, phone):
            return Became.NOT_YOURS
        _log(board, row, "take")
    board.wake()
    return Became.DONE


def ask(board: Switchboard, call_sid: str, wish: Wish, phone: str | None) -> Became:
    """Has the line ask a caller what an agent wishes, or brings the agent back.

    With a `phone` it must be that agent's own call.
    """
    with writing(board.engine) as conn:
        row = calls.find(conn, call_sid)
        if row is None or row.state == calls.ENDED:
            return Became.GONE
        line = board.line(row.version)
        refused = _cannot_ask(line, row, wish, phone)
        if refused:
            return refused
        agents.move(conn, board, line, row, wish)
        _tell_agent(conn, row, board.now())
        _log(board, row, CUES[type(wish)])
    board.wake()
    return Became.DONE


def call_back(board: Switchboard, promise: int, agent: str) -> Became:
    """Rings an agent, then the caller to whom a callback is promised, at once."""
    line = board.live_line()
    phone, now = line.agent(agent).phone, board.now()
    with promising(board.engine) as conn:
        before = ledger.look_up(conn, promise)
        if before is None or before.closed is not None:
            return Became.KEPT
        if before.state is not State.DUE:
            return Became.RINGING
        refused = _not_there(conn, board, phone)
        if refused:
            return refused
        today = LineNow.of(line.script)
        after = ledger.report(conn, today, promise, TakenOver(agent), now)
    board.wake()
    return Became.DONE if after and after.ringing == agent else Became.CLOSED


def settle(board: Switchboard, promise: int, by: str, *, kept: bool) -> Became:
    """Notes that a callback was made by hand, or is no longer wanted."""
    event: Event = Replied() if kept else Cancelled(by)
    today = LineNow.of(board.live_line().script)
    with promising(board.engine) as conn:
        before = ledger.look_up(conn, promise)
        if before is None or before.closed is not None:
            return Became.KEPT
        ledger.report(conn, today, promise, event, board.now())
    board.wake()
    return Became.DONE


def is_with(line: Line, row: CallRow, phone: str | None) -> bool:
    """Whether the agent with this telephone talks with the caller."""
    return bool(row.agent) and phone in telephones(line, frozenset([row.agent or ""]))


def _cannot_take(
    conn: Connection, board: Switchboard, row: CallRow, phone: str
) -> Became | None:
    standing = waiting.find(conn, row.call_sid)
    if standing is None or standing.left_at is not None:
        return Became.ELSEWHERE
    if standing.agent or row.call.ringing:
        return Became.RINGING
    line = board.line(row.version)
    if line.flow.states[row.call.state].kind is not Kind.HOLDING:
        return Became.ASKED
    return _not_there(conn, board, phone)


def _not_there(conn: Connection, board: Switchboard, phone: str) -> Became | None:
    now = board.now()
    if phone in roster.away(conn, now):
        return Became.AWAY
    talks = phone in telephones(board.live_line(), at_work.busy(conn, now))
    return Became.BUSY if talks else None


def _cannot_ask(
    line: Line, row: CallRow, wish: Wish, phone: str | None
) -> Became | None:
    alone = row.leg_sid is None
    if alone and not isinstance(wish, events.CallbackSuggested):
        return Became.ELSEWHERE
    if not alone and phone is not None and not is_with(line, row, phone):
        return Became.ELSEWHERE
    if CUES[type(wish)] not in line.flow.states[row.call.state].edges:
        return Became.ASKED
    return None


def _tell_agent(conn: Connection, row: CallRow, now: int) -> None:
    """The agent, who hears the caller no more, hears that the caller is asked."""
    ring = rings.of_leg(conn, row.leg_sid) if row.leg_sid else None
    if ring is not None:
        key, body = f"tell:{ring.key}:m{row.turn + 1}", {"ring": ring.key}
        outbox.add(conn, key, "tell-agent", {**body, "asking": True}, now)


def _log(board: Switchboard, row: CallRow, wish: str) -> None:
    key = f"{row.call_sid}:desk:{row.turn}:{wish}"
    now, department = int(board.clock() * 1000), row.call.department
    detail = {"wish": wish}
    board.log_call(
        [Entry(key, row.call_sid, now, "desk", department, detail, row.version)]
    )
