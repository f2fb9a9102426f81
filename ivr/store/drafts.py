"""The call script as it is being written: every save a row, the newest one counts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from ivr.store.insert import insert
from ivr.store.schema import drafts

BEGINNING = 0  # the revision before the first one that is saved
KEPT = 500  # revisions; what is older can no longer be brought back


@dataclass(frozen=True)
class Draft:
    """One revision of the draft; `undoes` is the revision whose words it repeats."""

    revision: int
    script: str
    author: str
    at: int
    undoes: int | None = None


class Conflict(Exception):
    """Somebody else saved meanwhile; `newest` is what is kept now."""

    def __init__(self, newest: Draft | None) -> None:
        self.newest = newest
        super().__init__("the draft was changed meanwhile")


def newest(conn: Connection) -> Draft | None:
    """The draft as it stands; None where nothing was saved yet."""
    last = select(drafts).order_by(drafts.c.revision.desc()).limit(1)
    return _row(conn.execute(last).first())


def find(conn: Connection, revision: int) -> Draft | None:
    """A revision by its number."""
    one = select(drafts).where(drafts.c.revision == revision)
    return _row(conn.execute(one).first())


def history(conn: Connection, most: int = 50) -> list[Draft]:
    """The last revisions, the newest first."""
    last = select(drafts).order_by(drafts.c.revision.desc()).limit(most)
    return [Draft(**row._mapping) for row in conn.execute(last)]


def save(
    conn: Connection, script: str, author: str, now: int, expected_revision: int
) -> Draft:
    """Keeps a text as the next revision and answers it.

    Raises Conflict unless `expected_revision` is still the newest one; a text that
    is already the newest one is not kept again.
    """
    found = newest(conn)
    if found is not None and found.script == script:
        return found
    return _add(conn, script, author, now, expected_revision, undoes=None)


def undo(
    conn: Connection, author: str, now: int, expected_revision: int
) -> Draft | None:
    """Brings back the words before the last change; None where there are none."""
    return _step(conn, author, now, expected_revision, -1)


def redo(
    conn: Connection, author: str, now: int, expected_revision: int
) -> Draft | None:
    """Takes the last undo back; None where nothing was undone."""
    return _step(conn, author, now, expected_revision, +1)


def steps(conn: Connection) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to redo."""
    line, here = _timeline(conn)
    return here > 0, here < len(line) - 1


def _step(
    conn: Connection, author: str, now: int, expected_revision: int, by: int
) -> Draft | None:
    line, here = _timeline(conn)
    there = here + by
    if not 0 <= there < len(line):
        return None
    again = find(conn, line[there])
    assert again is not None
    return _add(conn, again.script, author, now, expected_revision, again.revision)


def _timeline(conn: Connection) -> tuple[list[int], int]:
    """The revisions that undo and redo walk along, and where the draft stands.

    A change after an undo forgets what was undone.
    """
    line: list[int] = []
    here = -1
    every = select(drafts.c.revision, drafts.c.undoes).order_by(drafts.c.revision)
    for revision, undoes in conn.execute(every):
        if undoes in line:
            here = line.index(undoes)
        else:
            line = [*line[: here + 1], revision]
            here = len(line) - 1
    return line, here


def _add(
    conn: Connection,
    script: str,
    author: str,
    now: int,
    expected_revision: int,
    undoes: int | None,
) -> Draft:
    found = newest(conn)
    if (found.revision if found else BEGINNING) != expected_revision:
        raise Conflict(found)
    made = Draft(expected_revision + 1, script, author, now, undoes)
    new = insert(conn, drafts).values(**vars(made))
    once = new.on_conflict_do_nothing(index_elements=[drafts.c.revision])
    if conn.execute(once).rowcount != 1:  # two at once, on PostgreSQL
        raise Conflict(newest(conn))
    if made.revision % KEPT == 0:
        old = drafts.c.revision <= made.revision - KEPT
        conn.execute(delete(drafts).where(old))
    return made


def _row(row: Row[Any] | None) -> Draft | None:
    return None if row is None else Draft(**row._mapping)
