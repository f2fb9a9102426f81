"""Erasing what is kept of callers: of one person, or what is older than it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Table,
    delete,
    func,
    or_,
    select,
)

from ivr.store import outbox
from ivr.store.calls import ACTIVE, ENDED
from ivr.store.schema import (
    call_log,
    calls,
    helped,
    metadata,
    notes,
    promises,
    rings,
    voicemail,
)
from ivr.store.schema import outbox as effects

DELETE_RECORDING, DELETE_CALL = "delete-recording", "delete-call"
TO_CALLER = "caller"  # the agent of a ring by which a caller is called back
MOST_AT_ONCE = 100  # rows of a kind in one transaction: no caller waits for long

# Whatever table is added, what it holds of a call or a caller is erased as well.
OF_CALLS = [t for t in metadata.sorted_tables if "call_sid" in t.c and t != voicemail]
OF_CALLERS = [table for table in metadata.sorted_tables if "caller" in table.c]


@dataclass(frozen=True)
class Known:
    """What is kept of a telephone number; `promises` are those still to be kept."""

    calls: tuple[str, ...]
    promises: tuple[int, ...]
    closed: tuple[int, ...]
    messages: int
    notes: int
    is_remembered: bool
    is_on_the_line: bool

    def __bool__(self) -> bool:
        found = self.calls or self.promises or self.closed or self.messages
        return bool(found) or self.is_remembered


def known(conn: Connection, number: str, caller: str) -> Known:
    """What is kept of a number; `caller` is the hash by which it is remembered."""
    owed = conn.execute(
        select(
            promises.c.id, promises.c.key, promises.c.closed, promises.c.ringing
        ).where(promises.c.number == number)
    ).all()
    of_number = select(calls.c.call_sid, calls.c.state).where(calls.c.number == number)
    found = {sid: state for sid, state in conn.execute(of_number)}
    promised = (row.key.partition(":")[0] for row in owed)
    sids = tuple(dict.fromkeys((*found, *promised)))
    return Known(
        calls=sids,
        promises=tuple(row.id for row in owed if row.closed is None),
        closed=tuple(row.id for row in owed if row.closed is not None),
        messages=_count(conn, voicemail.c.call_sid, sids),
        notes=_count(conn, notes.c.call_sid, sids),
        is_remembered=any(_remembers(conn, table, caller) for table in OF_CALLERS),
        is_on_the_line=ACTIVE in found.values() or any(row.ringing for row in owed),
    )


def everything(
    conn: Connection, person: Known, caller: str
) -> dict[str, list[dict[str, Any]]]:
    """Every row that is kept of a person, by table, for them to read."""
    owed = (*person.promises, *person.closed)
    chosen: list[tuple[Table, ColumnElement[bool]]] = [
        *((table, table.c.call_sid.in_(person.calls)) for table in OF_CALLS),
        *((table, table.c.caller == caller) for table in OF_CALLERS),
        (voicemail, voicemail.c.call_sid.in_(person.calls)),
        (promises, promises.c.id.in_(owed)),
    ]
    found: dict[str, list[dict[str, Any]]] = {}
    for table, theirs in chosen:
        rows = [dict(row._mapping) for row in conn.execute(select(table).where(theirs))]
        known = found.setdefault(table.name, [])
        known += [row for row in rows if row not in known]
    return {name: rows for name, rows in found.items() if rows}


def erase(conn: Connection, person: Known, caller: str, now: int) -> None:
    """Erases all that is kept of a person, here and at Twilio.

    A wish not to be remembered stays, as the hash that it always was.
    """
    numbers = (*person.promises, *person.closed)
    rung = select(rings.c.leg_sid).where(
        rings.c.promise.in_(numbers), rings.c.agent == TO_CALLER
    )
    legs = [leg for leg in conn.execute(rung).scalars() if leg]
    _erase_messages(conn, voicemail.c.call_sid.in_(person.calls), now)
    _erase_calls(conn, person.calls)
    _erase_promises(conn, numbers)
    for sid in (*person.calls, *legs):
        outbox.add(conn, f"{DELETE_CALL}:{sid}", DELETE_CALL, {"call": sid}, now)
    for table in OF_CALLERS:
        conn.execute(delete(table).where(_of_caller(table, caller)))


def erase_old_calls(conn: Connection, before: int) -> int:
    """Erases calls that ended before a time, with their log and notes; how many."""
    old = select(calls.c.call_sid).where(
        calls.c.state == ENDED, func.coalesce(calls.c.ended, calls.c.started) < before
    )
    sids = conn.execute(old.limit(MOST_AT_ONCE)).scalars().all()
    _erase_calls(conn, sids)
    return len(sids)


def erase_old_messages(conn: Connection, before: int, now: int) -> int:
    """Erases messages from before a time to which no reply is owed; how many."""
    owed = select(promises.c.id).where(promises.c.closed.is_(None))
    old = select(voicemail.c.id).where(
        voicemail.c.created < before,
        or_(voicemail.c.promise.is_(None), voicemail.c.promise.not_in(owed)),
    )
    ids = conn.execute(old.limit(MOST_AT_ONCE)).scalars().all()
    _erase_messages(conn, voicemail.c.id.in_(ids), now)
    return len(ids)


def erase_old_promises(conn: Connection, before: int) -> int:
    """Erases promises that were closed before a time; how many."""
    attached = select(voicemail.c.promise).where(voicemail.c.promise.is_not(None))
    old = select(promises.c.id).where(
        promises.c.closed < before, promises.c.id.not_in(attached)
    )
    ids = conn.execute(old.limit(MOST_AT_ONCE)).scalars().all()
    _erase_promises(conn, ids)
    return len(ids)


def erase_old_log(conn: Connection, before: int) -> int:
    """Erases what was logged, noted and done before a time; how many rows."""
    erased = 0
    for column, key, moment in (
        (call_log.c.at, call_log.c.id, before * 1000),
        (notes.c.created, notes.c.id, before),
        (effects.c.done_at, effects.c.id, before),
    ):
        old = select(key).where(column < moment).limit(MOST_AT_ONCE)
        ids = conn.execute(old).scalars().all()
        conn.execute(delete(key.table).where(key.in_(ids)))
        erased += len(ids)
    return erased


def leave_no_trace(engine: Engine) -> None:
    """Empties the journal of a SQLite file, in which erased rows can still be read."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as conn:
            raw = conn.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _erase_calls(conn: Connection, sids: Sequence[str]) -> None:
    for table in OF_CALLS:
        conn.execute(delete(table).where(table.c.call_sid.in_(sids)))
    for sid in sids:
        asked = effects.c.key.contains(sid, autoescape=True)
        done = effects.c.kind.not_in((DELETE_RECORDING, DELETE_CALL))
        conn.execute(delete(effects).where(asked, done))


