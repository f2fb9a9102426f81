"""What agents note about a call, one thread a call."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from ivr.store.schema import notes


@dataclass(frozen=True)
class NoteRow:
    """One note; `created` in Unix seconds."""

    id: int
    call_sid: str
    author: str
    words: str
    created: int


def add(conn: Connection, call_sid: str, author: str, words: str, now: int) -> None:
    """Keeps a note."""
    new = notes.insert().values(
        call_sid=call_sid, author=author, words=words, created=now
    )
    conn.execute(new)


def of_call(conn: Connection, call_sid: str) -> list[NoteRow]:
    """The notes on a call, the first one first."""
    chosen = select(notes).where(notes.c.call_sid == call_sid).order_by(notes.c.id)
    return [NoteRow(**row._mapping) for row in conn.execute(chosen)]
