"""How long a caller still waits: told only where there is enough to tell it from."""

from math import ceil
from statistics import median

from sqlalchemy import Connection

from ivr.store import call_log

# Median talk time and steps: a small office has few calls, so nothing finer is honest.
ENOUGH = 10  # handled calls of the department
RECENT = 30 * 24 * 3600  # seconds
MOST = 100  # calls, the latest ones
STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 60)  # minutes


def minutes_left(
    conn: Connection, department: str, place: int, agents: int, told: int, now: int
) -> int | None:
    """Minutes until the caller in a place is served, as a step of `STEPS`.

    None without `ENOUGH` handled calls or with no agent there, and where it has
    become worse than the minutes `told` before (0: none) by more than one step.
    """
    since = (now - RECENT) * 1000
    talks = call_log.latest(conn, department, "talked", since, MOST)
    if len(talks) < ENOUGH or agents < 1 or place < 1:
        return None
    talk = median(talk.detail["seconds"] for talk in talks)
    minutes = rounded(place * talk / agents / 60)
    if told and STEPS.index(minutes) > STEPS.index(told) + 1:
        return None
    return minutes


def rounded(minutes: float) -> int:
    """The next step from a number of minutes up; never zero, never above an hour."""
    whole = ceil(minutes)
    return next((step for step in STEPS if whole <= step), STEPS[-1])
