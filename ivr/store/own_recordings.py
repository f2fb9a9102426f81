"""Prompts in a person's own voice, and own hold music: what outlives a disk."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from ivr.store.schema import own_recordings


@dataclass(frozen=True)
class OwnRecording:
    """The last that was decided of a prompt; `hash` names what callers hear of it."""

    id: int
    prompt: str
    words: str
    language: str
    hash: str
    author: str
    created: int
    removed: int | None


@dataclass(frozen=True)
class Take:
    """A recording as it was decoded, a WAV file, and of which prompt it is."""

    prompt: str
    words: str
    language: str
    hash: str
    wav: bytes


def keep(conn: Connection, take: Take, author: str, now: int) -> None:
    """Keeps a take; from now on it is the one of its prompt."""
    row = own_recordings.insert().values(
        prompt=take.prompt,
        words=take.words,
        language=take.language,
        hash=take.hash,
        wav=take.wav,
        author=author,
        created=now,
    )
    conn.execute(row)


def remove(conn: Connection, prompt: str, now: int) -> bool:
    """Goes back to the voice; False where nothing of this prompt is kept."""
    kept = (own_recordings.c.prompt == prompt) & own_recordings.c.removed.is_(None)
    gone = conn.execute(update(own_recordings).where(kept).values(removed=now))
    return gone.rowcount > 0


def newest(conn: Connection) -> Iterator[OwnRecording]:
    """The last row of every prompt, the removed ones too, without their sound."""
    last = select(func.max(own_recordings.c.id)).group_by(own_recordings.c.prompt)
    columns = [column for column in own_recordings.c if column.name != "wav"]
    rows = select(*columns).where(own_recordings.c.id.in_(last))
    for row in conn.execute(rows.order_by(own_recordings.c.id)):
        yield OwnRecording(**row._mapping)


def sound(conn: Connection, id: int) -> bytes:
    """The WAV file of a row."""
    one = select(own_recordings.c.wav).where(own_recordings.c.id == id)
    return bytes(conn.execute(one).scalar_one())