def _of_caller(table: Table, caller: str) -> ColumnElement[bool]:
    theirs = table.c.caller == caller
    return theirs & (table.c.forget == 0) if table is helped else theirs


def _remembers(conn: Connection, table: Table, caller: str) -> bool:
    one = select(table.c.caller).where(_of_caller(table, caller)).limit(1)
    return conn.execute(one).first() is not None


def _erase_messages(conn: Connection, chosen: ColumnElement[bool], now: int) -> None:
    recorded = select(voicemail.c.recording_sid).where(chosen)
    for sid in conn.execute(recorded).scalars().all():
        body = {"recording": sid}
        outbox.add(conn, f"{DELETE_RECORDING}:{sid}", DELETE_RECORDING, body, now)
    conn.execute(delete(voicemail).where(chosen))


def _erase_promises(conn: Connection, ids: Sequence[int]) -> None:
    for number in ids:
        conn.execute(
            delete(effects).where(effects.c.key.startswith(f"promise:{number}:"))
        )
    conn.execute(delete(rings).where(rings.c.promise.in_(ids)))
    conn.execute(delete(promises).where(promises.c.id.in_(ids)))


def _count(conn: Connection, column: Column[str], sids: Sequence[str]) -> int:
    counted = select(func.count()).where(column.in_(sids))
    return int(conn.execute(counted).scalar_one())
