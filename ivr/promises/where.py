"""In which timezone the line lives."""

from datetime import UTC, tzinfo

from sqlalchemy import Connection

from ivr.promises.line_now import LineNow
from ivr.store.errors import NothingPublished


def timezone_of(conn: Connection) -> tzinfo:
    """The timezone of the line that is live; UTC where none is."""
    try:
        return LineNow.published(conn).calendar.timezone
    except NothingPublished:
        return UTC
