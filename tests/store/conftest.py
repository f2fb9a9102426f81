"""A database of each kind."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ivr.store.database import open_database
from ivr.store.migrate import migrate
from tests.store.postgresql import emptied_database, fresh_database

KINDS = ["sqlite", "postgresql"]


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that is not prepared yet."""
    if request.param == "postgresql":
        return fresh_database()
    return f"sqlite:///{tmp_path}/ivr.db"


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database to copy, which is quicker than to migrate."""
    file = tmp_path_factory.mktemp("prepared") / "ivr.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=KINDS)
def prepared_url(
    request: pytest.FixtureRequest, tmp_path: Path, prepared_file: Path
) -> str:
    """A prepared database without a row."""
    if request.param == "postgresql":
        return emptied_database()
    shutil.copy(prepared_file, tmp_path / "ivr.db")
    return f"sqlite:///{tmp_path}/ivr.db"


@pytest.fixture
def engine(prepared_url: str) -> Iterator[Engine]:
    """The same, opened."""
    engine = open_database(prepared_url)
    yield engine
    engine.dispose()
