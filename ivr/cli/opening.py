"""The database of this deployment, for commands that read it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ivr.cli.failing import fail, plain_errors
from ivr.config import database_url

if TYPE_CHECKING:
    from sqlalchemy import Engine

PATIENCE = 5.0  # seconds; somebody at a terminal can wait for a moment


@contextmanager
def opened_if_there() -> "Iterator[Engine | None]":
    """The database where there is one; a folder may be used without."""
    from ivr.store.database import open_database
    from ivr.store.errors import StoreError

    try:
        open_database(database_url(os.environ), PATIENCE).dispose()
    except StoreError:
        yield None
    else:
        with opened() as engine:
            yield engine


@contextmanager
def opened() -> "Iterator[Engine]":
    """The database named by DATABASE_URL; what is wrong with it is said plainly."""
    from sqlalchemy.exc import DBAPIError

    from ivr.store.database import open_database
    from ivr.store.errors import StoreError

    with plain_errors():
        url = database_url(os.environ)
        try:
            engine = open_database(url, PATIENCE)
            try:
                yield engine
            finally:
                engine.dispose()
        except StoreError as error:
            fail(str(error))
        except DBAPIError as error:
            fail(f"the database cannot be used: {error.orig}")
