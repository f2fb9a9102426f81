"""What must still be done outside: written with its cause, done by lease."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, update

from ivr.store.insert import insert
from ivr.store.schema import outbox

LEASE = 30  # seconds; one that is not finished by then is taken over


@dataclass(frozen=True)
class OutboxRow:
    """One effect. `attempts` counts this one: above 1, look before repeating."""

    id: int
    key: str
    kind: str
    body: dict[str, Any]
    created: int
    attempts: int


@dataclass(frozen=True)
class Done:
    """The effect happened; `note` names it outside, a CallSid for example."""

    note: str = ""


@dataclass(frozen=True)
class Failed:
    """The effect will never happen, however often it is tried."""

    note: str


@dataclass(frozen=True)
class TryAgain:
    """The effect did not happen, or nobody knows: try again after some seconds."""

    after: int
    note: str = ""


Outcome = Done | Failed | TryAgain


def add(conn: Connection, key: str, kind: str, body: dict[str, Any], now: int) -> bool:
    """Asks for an effect; False if the same key asked before. Keys are for ever."""
    new = insert(conn, outbox).values(
        key=key,
        kind=kind,
        body=body,
        created=now,
        attempts=0,
        lease_until=0,
        lease_owner="",
    )
    once = new.on_conflict_do_nothing(index_elements=[outbox.c.key])
    return conn.execute(once).rowcount == 1


def claim(
    conn: Connection,
    owner: str,
    now: int,
    older_than: int = 0,
    kinds: tuple[str, ...] = (),
) -> OutboxRow | None:
    """Leases the oldest open effect that nobody holds.

    `older_than` leaves the newest, in seconds, to the process that wrote them;
    effects of `kinds` are taken at once.
    """
    mine = or_(outbox.c.created <= now - older_than, outbox.c.kind.in_(kinds))
    free = _free(now).where(mine)
    return _lease(conn, free.order_by(outbox.c.id).limit(1), owner, now)


def claim_one(conn: Connection, key: str, owner: str, now: int) -> OutboxRow | None:
    """Leases one effect by its key; None if it is done or somebody holds it."""
    return _lease(conn, _free(now).where(outbox.c.key == key), owner, now)


def finish(
    conn: Connection, row: OutboxRow, owner: str, outcome: Outcome, now: int
) -> bool:
    """Keeps the outcome; False if the lease ran out and another process took it."""
    values: dict[str, Any]
    match outcome:
        case Done(note):
            values = {"done_at": now, "outcome": f"done {note}".strip()}
        case Failed(note):
            values = {"done_at": now, "outcome": f"failed: {note}"}
        case TryAgain(after, note):
            values = {"lease_until": now + after, "lease_owner": "", "outcome": note}
    mine = update(outbox).where(
        outbox.c.id == row.id,
        outbox.c.lease_owner == owner,
        outbox.c.attempts == row.attempts,
        outbox.c.done_at.is_(None),
    )
    return conn.execute(mine.values(**values)).rowcount == 1


def outcome(conn: Connection, key: str) -> str | None:
    """What came of an effect: "done …", "failed: …", or why it is tried again."""
    return conn.execute(select(outbox.c.outcome).where(outbox.c.key == key)).scalar()


def open_count(conn: Connection, before: int) -> int:
    """How many effects written before a time are still not done."""
    late = select(func.count()).where(
        outbox.c.done_at.is_(None), outbox.c.created < before
    )
    return int(conn.execute(late).scalar_one())


def is_open(conn: Connection, now: int) -> bool:
    """Whether there is an effect that nobody holds."""
    free = select(outbox.c.id).where(
        outbox.c.done_at.is_(None), outbox.c.lease_until <= now
    )
    return conn.execute(free.limit(1)).first() is not None


def _free(now: int) -> Select[Any]:
    return (
        select(outbox.c.id)
        .where(outbox.c.done_at.is_(None), outbox.c.lease_until <= now)
        .with_for_update(skip_locked=True)
    )


def _lease(
    conn: Connection, free: Select[Any], owner: str, now: int
) -> OutboxRow | None:
    leased = (
        update(outbox)
        .where(outbox.c.id == free.scalar_subquery())
        .values(
            attempts=outbox.c.attempts + 1,
            lease_until=now + LEASE,
            lease_owner=owner,
        )
        .returning(
            outbox.c.id,
            outbox.c.key,
            outbox.c.kind,
            outbox.c.body,
            outbox.c.created,
            outbox.c.attempts,
        )
    )
    return _known(conn.execute(leased).first())


def _known(row: Row[Any] | None) -> OutboxRow | None:
    return None if row is None else OutboxRow(**row._mapping)
