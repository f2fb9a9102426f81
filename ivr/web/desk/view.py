"""What the desk shows of calls: who waits, who talks, who is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from ivr.flow.flow import MANAGER, Department, Kind
from ivr.languages import LANGUAGES
from ivr.promises.number import masked
from ivr.store import agents, call_log, calls, closures, notes, roster, waiting
from ivr.store import schema as tables
from ivr.store.calls import CallRow
from ivr.store.roster import Presence
from ivr.store.waiting import Waiting
from ivr.telephony.by_desk import is_with
from ivr.telephony.line import Line, at
from ivr.telephony.rota import phones_of, telephones
from ivr.web.desk.owed import Answers, Owed, answers, callbacks, messages
from ivr.web.desk.who import AtDesk, Offer
from ivr.web.desk.words import agent_name, clock, department_name
from ivr.web.interface import gettext as _
from ivr.web.opening import State, state

SPEAKING = 8  # seconds that an update takes to say, roughly
JOINED = "connected"


@dataclass(frozen=True)
class Waits:
    """A caller in line. Seconds; `said` is what they heard last, `update_in` when next.

    `rings` is the name of the agent who is rung for them; `asked` while the line asks
    them something; `takers` are those whom the reader may have rung for them.
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
    asked: bool
    takers: tuple[Offer, ...]
    callback: bool


@dataclass(frozen=True)
class Talks:
    """A caller with an agent; `card` opens the agent's card in the call's language.

    `doing` is talking, asked, ringing or holding, with `held` seconds and what the
    caller `said` was told last; `can` holds what the agent may ask for.
    """

    call_sid: str
    agent: str
    agent_id: str
    number: str
    need: str
    seconds: int
    language: str
    code: str
    notes: int
    doing: str
    held: int
    said: str
    can: frozenset[str]
    over: tuple[Offer, ...]


@dataclass(frozen=True)
class Person:
    """An agent on the roster, at one department or several; `own` may be changed."""

    agent: str
    name: str
    departments: str
    state: Presence
    until: str
    busy: bool
    own: bool


@dataclass(frozen=True)
class DeskView:
    """Everything on the desk at one moment, as one reader may see it."""

    waits: tuple[Waits, ...]
    talks: tuple[Talks, ...]
    people: tuple[Person, ...]
    callbacks: tuple[Owed, ...]
    messages: tuple[Owed, ...]
    answers: Answers
    clock: str
    who: AtDesk
    opening: State

    @classmethod
    def of(cls, conn: Connection, line: Line, now: int, who: AtDesk) -> "DeskView":
        """The desk as it is now."""
        office = _Office(conn, line, now, who)
        return cls(
            tuple(office.waits()),
            tuple(office.talks()),
            tuple(office.people()),
            tuple(callbacks(conn, line, now, office.callers)),
            tuple(messages(conn, line, now)),
            answers(conn, line, now),
            clock(line, now),
            who,
            state(line, at(now), closures.current(conn, now)),
        )


