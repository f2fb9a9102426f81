"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both have."""

from typing import cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(conn: Connection, table: Table) -> sqlite.Insert:
    """An insert of the database in use; both dialects build it the same way."""
    return insert_into(conn.dialect.name, table)


def insert_into(dialect: str, table: Table) -> sqlite.Insert:
    """The same for a statement that is built once and used often."""
    if dialect == "postgresql":
        new = cast(sqlite.Insert, postgresql.insert(table))
    else:
        new = sqlite.insert(table)
    # How many rows were inserted is the only sign of a conflict.
    return new.execution_options(preserve_rowcount=True)
