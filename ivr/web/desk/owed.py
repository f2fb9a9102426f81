"""What the desk shows of promises and answers: who is owed what, what callers said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ivr.promises import ledger, overview
from ivr.promises.desk import Desk
from ivr.promises.inbox import Letter, letters
from ivr.promises.number import masked
from ivr.promises.state import Promise, State
from ivr.store import call_log, promises
from ivr.telephony.line import Line
from ivr.web.desk.who import Offer
from ivr.web.desk.words import agent_name, clock, department_name

WEEK = 7 * 24 * 3600  # seconds
MOST_UNHELPED = 5


@dataclass(frozen=True)
class Owed:
    """A promise or a message that somebody still owes a caller.

    `rings` names the agent at work on it, `callers` those whom the reader may have
    rung for it; `seconds` is the length of a message.
    """

    number: int
    whom: str
    who: str
    department: str
    by: str
    need: str
    overdue: bool
    heard: bool = False
    seconds: int = 0
    left: str = ""
    rings: str = ""
    callers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What callers answered in a week who were asked whether we could help.

    `unhelped` are the latest calls on which we could not: time and CallSid.
    """

    helped: int
    asked: int
    unhelped: tuple[tuple[str, str], ...]


def callbacks(
    conn: Connection, line: Line, now: int, who: Callable[[str], tuple[Offer, ...]]
) -> Iterator[Owed]:
    """Every callback that is promised, the most urgent first."""
    desk = Desk.of(conn)
    for row in promises.open_(conn):
        promise = ledger.promise_of(row)
        if promise.kind == promises.CALLBACK:
            owed = _owed(line, desk, promise, now)
            waits = promise.state is State.DUE
            yield replace(owed, callers=who(promise.department) if waits else ())


def messages(conn: Connection, line: Line, now: int) -> Iterator[Owed]:
    """Every message that waits for a reply."""
    desk = Desk.of(conn)
    for letter in letters(conn):
        if _is_open(letter):
            yield _letter(line, desk, letter, now)


def answers(conn: Connection, line: Line, now: int) -> Answers:
    """What callers answered in the last seven days."""
    given = call_log.of_kind(conn, "feedback", (now - WEEK) * 1000)
    unhelped = [entry for entry in given if not entry.detail["helped"]]
    return Answers(
        helped=len(given) - len(unhelped),
        asked=len(given),
        unhelped=tuple(
            (clock(line, entry.at // 1000, now), entry.call_sid)
            for entry in unhelped[:MOST_UNHELPED]
        ),
    )


def _is_open(letter: Letter) -> bool:
    promise = letter.promise
    if promise is None:
        return letter.message.heard_at is None
    return promise.closed is None


def _letter(line: Line, desk: Desk, letter: Letter, now: int) -> Owed:
    message, promise = letter.message, letter.promise
    owed = _owed(line, desk, promise, now) if promise else None
    return Owed(
        number=message.id,
        whom=owed.whom if owed else "",
        who=owed.who if owed else "",
        department=owed.department if owed else "",
        by=owed.by if owed else "",
        need=owed.need if owed else "",
        overdue=owed.overdue if owed else False,
        heard=message.heard_at is not None,
        seconds=message.seconds,
        left=clock(line, message.created, now),
    )


def _owed(line: Line, desk: Desk, promise: Promise, now: int) -> Owed:
    rings = promise.ringing if promise.state is not State.DUE else None
    return Owed(
        number=promise.id,
        whom=masked(promise.number),
        who=desk.who(promise),
        department=department_name(line, promise.department),
        by=clock(line, promise.due, now),
        need=promise.need,
        overdue=overview.is_overdue(promise, now),
        rings=agent_name(line, rings) if rings else "",
    )
