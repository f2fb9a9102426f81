"""Creating or upgrading the database; safe when run twice or at the same time."""

import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from ivr.store.database import engine_for, sqlite_file, writing
from ivr.store.errors import NotPrepared, StoreError
from ivr.store.schema import APPLICATION_ID
from ivr.store.versions import CURRENT

PATIENCE = 30.0  # seconds that another migration may take
PAUSE = 0.05  # seconds; SQLite does not wait by itself when the journal mode changes
ADVISORY_LOCK = APPLICATION_ID


def migrate(url: str) -> tuple[str, str]:
    """Brings the database to the newest version; answers (version before, after).

    The version before is "" for a new database. Everything happens in one
    transaction, so an interrupted migration leaves the database as it was.
    """
    file = sqlite_file(url)
    if file is not None:
        _create(file)
    engine = engine_for(url, PATIENCE)
    try:
        with writing(engine) as conn:
            if conn.dialect.name == "postgresql":
                conn.execute(text("SET LOCAL statement_timeout = 0"))
                conn.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            before = _version(conn)
            if before > CURRENT:
                raise NotPrepared("the database is of a newer version than this one")
            if before < CURRENT:
                command.upgrade(_config(conn), "head")
    finally:
        engine.dispose()
    return before, CURRENT


def _create(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        raw = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise StoreError(f"{file} cannot be created: {error}") from None
    try:
        _mark(raw, file)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{file} cannot be prepared: {error}") from None
    finally:
        raw.close()


def _mark(raw: sqlite3.Connection, file: Path) -> None:
    (identity,) = raw.execute("PRAGMA application_id").fetchone()
    (tables,) = raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if identity not in (0, APPLICATION_ID) or (identity == 0 and tables):
        raise StoreError(f"{file} belongs to another program")
    deadline = time.monotonic() + PATIENCE
    while raw.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            raw.execute("PRAGMA journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
    if identity == 0:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(conn: Connection) -> str:
    if not conn.dialect.has_table(conn, "alembic_version"):
        return ""
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "ivr.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config
