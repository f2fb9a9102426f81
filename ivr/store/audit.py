"""What people did in the designer: who, what, when; no caller and no secret."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from ivr.store.schema import audit


class Deed(StrEnum):
    """What was done."""

    BEGAN_LINE = "began a line"
    PROPOSED = "asked to publish"
    PUBLISHED = "published"
    APPROVED = "approved"
    DECLINED = "declined"
    ROLLED_BACK = "rolled back"
    CLOSED_LINE = "closed the line"
    OPENED_LINE = "opened the line"
    MADE_ACCOUNT = "made an account"
    REMOVED_ACCOUNT = "removed an account"
    CHANGED_PASSWORD = "changed a password"
    CHANGED_ROLE = "changed a role"
    CHANGED_OPTION = "changed an option"
    LOGGED_IN = "logged in"
    SHARED = "shared"
    REVOKED_LINK = "revoked a link"


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did; `what` is a Deed, or older than those of today."""

    id: int
    at: int
    who: str
    what: str
    detail: dict[str, Any]


def note(conn: Connection, now: int, who: str, what: Deed, **detail: Any) -> None:
    """Keeps what somebody did. `detail` names versions and accounts, never callers."""
    new = audit.insert().values(at=now, who=who, what=str(what), detail=detail)
    conn.execute(new)


def latest(conn: Connection, most: int = 50, before: int | None = None) -> list[Entry]:
    """The last entries, the newest first; `before` an entry, to read on."""
    chosen = select(audit).order_by(audit.c.id.desc()).limit(most)
    if before is not None:
        chosen = chosen.where(audit.c.id < before)
    return [Entry(**row._mapping) for row in conn.execute(chosen)]
