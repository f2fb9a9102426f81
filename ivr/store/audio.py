"""Rendered prompts by their hash; the disk is only a cache of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from ivr.store.insert import insert
from ivr.store.schema import audio


@dataclass(frozen=True)
class Audio:
    """A prompt as sound: a telephone WAV, its words, and its length in seconds."""

    hash: str
    wav: bytes
    words: str
    language: str
    seconds: float


def keep(conn: Connection, sound: Audio) -> None:
    """Keeps a prompt; one hash has one sound, so the first one stays."""
    new = insert(conn, audio).values(
        hash=sound.hash,
        wav=sound.wav,
        words=sound.words,
        language=sound.language,
        seconds=sound.seconds,
    )
    conn.execute(new.on_conflict_do_nothing(index_elements=[audio.c.hash]))


def find(conn: Connection, digest: str) -> Audio | None:
    """The prompt of a hash."""
    row = conn.execute(select(audio).where(audio.c.hash == digest)).first()
    return None if row is None else Audio(**row._mapping)


def known(conn: Connection) -> frozenset[str]:
    """The hashes of all prompts kept."""
    return frozenset(conn.execute(select(audio.c.hash)).scalars())
