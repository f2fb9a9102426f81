"""A line in Oslo that is live: Kari and Andrei answer sales, Mrs. Santos accounts."""

import pytest
from sqlalchemy import Engine

from ivr.promises.line_now import LineNow
from ivr.store import published
from ivr.store.database import writing
from tests.promises.office import NOW, SCRIPT
from tests.store.conftest import engine, prepared_file, prepared_url

__all__ = ["engine", "prepared_file", "prepared_url"]


@pytest.fixture
def line(engine: Engine) -> LineNow:
    with writing(engine) as conn:
        published.publish(conn, SCRIPT, now=NOW)
        return LineNow.published(conn)
