"""Closed early, and back at a certain time: one closure counts, and ends by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from ivr.script.calendar import Closure
from ivr.store.schema import closures

# Built once: this is asked on every turn of a caller on hold.
_LATELY = (
    select(closures.c.since, closures.c.until)
    .where(closures.c.ended.is_(None))
    .order_by(closures.c.until.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Closed:
    """A closure as it was asked for; times are Unix seconds."""

    id: int
    since: int
    until: int
    author: str
    ended: int | None = None


def close(conn: Connection, author: str, now: int, until: int) -> None:
    """Closes the line from now on; a closure that counted before is over."""
    reopen(conn, now)
    new = closures.insert().values(since=now, until=until, author=author)
    conn.execute(new)


def reopen(conn: Connection, now: int) -> bool:
    """Ends the closure that counts; False if there was none."""
    counting = update(closures).where(closures.c.ended.is_(None))
    ended = conn.execute(counting.where(closures.c.until > now).values(ended=now))
    return ended.rowcount > 0


def current(conn: Connection, now: int) -> Closed | None:
    """The closure that counts at a moment."""
    chosen = select(closures).where(
        closures.c.until > now, closures.c.since <= now, closures.c.ended.is_(None)
    )
    row = conn.execute(chosen.order_by(closures.c.id.desc()).limit(1)).first()
    return Closed(**row._mapping) if row else None


def lately(conn: Connection) -> Closure | None:
    """The last closure that nobody ended: it counts, or is over by itself."""
    row = conn.execute(_LATELY).first()
    return closure(row.since, row.until) if row else None


def closure(since: int, until: int) -> Closure:
    """Unix seconds as a closure of the calendar."""
    return Closure(
        datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC)
    )
