"""The etiquette report: what callers lived through, by day and by week."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import Connection

from ivr.promises import ledger, overview
from ivr.promises.state import State
from ivr.store import call_log, promises
from ivr.store.call_log import Entry

HOLDING = "holding"


@dataclass(frozen=True)
class Figures:
    """One day or week. Times in seconds; None where nothing was to be measured.

    `longest_gap` is from the start of an update on hold to the start of the next,
    `longest_silence` the longest wait for an answer in which nothing is played,
    `to_a_person` the time from dialling until an agent took the call. `promises_kept`
    is the percentage of the promises that fell due which were kept, late ones too.
    `helped` and `not_helped` count what callers answered who were asked.
    """

    start: str
    days: int
    calls: int
    people_reached: int
    asked_before_hold: int
    asked_before_transfer: int
    held_unasked: int
    gave_up_holding: int
    longest_gap: float | None
    longest_silence: int | None
    to_a_person: float | None
    longest_to_a_person: int | None
    promises_due: int
    promises_kept: float | None
    helped: int
    not_helped: int
    last_resorts: int

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return asdict(self)


def days(conn: Connection, timezone: tzinfo, now: int, count: int) -> list[Figures]:
    """The last days, today's first."""
    today = datetime.fromtimestamp(now, timezone).date()
    starts = [today - timedelta(days=back) for back in range(count)]
    return [figures(conn, timezone, day, 1, now) for day in starts]


def weeks(conn: Connection, timezone: tzinfo, now: int, count: int) -> list[Figures]:
    """The last weeks, which begin on Mondays, this week first."""
    today = datetime.fromtimestamp(now, timezone).date()
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in range(count)]
    return [figures(conn, timezone, day, 7, now) for day in starts]


def figures(
    conn: Connection, timezone: tzinfo, start: date, length: int, now: int
) -> Figures:
    """The figures of some days from `start` on, of the office's own midnights."""
    since = int(datetime.combine(start, time(), timezone).timestamp())
    following = start + timedelta(days=length)
    until = int(datetime.combine(following, time(), timezone).timestamp())
    entries = call_log.between(conn, since * 1000, until * 1000)
    joined = _to_people(entries)
    due, kept = _promises(conn, since, min(until, now))
    asked = [e.detail["for"] for e in entries if e.what == "asked"]
    gaps = [gap for each in _by_call(entries) for gap in _gaps(each)]
    answers = [e.detail["helped"] for e in entries if e.what == "feedback"]
    silences = [e.detail["silence"] for e in entries if e.what == "turn"]
    return Figures(
        start=start.isoformat(),
        days=length,
        calls=_count(entries, "dialed"),
        people_reached=len(joined),
        asked_before_hold=asked.count("hold"),
        asked_before_transfer=asked.count("transfer"),
        held_unasked=sum(e.what == "held" and not e.detail["asked"] for e in entries),
        gave_up_holding=sum(
            e.what == "ended" and e.detail["state"].startswith(HOLDING) for e in entries
        ),
        longest_gap=max(gaps, default=None),
        longest_silence=max(silences, default=None),
        to_a_person=median(joined) if joined else None,
        longest_to_a_person=max(joined, default=None),
        promises_due=due,
        promises_kept=round(100 * kept / due, 1) if due else None,
        helped=answers.count(True),
        not_helped=answers.count(False),
        last_resorts=_count(entries, "last-resort"),
    )


def _count(entries: list[Entry], what: str) -> int:
    return sum(entry.what == what for entry in entries)


def _by_call(entries: list[Entry]) -> Iterator[list[Entry]]:
    for _, each in groupby(entries, key=lambda entry: entry.call_sid):
        yield list(each)


def _gaps(call: list[Entry]) -> Iterator[float]:
    """Seconds from one update to the next of one hold."""
    last: int | None = None
    for entry in call:
        if entry.what == "turn" and entry.detail["kind"] != HOLDING:
            last = None
        if entry.what == "update":
            if last is not None:
                yield (entry.at - last) / 1000
            last = entry.at


def _to_people(entries: list[Entry]) -> list[int]:
    """For each call that reached a person, the seconds it took the first time."""
    found: dict[str, int] = {}
    for entry in entries:
        if entry.what == "connected":
            found.setdefault(entry.call_sid, entry.detail["seconds"])
    return list(found.values())


def _promises(conn: Connection, since: int, until: int) -> tuple[int, int]:
    """How many promises fell due in a time, and how many of them were kept."""
    rows = promises.fell_due_between(conn, since, until - 1)
    fell = [ledger.promise_of(row) for row in rows]
    kept = sum(promise.state is State.KEPT for promise in fell)
    missed = sum(promise.state is State.MISSED for promise in fell)
    overdue = sum(overview.is_overdue(promise, until) for promise in fell)
    return kept + missed + overdue, kept
