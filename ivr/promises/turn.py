"""Whose turn it is when an agent is free: a caller in line, or a callback from it."""

from sqlalchemy import Connection

from ivr.store import promises, waiting
from ivr.store.waiting import Waiting


def next_in_line(conn: Connection, department: str, now: int) -> Waiting | None:
    """The caller to ring the free agent for; None if nobody waits or it is not yet.

    A callback that was taken from the line keeps its place: when its turn comes it is
    made due at once, before its promised time, and this answer is None. That happens
    once for each callback, so a worker that stands still holds nobody up for long.
    """
    first = waiting.first(conn, department)
    callback = promises.first_in_line(conn, department, now)
    if callback is None:
        return first
    if first is not None and first.arrived <= callback["arrived"]:
        return first
    return None if promises.bring_forward(conn, callback["id"], now) else first
