"""Links by which somebody without an account listens; only the hash of each is kept."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, select, update

from ivr.store.schema import shares

FORGOTTEN_AFTER = 30 * 86400  # seconds after a link ended


class Kind(StrEnum):
    """What is listened to."""

    CALL = "call"
    GREETING = "greeting"


@dataclass(frozen=True)
class Share:
    """A link: what it lets hear, who made it, until when it works."""

    id: int
    secret: str
    kind: str
    body: dict[str, Any]
    author: str
    created: int
    until: int
    revoked: int | None

    def works(self, now: int) -> bool:
        """Whether the link may still be used."""
        return self.revoked is None and now < self.until


def add(
    conn: Connection,
    secret: str,
    kind: Kind,
    body: dict[str, Any],
    author: str,
    now: int,
    until: int,
) -> None:
    """Keeps a link by the hash of its secret."""
    new = shares.insert().values(
        secret=secret,
        kind=str(kind),
        body=body,
        author=author,
        created=now,
        until=until,
    )
    conn.execute(new)


def find(conn: Connection, secret: str) -> Share | None:
    """The link whose secret has this hash."""
    row = conn.execute(select(shares).where(shares.c.secret == secret)).first()
    return Share(**row._mapping) if row else None


def every(conn: Connection) -> list[Share]:
    """The links that work and those that ended lately, the newest first."""
    rows = conn.execute(select(shares).order_by(shares.c.id.desc()))
    return [Share(**row._mapping) for row in rows]


def revoke(conn: Connection, share: int, now: int) -> Share | None:
    """Ends a link at once and answers it; None if there is none that could be ended."""
    working = (shares.c.id == share) & shares.c.revoked.is_(None)
    ended = update(shares).where(working).values(revoked=now).returning(shares)
    row = conn.execute(ended).first()
    return Share(**row._mapping) if row else None


def forget(conn: Connection, now: int) -> None:
    """Deletes links that ended long ago, with what they let hear."""
    conn.execute(delete(shares).where(shares.c.until < now - FORGOTTEN_AFTER))
