"""What the desk shows: who waits, who talks, who is there, what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from ivr.languages import LANGUAGES
from ivr.promises import ledger, overview
from ivr.promises.desk import Desk
from ivr.promises.inbox import Letter, letters
from ivr.promises.number import masked
from ivr.promises.state import Promise
from ivr.store import agents, call_log, calls, notes, promises, roster, waiting
from ivr.store import schema as tables
from ivr.store.calls import CallRow
from ivr.store.roster import Presence
from ivr.telephony.line import Line, at
from ivr.telephony.rota import phones_of, telephones

SPEAKING = 8  # seconds that an update takes to say, roughly


@dataclass(frozen=True)
class Waits:
    """A caller in line. Seconds; `said` is what they heard last, `update_in` when next.

    `rings` is the name of the agent who is rung for them.
    """

    call_sid: str
    need: str
    department: str
    place: int
    seconds: int
    said: str
    update_in: int | None
    rings: str
    language: str
    notes: int


@dataclass(frozen=True)
class Talks:
    """A caller with an agent; `card` opens the agent's card in the call's language."""

    call_sid: str
    agent: str
    agent_id: str
    number: str
    need: str
    seconds: int
    language: str
    code: str
    notes: int


@dataclass(frozen=True)
class Person:
    """An agent on the roster, at one department or several."""

    agent: str
    name: str
    departments: str
    state: Presence
    until: str
    busy: bool


@dataclass(frozen=True)
class Owed:
    """A promise or a message that somebody still owes a caller."""

    number: int
    what: str
    who: str
    by: str
    need: str
    overdue: bool
    heard: bool = False
    seconds: int = 0


@dataclass(frozen=True)
class DeskView:
    """Everything on the desk at one moment."""

    waits: tuple[Waits, ...]
    talks: tuple[Talks, ...]
    people: tuple[Person, ...]
    callbacks: tuple[Owed, ...]
    messages: tuple[Owed, ...]
    clock: str

    @classmethod
    def of(cls, conn: Connection, line: Line, now: int) -> "DeskView":
        """The desk as it is now."""
        return cls(
            tuple(_waits(conn, line, now)),
            tuple(_talks(conn, line, now)),
            tuple(_people(conn, line, now)),
            tuple(_callbacks(conn, line, now)),
            tuple(_messages(conn, line, now)),
            clock(line, now),
        )


def clock(line: Line, seconds: int, now: int | None = None) -> str:
    """A time as the office's clock shows it; the day too where it is not today's."""
    local: datetime = at(seconds).astimezone(line.calendar.timezone)
    if now is None:
        return f"{local:%H:%M}"
    today = at(now).astimezone(line.calendar.timezone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%a %d %b, %H:%M}"


def _waits(conn: Connection, line: Line, now: int) -> Iterator[Waits]:
    for key in line.flow.departments:
        for place, standing in enumerate(waiting.line(conn, key), 1):
            row = calls.find(conn, standing.call_sid)
            if row is None or row.state == calls.ENDED:
                continue
            update = _last_update(conn, row.call_sid)
            every = line.script.hold.update_every + SPEAKING
            yield Waits(
                call_sid=row.call_sid,
                need=row.need,
                department=_department(line, key),
                place=place,
                seconds=max(now - standing.arrived // 1000, 0),
                said=update[1] if update else "",
                update_in=max(update[0] + every - now, 0) if update else None,
                rings=_agent(line, standing.agent) if standing.agent else "",
                language=LANGUAGES[row.language].name,
                notes=len(notes.of_call(conn, row.call_sid)),
            )


def _last_update(conn: Connection, call_sid: str) -> tuple[int, str] | None:
    said = [e for e in call_log.of_call(conn, call_sid) if e.what == "update"]
    return (said[-1].at // 1000, said[-1].detail["said"]) if said else None


def _talks(conn: Connection, line: Line, now: int) -> Iterator[Talks]:
    talking = select(tables.calls.c.call_sid).where(
        tables.calls.c.state == calls.ACTIVE, tables.calls.c.agent.is_not(None)
    )
    for sid in conn.execute(talking).scalars().all():
        row = calls.find(conn, sid)
        if row and row.agent:
            yield Talks(
                call_sid=sid,
                agent=_agent(line, row.agent),
                agent_id=row.agent,
                number=masked(row.number),
                need=row.need,
                seconds=_talked(conn, row, now),
                language=LANGUAGES[row.language].name,
                code=row.language,
                notes=len(notes.of_call(conn, sid)),
            )


def _talked(conn: Connection, row: CallRow, now: int) -> int:
    joined = [e.at for e in call_log.of_call(conn, row.call_sid) if e.what == _JOINED]
    return max(now - (joined[-1] // 1000 if joined else row.started), 0)


_JOINED = "connected"


def _people(conn: Connection, line: Line, now: int) -> Iterator[Person]:
    """Each telephone once, with all the departments it serves."""
    serves: dict[str, list[str]] = {}
    for department in line.flow.departments.values():
        for index, phone in enumerate(phones_of(line, department)):
            serves.setdefault(phone, []).append(department.agent_id(index))
    posts = roster.posts(conn, serves, now)
    busy = telephones(line, agents.busy(conn, now))
    for phone, ids in serves.items():
        post = posts[phone]
        named = (_department(line, agent.rpartition("/")[0]) for agent in ids)
        yield Person(
            agent=ids[0],
            name=_agent(line, ids[0]),
            departments=", ".join(dict.fromkeys(named)),
            state=post.state,
            until=clock(line, post.until, now) if post.until else "",
            busy=phone in busy,
        )


def _callbacks(conn: Connection, line: Line, now: int) -> Iterator[Owed]:
    desk = Desk.of(conn)
    for row in promises.open_(conn):
        promise = ledger.promise_of(row)
        if promise.kind == promises.CALLBACK:
            yield _owed(line, desk, promise, now, f"Call {masked(promise.number)}")


def _messages(conn: Connection, line: Line, now: int) -> Iterator[Owed]:
    desk = Desk.of(conn)
    for letter in letters(conn):
        if _is_open(letter):
            yield _letter(line, desk, letter, now)


def _is_open(letter: Letter) -> bool:
    promise = letter.promise
    if promise is None:
        return letter.message.heard_at is None
    return promise.closed is None


def _letter(line: Line, desk: Desk, letter: Letter, now: int) -> Owed:
    message, promise = letter.message, letter.promise
    left = f"Message of {clock(line, message.created, now)}"
    if promise is None:
        return Owed(message.id, left, "nobody yet", "", "", False)
    owed = _owed(line, desk, promise, now, left)
    return Owed(
        number=message.id,
        what=f"{left} from {masked(promise.number)}",
        who=owed.who,
        by=owed.by,
        need=owed.need,
        overdue=owed.overdue,
        heard=message.heard_at is not None,
        seconds=message.seconds,
    )


def _owed(line: Line, desk: Desk, promise: Promise, now: int, what: str) -> Owed:
    return Owed(
        number=promise.id,
        what=what,
        who=desk.who(promise),
        by=clock(line, promise.due, now),
        need=promise.need,
        overdue=overview.is_overdue(promise, now),
    )


def _department(line: Line, key: str) -> str:
    found = line.flow.departments.get(key)
    return found.name[line.script.languages[0]] if found else key


def _agent(line: Line, agent: str) -> str:
    try:
        return line.flow.agent_name(agent, line.script.languages[0])
    except (KeyError, IndexError, ValueError):
        return agent  # of an older version
