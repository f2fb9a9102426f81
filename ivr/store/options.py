"""What the owner decided about the designer."""

from typing import Any

from sqlalchemy import Connection, delete, select

from ivr.store.insert import insert
from ivr.store.schema import options

TWO_PEOPLE = "two-people"  # a version goes live only when a second person approves
FIRST_OWNER = "first-owner"  # the link by which the first account is made


def find(conn: Connection, name: str) -> Any:
    """What was decided; None where nothing was."""
    chosen = select(options.c.value).where(options.c.name == name)
    return conn.execute(chosen).scalar()


def decide(conn: Connection, name: str, value: Any) -> None:
    """Keeps a decision in place of the one before."""
    new = insert(conn, options).values(name=name, value=value)
    conn.execute(
        new.on_conflict_do_update(
            index_elements=[options.c.name], set_={"value": value}
        )
    )


def take(conn: Connection, name: str) -> bool:
    """Deletes a decision; True for the one who did."""
    gone = conn.execute(delete(options).where(options.c.name == name))
    return gone.rowcount == 1
