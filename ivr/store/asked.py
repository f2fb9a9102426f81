"""What callers asked about today: by a keyed hash of the number, never the number."""

from sqlalchemy import Connection, bindparam, delete, select

from ivr.store.insert import insert
from ivr.store.schema import asked

_BEFORE = (
    select(asked.c.at)
    .where(
        asked.c.caller == bindparam("caller"),
        asked.c.department == bindparam("department"),
        asked.c.call_sid != bindparam("call_sid"),
        asked.c.at >= bindparam("since"),
    )
    .limit(1)
)


def keep(
    conn: Connection, caller: str, department: str, call_sid: str, now: int
) -> None:
    """Keeps that the caller with this hash asked for a department on a call."""
    new = insert(conn, asked).values(
        caller=caller, department=department, call_sid=call_sid, at=now
    )
    conn.execute(new.on_conflict_do_nothing())


def before(
    conn: Connection, caller: str, department: str, call_sid: str, since: int
) -> bool:
    """Whether the caller asked for the department on another call since a moment."""
    of = {
        "caller": caller,
        "department": department,
        "call_sid": call_sid,
        "since": since,
    }
    return conn.execute(_BEFORE, of).first() is not None


def forget(conn: Connection, caller: str) -> int:
    """Forgets what a caller asked about; answers how many rows went."""
    return conn.execute(delete(asked).where(asked.c.caller == caller)).rowcount


def forget_before(conn: Connection, moment: int) -> int:
    """Forgets what was asked before a moment; answers how many rows went."""
    return conn.execute(delete(asked).where(asked.c.at < moment)).rowcount
