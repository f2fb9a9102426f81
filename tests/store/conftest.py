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
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, prepared_file: Path
) -> Iterator[Engine]:
    """A prepared database without a row."""
    if request.param == "postgresql":
        url = emptied_database()
    else:
        shutil.copy(prepared_file, tmp_path / "ivr.db")
        url = f"sqlite:///{tmp_path}/ivr.db"
    engine = open_database(url)
    yield engine
    engine.dispose()
