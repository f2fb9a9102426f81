"""Promises as rows: the queries beneath the ledger."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)

from ivr.store.insert import insert
from ivr.store.schema import APPLICATION_ID, promises

CALLBACK = "callback"

PromiseRow = Mapping[str, Any]


def add(conn: Connection, values: Mapping[str, Any]) -> int | None:
    """The id of a new promise; None if its key was used before."""
    new = insert(conn, promises).values(**values)
    once = new.on_conflict_do_nothing(index_elements=[promises.c.key])
    found = conn.execute(once.returning(promises.c.id)).scalar()
    return None if found is None else int(found)


def by_key(conn: Connection, key: str) -> PromiseRow | None:
    """The promise made on one turn of one call."""
    return _one(conn, select(promises).where(promises.c.key == key))


def find(conn: Connection, number: int) -> PromiseRow | None:
    """A promise by its id."""
    return _one(conn, select(promises).where(promises.c.id == number))


def hold(conn: Connection, number: int) -> PromiseRow | None:
    """A promise by its id, which nobody else may change until we are done."""
    return _one(conn, select(promises).where(promises.c.id == number).with_for_update())


def save(conn: Connection, number: int, values: Mapping[str, Any]) -> None:
    """Keeps how a promise stands."""
    conn.execute(update(promises).where(promises.c.id == number).values(**values))


def claim(conn: Connection, owner: str, now: int, lease: int) -> PromiseRow | None:
    """Leases the open promise that has been due longest and that nobody holds."""
    due = (
        select(promises.c.id)
        .where(
            promises.c.closed.is_(None),
            promises.c.next_attempt <= now,
            promises.c.lease_until <= now,
        )
        .order_by(promises.c.due, promises.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    leased = (
        update(promises)
        .where(promises.c.id == due.scalar_subquery())
        .values(lease_until=now + lease, lease_owner=owner)
        .returning(*promises.c)
    )
    row = conn.execute(leased).first()
    return None if row is None else cast(PromiseRow, row._mapping)


def is_due(conn: Connection, now: int) -> bool:
    """Whether there is a promise to take up now."""
    due = select(promises.c.id).where(
        promises.c.closed.is_(None),
        promises.c.next_attempt <= now,
        promises.c.lease_until <= now,
    )
    return conn.execute(due.limit(1)).first() is not None


def count_by_time(conn: Connection, department: str, since: int) -> dict[int, int]:
    """How many callbacks a department has promised for each time from `since` on."""
    asked = {"department": department, "since": since}
    return {due: count for due, count in conn.execute(_COUNTED, asked)}


def one_at_a_time(conn: Connection) -> None:
    """Makes other processes wait with their promises until we commit.

    So no quarter of an hour is promised too often, and no free agent is chosen for
    two promises. SQLite has one writer at a time anyway.
    """
    if conn.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:lock)")
        conn.execute(lock, {"lock": APPLICATION_ID + 1})


# Built once: these are asked on every turn of a caller on hold.
_COUNTED = (
    select(promises.c.due, func.count())
    .where(
        promises.c.kind == CALLBACK,
        promises.c.department == bindparam("department"),
        promises.c.closed.is_(None),
        promises.c.due >= bindparam("since"),
    )
    .group_by(promises.c.due)
)
_FIRST_IN_LINE = (
    select(promises)
    .where(
        promises.c.closed.is_(None),
        promises.c.department == bindparam("department"),
        promises.c.arrived.is_not(None),
        promises.c.state == "due",
        promises.c.rings == 0,
        promises.c.rounds == 0,
        promises.c.next_attempt > bindparam("now"),
    )
    .order_by(promises.c.arrived)
    .limit(1)
)


def first_in_line(conn: Connection, department: str, now: int) -> PromiseRow | None:
    """The callback that kept the earliest place in line and waits for its time."""
    given = {"department": department, "now": now}
    row = conn.execute(_FIRST_IN_LINE, given).mappings().first()
    return None if row is None else cast(PromiseRow, row)


def bring_forward(conn: Connection, number: int, now: int) -> bool:
    """Makes a promise due now; False if somebody did so before."""
    forward = update(promises).where(
        promises.c.id == number,
        promises.c.state == "due",
        promises.c.next_attempt > now,
    )
    return conn.execute(forward.values(next_attempt=now)).rowcount == 1


def open_(conn: Connection) -> list[PromiseRow]:
    """Every promise that is not closed, the most urgent first."""
    chosen = select(promises).where(promises.c.closed.is_(None))
    return _all(conn, chosen.order_by(promises.c.due, promises.c.id))


def of_kind(conn: Connection, kind: str) -> list[PromiseRow]:
    """Every promise of a kind, closed or not, the most urgent first."""
    chosen = select(promises).where(promises.c.kind == kind)
    return _all(conn, chosen.order_by(promises.c.due, promises.c.id))


def closed_since(conn: Connection, since: int) -> list[PromiseRow]:
    """Promises that were kept, missed or cancelled since a time, the latest first."""
    chosen = select(promises).where(promises.c.closed >= since)
    return _all(conn, chosen.order_by(promises.c.closed.desc()))


def fell_due_between(conn: Connection, since: int, until: int) -> list[PromiseRow]:
    """Promises that fell due in a time, or were closed in it before they did."""
    fell = promises.c.due.between(since, until)
    closed = promises.c.closed.between(since, until)
    return _all(conn, select(promises).where(or_(fell, closed)))


def _one(conn: Connection, chosen: Select[Any]) -> PromiseRow | None:
    row = conn.execute(chosen).mappings().first()
    return None if row is None else cast(PromiseRow, row)


def _all(conn: Connection, chosen: Select[Any]) -> list[PromiseRow]:
    return [cast(PromiseRow, row) for row in conn.execute(chosen).mappings()]
