"""Opening the database, and the three ways to use it: read, write, promise."""

import os
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import (
    DBAPIError,
    DisconnectionError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.pool import QueuePool

from ivr.store.errors import NotPrepared, StoreError
from ivr.store.schema import APPLICATION_ID
from ivr.store.turn_to_write import Turns
from ivr.store.versions import CURRENT

# A caller hears nothing while the database is busy: the request path gives up after
# half a second and answers without it. The worker may wait longer.
REQUEST_PATIENCE = 0.5  # seconds
CONNECTIONS = 20  # a web process has 8 threads; a worker 2

_MODE = "ivr_mode"
# How long SQLite itself waits for another process, in ever longer naps, before we have
# it look again: the first naps are of a few milliseconds.
LOOK_AGAIN = 10  # milliseconds


_turns: "weakref.WeakKeyDictionary[Engine, Turns]" = weakref.WeakKeyDictionary()


def open_database(url: str, patience: float = REQUEST_PATIENCE) -> Engine:
    """An engine for a prepared database; NotPrepared if it must be migrated first.

    `patience` is the longest wait for another writer, in seconds. The file of a
    SQLite database is never created here: one that has vanished is an error.
    """
    engine = engine_for(url, patience)
    try:
        with engine.connect() as conn:
            _check_version(conn)
    except DBAPIError as error:
        file = sqlite_file(url)
        if file is not None and not file.exists():
            raise NotPrepared(f"{file} does not exist; run: ivr migrate") from None
        raise StoreError(f"{shown(url)} cannot be opened: {error.orig}") from error
    finally:
        engine.dispose()  # nothing open is handed on to forked web workers
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the database; nothing can be changed by it."""
    with engine.connect() as conn:
        yield conn


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction: all of it happens, or nothing if an error is raised.

    It survives the death of every process of ours at once; the last moments before
    a power failure may be lost.
    """
    with (
        _turn_to_write(engine),
        engine.connect().execution_options(**{_MODE: "writing"}) as conn,
        conn.begin(),
    ):
        yield conn


@contextmanager
def promising(engine: Engine) -> Iterator[Connection]:
    """A write transaction that is on the disk when it ends, power failure or not."""
    with _turn_to_write(engine), engine.connect() as conn:
        on_sqlite = conn.dialect.name == "sqlite"
        raw = conn.connection.driver_connection
        if on_sqlite and raw is not None:
            raw.execute("PRAGMA synchronous = FULL")
        try:
            with conn.execution_options(**{_MODE: "promising"}).begin():
                yield conn
        finally:
            if on_sqlite and raw is not None and not conn.invalidated:
                raw.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def _turn_to_write(engine: Engine) -> Iterator[None]:
    """Lets the threads of this process write one after another, the first one first.

    SQLite lets one write at a time, and those who wait look again at growing
    intervals: the unlucky ones wait long. PostgreSQL has a queue of its own.
    """
    turns = _turns.get(engine)
    if turns is None:
        yield
        return
    if not turns.begin():
        error = sqlite3.OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, error)
    try:
        yield
    finally:
        turns.end()


def is_promising(conn: Connection) -> bool:
    """Whether what is written now will be on the disk when it is confirmed."""
    return conn.get_execution_options().get(_MODE) == "promising"


def check(engine: Engine) -> None:
    """Raises StoreError or a database error unless the database can be read now."""
    with reading(engine) as conn:
        _check_version(conn)


def shown(url: str) -> str:
    """A database URL without its password."""
    return make_url(url).render_as_string(hide_password=True)


def sqlite_file(url: str) -> Path | None:
    """The absolute path of a SQLite URL; None for PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError("a database in memory keeps no promise; name a file")
    return Path(parsed.database).absolute()


def engine_for(url: str, patience: float) -> Engine:
    """An engine that has checked nothing yet; `open_database` is the usual way."""
    file = sqlite_file(url)
    if file is None:
        return _postgresql(url, patience)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{quote(str(file))}?mode=rw",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine(
        "sqlite://",
        creator=connect,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=patience,
    )
    _turns[engine] = Turns(patience)
    _speak_sqlite(engine, file)
    _forget_in_children(engine)
    return engine


def _postgresql(url: str, patience: float) -> Engine:
    milliseconds = int(patience * 1000)
    limits = f"-c lock_timeout={milliseconds} -c statement_timeout={4 * milliseconds}"
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=patience,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 2,
            "options": limits,
            "application_name": "ivr",
        },
    )
    _forget_in_children(engine)
    return engine


def _speak_sqlite(engine: Engine, file: Path) -> None:
    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, record: Any) -> None:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = NORMAL")
        raw.execute("PRAGMA secure_delete = ON")  # what is erased cannot be read again
        (identity,) = raw.execute("PRAGMA application_id").fetchone()
        if identity != APPLICATION_ID:
            raise NotPrepared(f"{file} is no database of this line; run: ivr migrate")
        record.info["file"] = _same_file(file)

    @event.listens_for(engine, "checkout")
    def checked_out(raw: sqlite3.Connection, record: Any, proxy: Any) -> None:
        # An open connection goes on writing into a file that was deleted or replaced.
        if record.info.get("file") != _same_file(file):
            raise DisconnectionError(f"{file} is no longer the file that was opened")

    @event.listens_for(engine, "begin")
    def begun(conn: Connection) -> None:
        # A deferred transaction that reads and then writes fails under load, however
        # long it may wait; an immediate one waits for its turn.
        writes = _MODE in conn.get_execution_options()
        statement = "BEGIN IMMEDIATE" if writes else "BEGIN"
        raw = conn.connection.driver_connection
        if raw is None:
            return
        try:
            _begin(raw, statement, _turns[conn.engine].left if writes else 0.0)
        except sqlite3.OperationalError as error:
            raise OperationalError(statement, None, error) from error


def _begin(raw: Any, statement: str, patience: float) -> None:
    """Begins on the driver itself, which is twice as quick, as soon as it can."""
    if not patience:
        raw.execute(statement)
        return
    until = time.monotonic() + patience
    (usual,) = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {LOOK_AGAIN}")
    try:
        while True:
            try:
                raw.execute(statement)
                return
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= until:
                    raise
    finally:
        raw.execute(f"PRAGMA busy_timeout = {usual}")


def _forget_in_children(engine: Engine) -> None:
    """A forked web worker opens connections of its own: none survives the fork."""
    known = weakref.ref(engine)

    def forget() -> None:
        forked = known()
        if forked is not None:
            forked.dispose(close=False)
            if forked in _turns:
                _turns[forked] = Turns(_turns[forked].patience)

    os.register_at_fork(after_in_child=forget)


def _same_file(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)  # noqa: PTH116 - on the path of every webhook
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _check_version(conn: Connection) -> None:
    try:
        found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except (OperationalError, ProgrammingError) as error:
        if "alembic_version" in str(error.orig):
            raise NotPrepared("the database is empty; run: ivr migrate") from None
        raise
    if found is None or found < CURRENT:
        raise NotPrepared("the database is of an older version; run: ivr migrate")
    if found > CURRENT:
        raise NotPrepared("the database is of a newer version; install that version")
