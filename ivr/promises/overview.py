"""Promises as the owner looks at them: what is due, what is late, what was kept."""

from dataclasses import dataclass

from sqlalchemy import Connection

from ivr.promises.ledger import promise_of
from ivr.promises.promise import LATE
from ivr.promises.state import Promise, State
from ivr.store import promises

WEEK = 7 * 24 * 3600


@dataclass(frozen=True)
class Kept:
    """How many promises fell due in a time, and how they ended.

    Promises that were cancelled are not counted.
    """

    in_time: int
    late: int
    missed: int
    overdue: int

    @property
    def total(self) -> int:
        """All promises that fell due."""
        return self.in_time + self.late + self.missed + self.overdue


def outstanding(conn: Connection) -> list[Promise]:
    """Every promise still to be kept, the most urgent first."""
    return [promise_of(row) for row in promises.open_(conn)]


def closed_since(conn: Connection, since: int) -> list[Promise]:
    """Promises that were closed since a time (Unix seconds), the latest first."""
    return [promise_of(row) for row in promises.closed_since(conn, since)]


def is_overdue(promise: Promise, now: int) -> bool:
    """Whether a promise is open past its time, by more than the grace of a minute."""
    return promise.closed is None and now > promise.due + LATE


def kept_rate(conn: Connection, now: int, seconds: int = WEEK) -> Kept:
    """How promises were kept in the last week, or another number of seconds."""
    found = [
        promise_of(row) for row in promises.fell_due_between(conn, now - seconds, now)
    ]
    kept = [promise for promise in found if promise.state is State.KEPT]
    late = sum(promise.outcome == "late" for promise in kept)
    return Kept(
        in_time=len(kept) - late,
        late=late,
        missed=sum(promise.state is State.MISSED for promise in found),
        overdue=sum(is_overdue(promise, now) for promise in found),
    )
