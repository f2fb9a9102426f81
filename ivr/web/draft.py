"""The draft that the pages show: the newest one, or else what is live."""

import hashlib
from typing import Literal

from sqlalchemy import Connection

from ivr.store import drafts, options, published
from ivr.store.database import reading, writing
from ivr.store.drafts import BEGINNING, Draft
from ivr.telephony.switchboard import Switchboard

ADOPTED = "adopted-script"  # the hash of the served script that became the draft


def current(board: Switchboard) -> Draft | None:
    """The newest draft, else the live call script as revision 0, else None."""
    with reading(board.engine) as conn:
        found = drafts.newest(conn)
    return found or live(board)


def live(board: Switchboard) -> Draft | None:
    """The call script that answers calls, as the draft before the first one."""
    with reading(board.engine) as conn:
        return _live(board, conn)


def adopt(board: Switchboard) -> None:
    """Makes the call script that is served the draft, once for each such script.

    A draft of another script stays in the history.
    """
    served = board.script or ""
    name = hashlib.sha256(served.encode()).hexdigest()
    with writing(board.engine) as conn:
        if options.find(conn, ADOPTED) == name:
            return
        options.decide(conn, ADOPTED, name)
        found = drafts.newest(conn)
        if found is not None:
            drafts.save(conn, served, "", board.now(), found.revision)


def save(board: Switchboard, script: str, author: str, expected_revision: int) -> Draft:
    """Keeps a text as the next revision; raises drafts.Conflict.

    The first revision is the live script, so that the first change can be undone.
    """
    with writing(board.engine) as conn:
        if expected_revision == BEGINNING and drafts.newest(conn) is None:
            expected_revision = _begin(board, conn, script)
        return drafts.save(conn, script, author, board.now(), expected_revision)


def step(
    board: Switchboard,
    author: str,
    expected_revision: int,
    way: Literal["undo", "redo"],
) -> Draft | None:
    """A step back or forth; None where there is none. Raises drafts.Conflict."""
    walk = drafts.undo if way == "undo" else drafts.redo
    with writing(board.engine) as conn:
        return walk(conn, author, board.now(), expected_revision)


def _begin(board: Switchboard, conn: Connection, script: str) -> int:
    begun = _live(board, conn)
    if begun is None or begun.script == script:
        return BEGINNING
    first = drafts.save(conn, begun.script, begun.author, begun.at, BEGINNING)
    return first.revision


def _live(board: Switchboard, conn: Connection) -> Draft | None:
    if board.script is not None and board.prefer_script:
        return Draft(BEGINNING, board.script, "", board.now())
    found = published.active(conn)
    if found is not None:
        return Draft(BEGINNING, found.script, "", found.created)
    if board.script is not None:
        return Draft(BEGINNING, board.script, "", board.now())
    return None
