"""Call scripts that went live; one row says which of them answers now."""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from ivr.store.errors import StoreError
from ivr.store.insert import insert
from ivr.store.schema import live, published


@dataclass(frozen=True)
class Version:
    """A published call script; `follows` is the version that was live before it."""

    version: int
    script: str
    hash: str
    certificate: Any
    follows: int | None
    created: int


def publish(conn: Connection, script: str, now: int, certificate: Any = None) -> int:
    """Makes a call script live and answers its version, all at once or not at all.

    The script that is live already is not published again.
    """
    found = active(conn)
    digest = hashlib.sha256(script.encode()).hexdigest()
    if found is not None and (found.hash, found.certificate) == (digest, certificate):
        return found.version
    new = published.insert().values(
        script=script,
        hash=digest,
        certificate=certificate,
        follows=found.version if found else None,
        created=now,
    )
    version = int(conn.execute(new.returning(published.c.version)).scalar_one())
    _go_live(conn, version, now)
    return version


def rollback(conn: Connection, now: int) -> Version:
    """Brings back the version that was live before the present one.

    Raises StoreError where there is none.
    """
    found = active(conn)
    before = version(conn, found.follows) if found and found.follows else None
    if before is None:
        raise StoreError("there is no earlier version to go back to")
    _go_live(conn, before.version, now)
    return before


def bring_back(conn: Connection, number: int, now: int) -> Version:
    """Brings back a version that was live once; StoreError where there is none."""
    found = version(conn, number)
    if found is None:
        raise StoreError(f"there is no version {number}")
    _go_live(conn, number, now)
    return found


def active(conn: Connection) -> Version | None:
    """The version that answers new calls."""
    joined = select(published).join(live, live.c.version == published.c.version)
    return _row(conn.execute(joined).first())


def active_number(conn: Connection) -> int | None:
    """The number of the version that answers new calls, without its text."""
    return conn.execute(select(live.c.version)).scalar()


def version(conn: Connection, number: int) -> Version | None:
    """A version by its number, live or not: calls in progress keep theirs."""
    one = select(published).where(published.c.version == number)
    return _row(conn.execute(one).first())


def history(conn: Connection) -> list[Version]:
    """Every version ever published, the newest first."""
    every = select(published).order_by(published.c.version.desc())
    return [Version(**row._mapping) for row in conn.execute(every)]


def certify(conn: Connection, number: int, certificate: Any) -> None:
    """Keeps what was proved about a version."""
    one = update(published).where(published.c.version == number)
    conn.execute(one.values(certificate=certificate))


def _go_live(conn: Connection, number: int, now: int) -> None:
    new = insert(conn, live).values(id=1, version=number, since=now)
    pointed = new.on_conflict_do_update(
        index_elements=[live.c.id], set_={"version": number, "since": now}
    )
    conn.execute(pointed)


def _row(row: Row[Any] | None) -> Version | None:
    return None if row is None else Version(**row._mapping)
