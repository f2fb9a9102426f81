"""The database: prepared, found, locked, vanished."""

import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from ivr.store import calls
from ivr.store.database import check, open_database, reading, shown, writing
from ivr.store.errors import NotPrepared, StoreError
from ivr.store.migrate import migrate
from ivr.store.schema import metadata
from ivr.store.versions import CURRENT


def test_it_is_created_and_then_left_alone(url: str) -> None:
    assert migrate(url) == ("", CURRENT)
    assert migrate(url) == (CURRENT, CURRENT)


def test_it_can_be_migrated_by_several_at_once(url: str) -> None:
    found: list[tuple[str, str]] = []
    together = [
        threading.Thread(target=lambda: found.append(migrate(url))) for _ in range(4)
    ]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()

    assert sorted(found) == [("", CURRENT), *[(CURRENT, CURRENT)] * 3]


def test_the_migrations_lead_to_the_tables_of_the_program(engine: Engine) -> None:
    with reading(engine) as conn:
        context = MigrationContext.configure(conn, opts={"target_metadata": metadata})

        assert compare_metadata(context, metadata) == []


def test_it_says_to_migrate_an_empty_database(url: str, tmp_path: Path) -> None:
    if url.startswith("sqlite"):
        sqlite3.connect(tmp_path / "ivr.db").close()

    with pytest.raises(NotPrepared, match="run: ivr migrate"):
        open_database(url)


def test_it_creates_no_database_by_opening_one(tmp_path: Path) -> None:
    with pytest.raises(NotPrepared, match="run: ivr migrate"):
        open_database(f"sqlite:///{tmp_path}/ivr.db")

    assert list(tmp_path.iterdir()) == []


def test_it_refuses_a_database_of_a_newer_version(url: str) -> None:
    migrate(url)
    engine = open_database(url)
    with writing(engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(NotPrepared, match="newer version"):
        open_database(url)
    with pytest.raises(NotPrepared, match="newer version"):
        migrate(url)


def test_it_does_not_touch_a_file_of_another_program(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "theirs.db")
    raw.execute("CREATE TABLE letters (text)")
    raw.close()
    url = f"sqlite:///{tmp_path}/theirs.db"

    with pytest.raises(StoreError, match="belongs to another program"):
        migrate(url)
    with pytest.raises(NotPrepared):
        open_database(url)


def test_it_keeps_nothing_in_memory() -> None:
    with pytest.raises(StoreError, match="name a file"):
        migrate("sqlite://")


def test_a_vanished_file_is_an_error_even_for_open_connections(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/ivr.db"
    migrate(url)
    engine = open_database(url)
    check(engine)
    for file in tmp_path.iterdir():
        file.unlink()

    with pytest.raises(OperationalError, match="unable to open"):
        check(engine)
    assert list(tmp_path.iterdir()) == []
    engine.dispose()


def test_a_restored_file_is_used_at_once(tmp_path: Path) -> None:
    url, other = f"sqlite:///{tmp_path}/ivr.db", f"sqlite:///{tmp_path}/backup.db"
    migrate(url)
    migrate(other)
    engine = open_database(url)
    check(engine)
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"ivr.db{suffix}").unlink(missing_ok=True)
    (tmp_path / "backup.db").rename(tmp_path / "ivr.db")

    check(engine)
    engine.dispose()


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ivr.db").write_text("Dear Sir or Madam, " * 100)

    with pytest.raises(StoreError, match="cannot be prepared"):
        migrate(f"sqlite:///{tmp_path}/ivr.db")


def test_a_file_that_was_damaged_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ivr.db").write_text("Dear Sir or Madam, " * 100)

    with pytest.raises(StoreError, match="file is not a database"):
        open_database(f"sqlite:///{tmp_path}/ivr.db")


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(StoreError, match="cannot be opened") as found:
        open_database("postgresql+psycopg://ivr:secret@127.0.0.1:1/ivr")

    assert "secret" not in str(found.value)


def test_a_locked_database_is_given_up_after_half_a_second(
    engine: Engine, tmp_path: Path
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")
    other = sqlite3.connect(tmp_path / "ivr.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()

    with (
        pytest.raises(OperationalError, match="database is locked"),
        writing(engine) as conn,
    ):
        calls.note(conn, "CA1", "my invoice")

    assert 0.4 < time.monotonic() - began < 1.5
    other.close()


def test_reading_goes_on_while_somebody_writes(engine: Engine) -> None:
    with writing(engine) as conn:
        calls.note(conn, "CA1", "my invoice")

        check(engine)


def test_a_write_that_fails_changes_nothing(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as conn:
            conn.execute(text("UPDATE alembic_version SET version_num = '0000'"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    check(engine)


def test_a_forked_worker_opens_connections_of_its_own(prepared_url: str) -> None:
    code = (
        "import os, sys;"
        "from ivr.store.database import check, open_database;"
        "engine = open_database(sys.argv[1]); check(engine);"
        "print(engine.pool.checkedin(), flush=True);"
        "child = os.fork();"
        "child or print(engine.pool.checkedin(), check(engine), flush=True);"
        "child and os.waitpid(child, 0);"
        "child and print(engine.pool.checkedin(), check(engine))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, prepared_url],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    assert ran.stdout == "1\n0 None\n1 None\n"


def test_an_address_is_shown_without_its_password() -> None:
    given = "postgresql+psycopg://ivr:secret@db.example.com/ivr"

    assert shown(given) == "postgresql+psycopg://ivr:***@db.example.com/ivr"
