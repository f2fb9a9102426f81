"""What happened on calls: entries that are written once, however often they come."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from ivr.store.insert import insert
from ivr.store.schema import call_log


@dataclass(frozen=True)
class Entry:
    """One thing that happened on a call; `at` in milliseconds, `key` names it.

    `detail` holds no number of a caller and none of their words.
    """

    key: str
    call_sid: str
    at: int
    what: str
    department: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    version: int = 0


def add(conn: Connection, entries: Iterable[Entry]) -> None:
    """Keeps entries; one whose key is kept already changes nothing."""
    rows = [asdict(entry) for entry in entries]
    if rows:
        new = insert(conn, call_log)
        once = new.on_conflict_do_nothing(index_elements=[call_log.c.key])
        conn.execute(once, rows)


def of_call(conn: Connection, call_sid: str) -> list[Entry]:
    """Everything that happened on a call, in order."""
    chosen = select(call_log).where(call_log.c.call_sid == call_sid)
    ordered = chosen.order_by(call_log.c.at, call_log.c.id)
    return [_known(row) for row in conn.execute(ordered)]


def last(conn: Connection, call_sid: str, what: str) -> Entry | None:
    """The latest entry of a kind on a call."""
    chosen = select(call_log).where(
        call_log.c.call_sid == call_sid, call_log.c.what == what
    )
    latest = chosen.order_by(call_log.c.at.desc(), call_log.c.id.desc()).limit(1)
    row = conn.execute(latest).first()
    return None if row is None else _known(row)


def last_turn(conn: Connection, call_sid: str) -> int:
    """When a call's last turn was, in milliseconds; 0 if none is kept."""
    latest = select(func.max(call_log.c.at)).where(call_log.c.call_sid == call_sid)
    return conn.execute(latest.where(call_log.c.what == "turn")).scalar() or 0


def between(conn: Connection, since: int, until: int) -> list[Entry]:
    """Everything from one moment to before another (milliseconds), call by call."""
    chosen = select(call_log).where(call_log.c.at >= since, call_log.c.at < until)
    ordered = chosen.order_by(call_log.c.call_sid, call_log.c.at, call_log.c.id)
    return [_known(row) for row in conn.execute(ordered)]


def latest(
    conn: Connection, department: str, what: str, since: int, most: int
) -> list[Entry]:
    """The latest entries of a kind in a department since a moment, the newest first."""
    chosen = (
        select(call_log)
        .where(
            call_log.c.department == department,
            call_log.c.what == what,
            call_log.c.at >= since,
        )
        .order_by(call_log.c.at.desc())
        .limit(most)
    )
    return [_known(row) for row in conn.execute(chosen)]


def count(conn: Connection, what: str, since: int) -> int:
    """How many entries of a kind there are since a moment (milliseconds)."""
    counted = select(func.count()).where(
        call_log.c.what == what, call_log.c.at >= since
    )
    return int(conn.execute(counted).scalar_one())


def of_kind(conn: Connection, what: str, since: int) -> list[Entry]:
    """The entries of a kind since a moment (milliseconds), the newest first."""
    chosen = select(call_log).where(call_log.c.what == what, call_log.c.at >= since)
    return [_known(row) for row in conn.execute(chosen.order_by(call_log.c.at.desc()))]


def _known(row: Row[Any]) -> Entry:
    given = dict(row._mapping)
    del given["id"]
    return Entry(**given)
