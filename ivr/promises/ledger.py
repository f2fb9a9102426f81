"""The ledger: promises are committed here before callers hear of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, assert_never

from sqlalchemy import Connection

from ivr.flow.actions import PromiseKind
from ivr.promises.effects import (
    Effect,
    Reschedule,
    RingAgent,
    RingCaller,
    StopRinging,
    TellOwner,
)
from ivr.promises.events import CameDue, Event, LostTrack
from ivr.promises.line_now import LineNow
from ivr.promises.promise import step
from ivr.promises.rung import ring_key, settle
from ivr.promises.state import Promise, State
from ivr.promises.times import find_time, is_free
from ivr.script.model import Script
from ivr.store import outbox, promises, waiting
from ivr.store.database import is_promising

LEASE = 120  # seconds; a ring of which nothing is heard for so long is over
BEGIN_BEFORE = 5 * 60  # seconds: "by quarter past" is kept before quarter past
REMIND_BEFORE = 30 * 60  # seconds before a reply is due


@dataclass(frozen=True)
class Committed:
    """The promise is made, for this time (Unix seconds)."""

    id: int
    time: int


@dataclass(frozen=True)
class Gone:
    """The time was taken meanwhile; `next` can be offered, if there is one."""

    next: int | None


def commit(
    conn: Connection,
    script: Script,
    *,
    key: str,
    kind: PromiseKind,
    department: str,
    agent: str,
    number: str,
    line: str,
    need: str,
    language: str,
    version: int,
    due: int,
    now: int,
) -> Committed | Gone:
    """Makes a promise, or says that its time has gone.

    `key` is "call_sid:turn": the same key gets the same promise again, so a request
    that is repeated promises nothing twice. `number` is the caller's, `line` the
    number they called. A callback keeps the caller's place in line. A reply with
    `due` 0 gets the time that the script allows. Needs `promising(engine)`, since a
    promise that is confirmed must survive a power failure.
    """
    if not is_promising(conn):
        raise RuntimeError("a promise is committed within promising(engine)")
    if kind is PromiseKind.CALLBACK and not number:
        raise ValueError("a callback needs a number")
    promises.one_at_a_time(conn)
    found = promises.by_key(conn, key)
    if found is not None:
        return Committed(found["id"], found["due"])
    moment = datetime.fromtimestamp(now, UTC)
    if kind is PromiseKind.CALLBACK and not is_free(conn, script, department, due, now):
        later = find_time(conn, script, kind, department, moment)
        return Gone(int(later.timestamp()) if later else None)
    if not due:
        replied = find_time(conn, script, kind, department, moment)
        due = int(replied.timestamp()) if replied else now
    place = waiting.find(conn, key.partition(":")[0])
    kept = kind is PromiseKind.CALLBACK and place and place.department == department
    id_ = promises.add(
        conn,
        {
            "key": key,
            "kind": str(kind),
            "department": department,
            "agent": agent,
            "number": number,
            "line": line,
            "need": need,
            "language": language,
            "version": version,
            "due": due,
            "arrived": place.arrived if kept and place else None,
            "state": str(State.DUE),
            "attempts": 0,
            "rounds": 0,
            "rings": 0,
            "tried": [],
            "declined": [],
            "told": 0,
            "next_attempt": _first_attempt(kind, due, now),
            "lease_until": 0,
            "lease_owner": "",
            "created": now,
        },
    )
    if id_ is None:
        raise RuntimeError("another promise took this key while we held the lock")
    return Committed(id_, due)


def look_up(conn: Connection, number: int) -> Promise | None:
    """A promise by its id."""
    row = promises.find(conn, number)
    return None if row is None else promise_of(row)


def made_on(conn: Connection, key: str) -> Promise | None:
    """The promise that was made on a turn of a call."""
    row = promises.by_key(conn, key)
    return None if row is None else promise_of(row)


def report(
    conn: Connection, line: LineNow, number: int, event: Event, now: int
) -> Promise | None:
    """Tells a promise what happened; what must be done goes into the outbox.

    None if there is no such promise. Late and repeated reports change nothing.
    """
    promises.one_at_a_time(conn)
    row = promises.hold(conn, number)
    if row is None:
        return None
    return _take(conn, line, promise_of(row), event, row["lease_owner"], now)


def claim(conn: Connection, line: LineNow, owner: str, now: int) -> Promise | None:
    """Takes up the most urgent promise that is due; None if there is none."""
    promises.one_at_a_time(conn)
    row = promises.claim(conn, owner, now, LEASE)
    if row is None:
        return None
    promise = promise_of(row)
    event = CameDue() if promise.state is State.DUE else LostTrack()
    return _take(conn, line, promise, event, owner, now)


def promise_of(row: Mapping[str, Any]) -> Promise:
    """A row of the ledger as a promise."""
    given = {name: row[name] for name in Promise.__dataclass_fields__}
    given["kind"] = PromiseKind(given["kind"])
    given["state"] = State(given["state"])
    given["tried"] = tuple(given["tried"])
    given["declined"] = tuple(given["declined"])
    given["told"] = bool(given["told"])
    return Promise(**given)


def _first_attempt(kind: PromiseKind, due: int, now: int) -> int:
    if kind is PromiseKind.CALLBACK:
        return max(due - BEGIN_BEFORE, now)
    return due - REMIND_BEFORE if due - REMIND_BEFORE > now else due


def _take(
    conn: Connection,
    line: LineNow,
    promise: Promise,
    event: Event,
    owner: str,
    now: int,
) -> Promise:
    settle(conn, promise, event)
    terms = line.terms(conn, promise.department, now)
    after, effects = step(terms, promise, event, now)
    values = asdict(after) | {
        "kind": str(after.kind),
        "state": str(after.state),
        "tried": list(after.tried),
        "declined": list(after.declined),
        "told": int(after.told),
    }
    ringing = after.state in (State.RINGING_AGENT, State.RINGING_CALLER)
    values["lease_until"] = now + LEASE if ringing else 0
    values["lease_owner"] = owner if ringing else ""
    for effect in effects:
        if isinstance(effect, Reschedule):
            values["next_attempt"] = line.next_attempt(after, effect.earliest)
        else:
            _ask(conn, line, promise, after, effect, now)
    if ringing:
        values["next_attempt"] = now
    promises.save(conn, after.id, values)
    return promise_of(values)


def _ask(
    conn: Connection,
    line: LineNow,
    before: Promise,
    after: Promise,
    effect: Effect,
    now: int,
) -> None:
    """Writes one effect into the outbox, under a key of its own."""
    match effect:
        case RingAgent(agent):
            kind = "ring-agent-for-callback"
            key = ring_key(after)
            more: dict[str, Any] = {"agent": agent, "phone": line.phone(agent)}
        case RingCaller(agent, apologise):
            kind = "ring-caller-for-callback"
            key = ring_key(after)
            more = {"agent": agent, "number": after.number, "apologise": apologise}
        case StopRinging():
            kind = "stop-ringing-for-callback"
            key = f"promise:{before.id}:stop:{before.rings}"
            more = {"ring": before.rings}
        case TellOwner(reason):
            kind = "tell-owner"
            key = f"promise:{after.id}:tell:{reason}:{now}"
            more = {"reason": str(reason)}
        case Reschedule():
            return
        case _:
            assert_never(effect)
    body: dict[str, Any] = {
        "promise": after.id,
        "ring": after.rings,
        "attempt": after.attempts,
        **more,
    }
    outbox.add(conn, key, kind, body, now)
