"""The draft that the pages show: the newest one, or else what is live."""

from ivr.store import drafts, published
from ivr.store.database import reading, writing
from ivr.store.drafts import BEGINNING, Draft
from ivr.telephony.switchboard import Switchboard


def current(board: Switchboard) -> Draft | None:
    """The newest draft, else the live call script as revision 0, else None."""
    with reading(board.engine) as conn:
        return drafts.newest(conn) or _live(board)


def save(board: Switchboard, script: str, author: str, expected_revision: int) -> Draft:
    """Keeps a text as the next revision; raises drafts.Conflict.

    The first revision is the live script, so that the first change can be undone.
    """
    begun = _live(board) if expected_revision == BEGINNING else None
    with writing(board.engine) as conn:
        if begun is not None and drafts.newest(conn) is None:
            begun = drafts.save(
                conn, begun.script, begun.author, begun.at, expected_revision
            )
            expected_revision = begun.revision
        return drafts.save(conn, script, author, board.now(), expected_revision)


def _live(board: Switchboard) -> Draft | None:
    if board.script is not None and board.prefer_script:
        return Draft(BEGINNING, board.script, "", board.now())
    with reading(board.engine) as conn:
        found = published.active(conn)
    if found is not None:
        return Draft(BEGINNING, found.script, "", found.created)
    if board.script is not None:
        return Draft(BEGINNING, board.script, "", board.now())
    return None
