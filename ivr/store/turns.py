"""Turns of calls that had an effect: one row each, so that none happens twice."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from ivr.store.insert import insert
from ivr.store.schema import turns

_ONE = select(turns.c.cause, turns.c.answers).where(
    turns.c.call_sid == bindparam("sid"), turns.c.turn == bindparam("turn")
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
    row = insert(conn, turns).values(
        call_sid=call_sid, turn=turn, cause=cause, answers=[]
    )
    return conn.execute(row.on_conflict_do_nothing()).rowcount == 1


def answered(conn: Connection, call_sid: str, turn: int, answers: list[Any]) -> None:
    """Keeps what was looked up and committed within the turn."""
    one = update(turns).where(turns.c.call_sid == call_sid, turns.c.turn == turn)
    conn.execute(one.values(answers=answers))
