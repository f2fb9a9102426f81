"""Calls by their CallSid: where each stands, and who talks with the caller."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update
from sqlalchemy.dialects import sqlite

from ivr.flow.call import Call
from ivr.store.insert import insert_into
from ivr.store.schema import calls

ACTIVE = "active"
ENDED = "ended"

_BY_SID = select(calls).where(calls.c.call_sid == bindparam("sid"))
_HELD = _BY_SID.with_for_update()
_BY_LEG = (
    select(calls)
    .where(calls.c.leg_sid == bindparam("leg"))
    .order_by(calls.c.started.desc())
    .limit(1)
)


@dataclass(frozen=True)
class CallRow:
    """A call as the store knows it; `need` is what the caller said, in their words.

    `agent` and `leg_sid` are whom the caller talks with, and that agent's own call;
    `counted` is until when the wait on hold is in the call.
    """

    call_sid: str
    version: int
    call: Call
    turn: int
    language: str
    number: str
    line: str
    need: str
    agent: str | None
    leg_sid: str | None
    promise: int | None
    state: str
    started: int
    ended: int | None
    counted: int | None


def find(conn: Connection, call_sid: str) -> CallRow | None:
    """The call of a CallSid."""
    return _row(conn.execute(_BY_SID, {"sid": call_sid}).first())


def hold(conn: Connection, call_sid: str) -> CallRow | None:
    """The call, which nobody else changes before this transaction ends.

    Whoever changes a call or its rings holds the call first, so that no two wait for
    each other.
    """
    return _row(conn.execute(_HELD, {"sid": call_sid}).first())


def of_leg(conn: Connection, leg_sid: str) -> CallRow | None:
    """The call whose agent talks on a leg."""
    return _row(conn.execute(_BY_LEG, {"leg": leg_sid}).first())


def save(
    conn: Connection,
    call_sid: str,
    *,
    version: int,
    call: Call,
    turn: int,
    number: str,
    line: str,
    now: int,
    counted: int | None = None,
) -> bool:
    """Keeps where a call stands; an older turn or an ended call changes nothing.

    `number` is the caller's, `line` the number that was called, `counted` until when
    the wait on hold is in the call.
    """
    values = {
        "call_sid": call_sid,
        "version": version,
        "call": call.to_json(),
        "turn": turn,
        "language": call.language,
        "number": number,
        "line": line,
        "need": "",
        "state": ACTIVE,
        "started": now,
        "counted": counted,
    }
    return conn.execute(_saving(conn.dialect.name), values).rowcount == 1


@cache
def _saving(dialect: str) -> sqlite.Insert:
    new = insert_into(dialect, calls)
    return new.on_conflict_do_update(
        index_elements=[calls.c.call_sid],
        set_={
            "call": new.excluded.call,
            "turn": new.excluded.turn,
            "language": new.excluded.language,
            "counted": new.excluded.counted,
        },
        where=(calls.c.turn < new.excluded.turn) & (calls.c.state == ACTIVE),
    )


def latest(conn: Connection, most: int) -> list[CallRow]:
    """The last calls, the newest first."""
    last = select(calls).order_by(calls.c.started.desc()).limit(most)
    return [row for each in conn.execute(last) if (row := _row(each)) is not None]


def note(conn: Connection, call_sid: str, words: str) -> None:
    """Keeps what the caller said, for whoever takes over."""
    _set(conn, call_sid, need=words)


def keep_number(conn: Connection, call_sid: str, number: str) -> None:
    """Keeps the number that the caller keyed in to be called back on."""
    _set(conn, call_sid, number=number)


def attach_promise(conn: Connection, call_sid: str, promise: int) -> None:
    """Keeps which promise was made on a call."""
    _set(conn, call_sid, promise=promise)


def join(conn: Connection, call_sid: str, agent: str, leg_sid: str) -> bool:
    """Gives the caller to an agent; False if another agent was first, or it ended."""
    free = (
        update(calls)
        .where(calls.c.call_sid == call_sid, calls.c.state == ACTIVE)
        .where(calls.c.agent.is_(None) | (calls.c.leg_sid == leg_sid))
        .values(agent=agent, leg_sid=leg_sid)
    )
    return conn.execute(free).rowcount == 1


def part(conn: Connection, call_sid: str, leg_sid: str) -> bool:
    """Ends the conversation with the agent on a leg; the call itself goes on."""
    parted = (
        update(calls)
        .where(calls.c.call_sid == call_sid, calls.c.leg_sid == leg_sid)
        .values(agent=None, leg_sid=None)
    )
    return conn.execute(parted).rowcount == 1


def end(conn: Connection, call_sid: str, now: int) -> bool:
    """Closes a call; True only the first time."""
    ended = (
        update(calls)
        .where(calls.c.call_sid == call_sid, calls.c.state == ACTIVE)
        .values(state=ENDED, ended=now, agent=None)
    )
    return conn.execute(ended).rowcount == 1


def active_before(conn: Connection, started: int) -> list[CallRow]:
    """Calls still open that began before a time: their end may have been missed."""
    open_ = (
        select(calls)
        .where(calls.c.state == ACTIVE, calls.c.started < started)
        .order_by(calls.c.started)
    )
    return [_known(row) for row in conn.execute(open_)]


def _set(conn: Connection, call_sid: str, **values: Any) -> None:
    conn.execute(update(calls).where(calls.c.call_sid == call_sid).values(**values))


def _row(row: Row[Any] | None) -> CallRow | None:
    return None if row is None else _known(row)


def _known(row: Row[Any]) -> CallRow:
    return CallRow(**{**row._mapping, "call": Call.from_json(row.call)})
