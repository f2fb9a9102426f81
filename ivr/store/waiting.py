"""Who stands in a department's line, and in which place."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from ivr.store.insert import insert
from ivr.store.schema import promises, waiting


def _place() -> Select[Any]:
    """One for those in front: callers, and callbacks that keep their place."""
    me = waiting.alias("me")
    other = waiting.alias("other")
    callers = (
        select(func.count())
        .select_from(other)
        .where(
            other.c.left_at.is_(None),
            other.c.department == me.c.department,
            tuple_(other.c.arrived, other.c.call_sid)
            < tuple_(me.c.arrived, me.c.call_sid),
        )
        .scalar_subquery()
    )
    callbacks = (
        select(func.count())
        .select_from(promises)
        .where(
            promises.c.closed.is_(None),
            promises.c.department == me.c.department,
            promises.c.arrived < me.c.arrived,
        )
        .scalar_subquery()
    )
    return select(literal(1) + callers + callbacks).where(
        me.c.call_sid == bindparam("sid"), me.c.left_at.is_(None)
    )


# Built once: these are asked on every turn of a caller on hold.
_PLACE = _place()
_FIND = select(waiting).where(waiting.c.call_sid == bindparam("sid"))
_SPOKEN = (
    update(waiting)
    .where(waiting.c.call_sid == bindparam("sid"))
    .values(place=bindparam("spoken"))
)
_FIRST = (
    select(waiting)
    .where(
        waiting.c.department == bindparam("department"),
        waiting.c.left_at.is_(None),
        waiting.c.agent.is_(None),
    )
    .order_by(waiting.c.arrived, waiting.c.call_sid)
    .limit(1)
)


@dataclass(frozen=True)
class Waiting:
    """A caller in line; `arrived` in milliseconds, `place` as last spoken.

    `minutes` are those last told, 0 before; `agent` is being rung for this caller.
    """

    call_sid: str
    department: str
    arrived: int
    place: int
    minutes: int
    agent: str | None
    left_at: int | None


def line_up(conn: Connection, call_sid: str, department: str, now_ms: int) -> None:
    """Gives the caller a place from this moment; asked again, the first one counts.

    A caller who left the line and comes back stands where they stood. The line of
    another department begins at its end.
    """
    new = insert(conn, waiting).values(
        call_sid=call_sid, department=department, arrived=now_ms, place=0
    )
    same = waiting.c.department == new.excluded.department
    again = new.on_conflict_do_update(
        index_elements=[waiting.c.call_sid],
        set_={
            "department": new.excluded.department,
            "arrived": case((same, waiting.c.arrived), else_=new.excluded.arrived),
            "place": case((same, waiting.c.place), else_=0),
            "minutes": case((same, waiting.c.minutes), else_=0),
            "agent": case((same, waiting.c.agent), else_=None),
            "left_at": None,
        },
    )
    conn.execute(again)


def find(conn: Connection, call_sid: str) -> Waiting | None:
    """The caller's place, also one that was given up."""
    row = conn.execute(_FIND, {"sid": call_sid}).first()
    return None if row is None else _known(row)


def place(conn: Connection, call_sid: str) -> int | None:
    """The caller's place in line, from 1; None outside the line.

    Callers who took a callback from the line are still counted in it.
    """
    found = conn.execute(_PLACE, {"sid": call_sid}).scalar()
    return None if found is None else int(found)


def spoke_place(conn: Connection, call_sid: str, spoken: int) -> None:
    """Keeps the place that the caller was told."""
    conn.execute(_SPOKEN, {"sid": call_sid, "spoken": spoken})


def told_minutes(conn: Connection, call_sid: str, minutes: int) -> None:
    """Keeps the minutes that the caller was told."""
    _set(conn, call_sid, minutes=minutes)


def leave(conn: Connection, call_sid: str, now_ms: int) -> None:
    """Gives up the place; nobody is rung for this caller any more."""
    left = (
        update(waiting)
        .where(waiting.c.call_sid == call_sid, waiting.c.left_at.is_(None))
        .values(left_at=now_ms, agent=None)
    )
    conn.execute(left)


def first(conn: Connection, department: str) -> Waiting | None:
    """The caller who came first and for whom nobody is being rung."""
    row = conn.execute(_FIRST, {"department": department}).first()
    return None if row is None else _known(row)


def take(conn: Connection, call_sid: str, agent: str) -> bool:
    """Rings an agent for this caller; False if an agent is rung already, or they left.

    The same agent may take twice: a retried request gets the same answer.
    """
    taken = (
        update(waiting)
        .where(
            waiting.c.call_sid == call_sid,
            waiting.c.left_at.is_(None),
            or_(waiting.c.agent.is_(None), waiting.c.agent == agent),
        )
        .values(agent=agent)
    )
    return conn.execute(taken).rowcount == 1


def give_back(conn: Connection, call_sid: str, agent: str) -> None:
    """The agent did not take the call: the caller waits on, in the same place."""
    mine = and_(waiting.c.call_sid == call_sid, waiting.c.agent == agent)
    conn.execute(update(waiting).where(mine).values(agent=None))


def line(conn: Connection, department: str) -> list[Waiting]:
    """Everybody in a department's line, first come first."""
    standing = (
        select(waiting)
        .where(waiting.c.department == department, waiting.c.left_at.is_(None))
        .order_by(waiting.c.arrived, waiting.c.call_sid)
    )
    return [_known(row) for row in conn.execute(standing)]


def every(conn: Connection) -> list[Waiting]:
    """Everybody in any line."""
    standing = select(waiting).where(waiting.c.left_at.is_(None))
    return [_known(row) for row in conn.execute(standing)]


def _set(conn: Connection, call_sid: str, **values: Any) -> None:
    conn.execute(update(waiting).where(waiting.c.call_sid == call_sid).values(**values))


def _known(row: Row[Any]) -> Waiting:
    return Waiting(**row._mapping)
