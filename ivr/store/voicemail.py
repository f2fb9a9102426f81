"""Messages that callers left, and whether anybody has heard them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select, update

from ivr.store.insert import insert
from ivr.store.schema import voicemail


@dataclass(frozen=True)
class Message:
    """A recorded message; `promise` is by when we reply."""

    id: int
    promise: int | None
    call_sid: str
    recording_sid: str
    recording_url: str
    seconds: int
    created: int
    heard_at: int | None


def keep(
    conn: Connection,
    call_sid: str,
    *,
    recording_sid: str,
    recording_url: str,
    seconds: int,
    now: int,
) -> bool:
    """Keeps a message; False if this recording is kept already."""
    new = insert(conn, voicemail).values(
        call_sid=call_sid,
        recording_sid=recording_sid,
        recording_url=recording_url,
        seconds=seconds,
        created=now,
    )
    once = new.on_conflict_do_nothing(index_elements=[voicemail.c.recording_sid])
    return conn.execute(once).rowcount == 1


def attach_promise(conn: Connection, call_sid: str, promise: int) -> None:
    """Says which promise the messages of a call belong to."""
    loose = update(voicemail).where(
        voicemail.c.call_sid == call_sid, voicemail.c.promise.is_(None)
    )
    conn.execute(loose.values(promise=promise))


def find(conn: Connection, number: int) -> Message | None:
    """A message by its number in the inbox."""
    found = _messages(conn, select(voicemail).where(voicemail.c.id == number))
    return found[0] if found else None


def of_call(conn: Connection, call_sid: str) -> list[Message]:
    """The messages left on a call."""
    return _messages(conn, select(voicemail).where(voicemail.c.call_sid == call_sid))


def every(conn: Connection) -> list[Message]:
    """Every message, the oldest first."""
    return _messages(conn, select(voicemail).order_by(voicemail.c.id))


def heard(conn: Connection, number: int, now: int) -> bool:
    """Notes that somebody heard a message; the first time counts."""
    unheard = update(voicemail).where(
        voicemail.c.id == number, voicemail.c.heard_at.is_(None)
    )
    return conn.execute(unheard.values(heard_at=now)).rowcount == 1


def _messages(conn: Connection, chosen: Select[Any]) -> list[Message]:
    return [Message(**row._mapping) for row in conn.execute(chosen)]