@dataclass(frozen=True)
class _Office:
    conn: Connection
    line: Line
    now: int
    who: AtDesk

    def waits(self) -> Iterator[Waits]:
        for key in self.line.flow.departments:
            for place, standing in enumerate(waiting.line(self.conn, key), 1):
                row = calls.find(self.conn, standing.call_sid)
                if row is not None and row.state != calls.ENDED:
                    yield self._waits(row, standing, place)

    def _waits(self, row: CallRow, standing: Waiting, place: int) -> Waits:
        update = self._last_update(row)
        every = self.line.script.hold.update_every + SPEAKING
        state = self.line.flow.states.get(row.call.state)
        holds = state is not None and state.kind is Kind.HOLDING
        alone = holds and not standing.agent and not row.call.ringing
        return Waits(
            call_sid=row.call_sid,
            need=row.need,
            department=department_name(self.line, standing.department),
            place=place,
            seconds=max(self.now - standing.arrived // 1000, 0),
            said=update[1] if update else "",
            update_in=max(update[0] + every - self.now, 0)
            if holds and update
            else None,
            rings=agent_name(self.line, standing.agent) if standing.agent else "",
            language=LANGUAGES[row.language].name,
            notes=len(notes.of_call(self.conn, row.call_sid)),
            asked=not holds,
            takers=tuple(self._takers(row, standing.department)) if alone else (),
            callback=holds and self.who.acts and self.line.flow.callbacks,
        )

    def _takers(self, row: CallRow, key: str) -> Iterator[Offer]:
        """Who is free to take a caller: the reader, or anybody whom a leader names."""
        department = self.line.flow.departments[key]
        for index, phone in enumerate(phones_of(self.line, department)):
            declined = row.call.declined & (1 << index)
            named = row.call.named and row.call.agent != index
            wanted = not declined and not named and self.who.is_own(phone)
            if wanted and phone not in self._out:
                agent = department.agent_id(index)
                yield Offer(agent, agent_name(self.line, agent))

    def callers(self, key: str) -> tuple[Offer, ...]:
        """Who can keep a callback of a department now: the reader, or its agents."""
        every = [(agent, self.line.agent(agent).phone) for agent in self.line.agents()]
        mine = [a for a, phone in every if phone == self.who.phone]
        chosen = mine[:1] or [
            agent
            for agent, phone in every
            if self.who.leads and agent.rpartition("/")[0] == key
        ]
        free = [a for a in chosen if self.line.agent(a).phone not in self._out]
        return tuple(Offer(a, agent_name(self.line, a)) for a in free)

    def talks(self) -> Iterator[Talks]:
        talking = select(tables.calls.c.call_sid).where(
            tables.calls.c.state == calls.ACTIVE, tables.calls.c.agent.is_not(None)
        )
        for sid in self.conn.execute(talking).scalars().all():
            row = calls.find(self.conn, sid)
            if row and row.agent:
                own = is_with(self.line, row, self.who.phone)
                if own or self.who.sees_all:
                    yield self._talks(row, row.agent, own or self.who.leads)

    def _talks(self, row: CallRow, agent: str, acts: bool) -> Talks:
        state = self.line.flow.states.get(row.call.state)
        doing = _doing(state.kind) if state else "talking"
        update = self._last_update(row) if doing == "holding" else None
        can = (
            frozenset(state.edges) if state and acts and self.who.acts else frozenset()
        )
        if not self.line.flow.callbacks:
            can -= {"agent-callback"}
        return Talks(
            call_sid=row.call_sid,
            agent=agent_name(self.line, agent),
            agent_id=agent,
            number=masked(row.number),
            need=row.need,
            seconds=self._talked(row),
            language=LANGUAGES[row.language].name,
            code=row.language,
            notes=len(notes.of_call(self.conn, row.call_sid)),
            doing=doing,
            held=row.call.waited,
            said=update[1] if update else "",
            can=can,
            over=tuple(self._over(agent)) if "agent-transfer" in can else (),
        )

    def _over(self, talker: str) -> Iterator[Offer]:
        """To whom the agent may hand over: departments, and the people in them."""
        own = telephones(self.line, frozenset([talker]))
        for department in self.line.flow.departments.values():
            phones = phones_of(self.line, department)
            others = [i for i, phone in enumerate(phones) if phone not in own]
            if department.key != MANAGER and len(others) > 1:
                free = any(phones[i] not in self._out for i in others)
                yield Offer(department.key, self._anybody(department), free)
            for index in others:
                agent = department.agent_id(index)
                name = self._somebody(department, agent)
                yield Offer(agent, name, phones[index] not in self._out)

    def _anybody(self, department: Department) -> str:
        return department_name(self.line, department.key)

    def _somebody(self, department: Department, agent: str) -> str:
        name = agent_name(self.line, agent)
        if department.key == MANAGER:
            return _("%(name)s (manager)") % {"name": name}
        return f"{name}, {self._anybody(department)}"

    def people(self) -> Iterator[Person]:
        """Each telephone once, with all the departments it serves."""
        serves: dict[str, list[str]] = {}
        for department in self.line.flow.departments.values():
            for index, phone in enumerate(phones_of(self.line, department)):
                serves.setdefault(phone, []).append(department.agent_id(index))
        posts = roster.posts(self.conn, serves, self.now)
        for phone, ids in serves.items():
            post = posts[phone]
            keys = (agent.rpartition("/")[0] for agent in ids)
            at_desks = dict.fromkeys(department_name(self.line, key) for key in keys)
            yield Person(
                agent=ids[0],
                name=agent_name(self.line, ids[0]),
                departments=", ".join(at_desks),
                state=post.state,
                until=clock(self.line, post.until, self.now) if post.until else "",
                busy=phone in self._busy,
                own=self.who.is_own(phone),
            )

    @cached_property
    def _busy(self) -> frozenset[str]:
        return telephones(self.line, agents.busy(self.conn, self.now))

    @cached_property
    def _out(self) -> frozenset[str]:
        """The telephones that cannot be rung now."""
        return self._busy | frozenset(roster.away(self.conn, self.now))

    def _last_update(self, row: CallRow) -> tuple[int, str] | None:
        update = call_log.last(self.conn, row.call_sid, "update")
        return (update.at // 1000, update.detail["said"]) if update else None

    def _talked(self, row: CallRow) -> int:
        joined = call_log.last(self.conn, row.call_sid, JOINED)
        return max(self.now - (joined.at // 1000 if joined else row.started), 0)


def _doing(kind: Kind) -> str:
    match kind:
        case Kind.HOLDING:
            return "holding"
        case Kind.RINGING:
            return "ringing"
        case Kind.TALKING:
            return "talking"
        case _:
            return "asked"
