"""Recordings that are made by telephone while the studio waits for them."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from ivr.store import outbox
from ivr.store.schema import takes

FETCH_TAKE = "fetch-take"  # an errand: the recording is brought from Twilio
WAITS = 15 * 60  # seconds that the studio waits for a recording


@dataclass(frozen=True)
class Take:
    """Which words are wanted from which telephone, and what came of it."""

    id: int
    words: str
    language: str
    phone: str
    author: str
    created: int
    recording_sid: str | None
    wav: bytes | None


def ask(
    conn: Connection, words: str, language: str, phone: str, author: str, now: int
) -> int:
    """Asks the agent at a telephone for a recording; answers its number.

    What nobody waits for any more is deleted.
    """
    conn.execute(delete(takes).where(takes.c.created < now - WAITS))
    new = takes.insert().values(
        words=words, language=language, phone=phone, author=author, created=now
    )
    return int(conn.execute(new.returning(takes.c.id)).scalar_one())


def wanted(conn: Connection, phone: str, now: int) -> Take | None:
    """The recording that was last asked for from a telephone and not made yet."""
    last = (
        select(takes)
        .where(takes.c.phone == phone, takes.c.created >= now - WAITS)
        .where(takes.c.recording_sid.is_(None))
        .order_by(takes.c.id.desc())
        .limit(1)
    )
    row = conn.execute(last).first()
    return Take(**row._mapping) if row else None


def find(conn: Connection, id: int) -> Take | None:
    """A recording by its number."""
    row = conn.execute(select(takes).where(takes.c.id == id)).first()
    return Take(**row._mapping) if row else None


def made(conn: Connection, id: int, recording_sid: str, now: int) -> None:
    """It lies at Twilio now; an errand fetches it."""
    one = update(takes).where(takes.c.id == id)
    conn.execute(one.values(recording_sid=recording_sid))
    body = {"take": id, "recording": recording_sid}
    outbox.add(conn, f"take:{recording_sid}", FETCH_TAKE, body, now)


def fetched(conn: Connection, id: int, wav: bytes) -> None:
    """Keeps the sound; the studio shows it."""
    conn.execute(update(takes).where(takes.c.id == id).values(wav=wav))
