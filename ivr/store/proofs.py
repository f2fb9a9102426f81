"""Proofs of call scripts: which is being worked on, and what each one found.

`key` is the hash of what is proved. Whoever works on it holds a lease and renews it,
so that a proof whose worker died is taken up again by whoever asks next.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from ivr.store.insert import insert
from ivr.store.schema import proofs

KEPT = 30  # finished proofs; the oldest go first


@dataclass(frozen=True)
class Proof:
    """How a proof stands; `found` is what it found, None while it is worked on."""

    key: str
    started: int
    lease_until: int
    ended: int | None
    found: dict[str, Any] | None


def find(conn: Connection, key: str) -> Proof | None:
    """The proof of that hash, if anybody ever asked for it."""
    row = conn.execute(select(proofs).where(proofs.c.key == key)).first()
    return Proof(**row._mapping) if row else None


def in_progress(conn: Connection, now: int) -> int:
    """How many proofs are being worked on."""
    working = select(func.count()).select_from(proofs)
    leased = proofs.c.ended.is_(None) & (proofs.c.lease_until > now)
    return int(conn.execute(working.where(leased)).scalar_one())


def claim(conn: Connection, key: str, now: int, until: int) -> bool:
    """Takes a proof that nobody works on; False where somebody does, or it is done."""
    once = insert(conn, proofs).values(key=key, started=now, lease_until=until)
    if conn.execute(once.on_conflict_do_nothing(index_elements=["key"])).rowcount == 1:
        return True
    lapsed = proofs.c.ended.is_(None) & (proofs.c.lease_until <= now)
    taken = (
        update(proofs)
        .where(proofs.c.key == key, lapsed)
        .values(started=now, lease_until=until)
    )
    return conn.execute(taken).rowcount == 1


def renew(conn: Connection, key: str, until: int) -> None:
    """Goes on working on a proof."""
    mine = proofs.c.ended.is_(None) & (proofs.c.key == key)
    conn.execute(update(proofs).where(mine).values(lease_until=until))


def finish(conn: Connection, key: str, now: int, found: dict[str, Any]) -> None:
    """Keeps what was found, and forgets the oldest."""
    own = update(proofs).where(proofs.c.key == key)
    conn.execute(own.values(ended=now, found=found, lease_until=0))
    last = (
        select(proofs.c.key)
        .where(proofs.c.ended.is_not(None))
        .order_by(proofs.c.ended.desc())
        .limit(KEPT)
    )
    kept = [name for (name,) in conn.execute(last)]
    old = proofs.c.ended.is_not(None) & proofs.c.key.not_in(kept)
    conn.execute(delete(proofs).where(old))


def forget(conn: Connection, key: str) -> None:
    """Gives up what was found, so that it can be asked for again."""
    conn.execute(delete(proofs).where(proofs.c.key == key))


def last_seconds(conn: Connection) -> int | None:
    """How long the last proof took."""
    took = (proofs.c.ended - proofs.c.started).label("seconds")
    last = select(took).where(proofs.c.ended.is_not(None))
    found = conn.execute(last.order_by(proofs.c.ended.desc()).limit(1)).scalar()
    return None if found is None else int(found)
