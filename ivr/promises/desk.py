"""Times and names as the owner reads them, also where no line is live."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from ivr.promises.line_now import LineNow
from ivr.promises.state import Promise
from ivr.store.errors import NothingPublished


@dataclass(frozen=True)
class Desk:
    """Where promises are looked at: the line that is live, if there is one."""

    line: LineNow | None

    @classmethod
    def of(cls, conn: Connection) -> "Desk":
        """The desk of this database."""
        try:
            return cls(LineNow.published(conn))
        except NothingPublished:
            return cls(None)

    def local(self, seconds: int) -> str:
        """Unix seconds as the line's local time in ISO 8601; UTC where none is live."""
        timezone = self.line.calendar.timezone if self.line else UTC
        return datetime.fromtimestamp(seconds, timezone).isoformat()

    def who(self, promise: Promise) -> str:
        """Who keeps a promise, by name."""
        return self.line.who(promise) if self.line else promise.department
