"""Turns of calls that had an effect: one row each, so that none happens twice."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import sqlite

from ivr.store.insert import insert_into
from ivr.store.schema import turns

_ONE = select(turns.c.cause, turns.c.answers).where(
    turns.c.call_sid == bindparam("sid"), turns.c.turn == bindparam("turn")
)
_ANSWERED = (
    update(turns)
    .where(turns.c.call_sid == bindparam("sid"), turns.c.turn == bindparam("number"))
    .values(answers=bindparam("answers"))
)


@dataclass(frozen=True)
class Taken:
    """A turn that was taken before: what caused it, what was answered inside it."""

    cause: str
    answers: list[Any]


def find(conn: Connection, call_sid: str, turn: int) -> Taken | None:
    """The turn if it had an effect already."""
    row = conn.execute(_ONE, {"sid": call_sid, "turn": turn}).first()
    return None if row is None else Taken(row.cause, row.answers)


def begin(conn: Connection, call_sid: str, turn: int, cause: str) -> bool:
    """Begins a turn that will have an effect; False if it was begun before."""
    row = {"call_sid": call_sid, "turn": turn, "cause": cause, "answers": []}
    return conn.execute(_beginning(conn.dialect.name), row).rowcount == 1


@cache
def _beginning(dialect: str) -> sqlite.Insert:
    return insert_into(dialect, turns).on_conflict_do_nothing()


def answered(conn: Connection, call_sid: str, turn: int, answers: list[Any]) -> None:
    """Keeps what was looked up and committed within the turn."""
    conn.execute(_ANSWERED, {"sid": call_sid, "number": turn, "answers": answers})
