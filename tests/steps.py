"""Single steps on the pure machine and on the webhooks, from any state of a call.

What the webhooks answer is read by the carrier, as strictly as it reads on a call.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlsplit

from agent_steps import LEG, heard_then, is_known, random_report, stands
from flow.events_of import expected, happenings
from lines import HOST, open_line
from random_requests import Asked, RandomRequests

from ivr.carrier import Document, read
from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    FindTime,
    LeaveLine,
    LineUp,
    Promise,
    PromiseKind,
    Say,
)
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Kind
from ivr.flow.hearing import AGAIN
from ivr.flow.machine import start, step
from ivr.flow.times import dialed
from ivr.phone.bookings import Bookings
from ivr.phone.office import Office
from ivr.script.telephone import NotDialled, country_of, dial_target, own_number
from ivr.store import asked as earlier
from ivr.store import waiting
from ivr.store.database import writing
from ivr.telephony.scrub import scrub
from ivr.telephony.signature import sign
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.token import Turn

ANDREI, WITHHELD, WRONG_NUMBER = "+15550100100", "+266696687", "+15550199999"
KEPT = ("turns", "voicemail", "promises", "outbox", "rings", "calls", "asked")
OWN = "call_sid NOT LIKE 'other%'"
LOOKED_UP = (
    events.LinedUp,
    events.TimeFound,
    events.NoTimeFound,
    events.Promised,
    events.TimeGone,
    events.PromiseFailed,
)
PAUSES = (600, 3600, 6 * 3600, 26 * 3600)  # seconds between two moments
STEPS_AT_A_MOMENT = 150
LUCK = 0.8  # of the promises are kept as offered, where no step is compared
AGENTS_TURN = 0.5  # of the times that a telephone rings


@dataclass(frozen=True)
class Stand:
    """Where a call stands after a step, and the words that the caller hears."""

    calls: tuple[Call, ...]
    words: str


@dataclass(frozen=True)
class StepDiffers:
    """One step after which machine and webhooks stand or speak differently."""

    before: Call
    asked: Asked
    event: Event
    machine: Stand
    webhooks: Stand

    def __str__(self) -> str:
        told = [f"{self.asked} is {self.event}", f"  before:   {self.before}"]
        for name, stand in (("machine", self.machine), ("webhooks", self.webhooks)):
            told += [f"  {name}: {call}" for call in stand.calls]
            told.append(f"  {name}: {stand.words}")
        return "\n".join(told)


class SteppedLine:
    """A published line, and beside it what the machine does with the same request.

    Every step is taken on a call that the database has never seen, so that its token
    alone says where it stands.
    """

    def __init__(self, script: Path, folder: Path, at: datetime, chance: Random):
        self.line = open_line(script, folder, at)
        self.board: Switchboard = self.line.app.extensions["ivr"]
        self.live = self.board.live_line()
        self.flow, self.script, self.chance = self.live.flow, self.live.script, chance
        self.client = self.line.app.test_client()
        self.requests = RandomRequests(self.live, chance, self._may_call)
        self.anything = happenings(self.flow)
        self.stepped_from: set[str] = set()
        self.others = 0
        self.called = self.number = self.called_about = ""

    def steps(self) -> Iterator[StepDiffers | None]:
        """Random steps at one moment, from every state alike; None for each that is
        the same on both."""
        self._next_moment()
        hidden = self.number == WITHHELD
        event: Event = dialed(
            self.script, self.now, self.called, number_withheld=hidden
        )
        before = start(self.flow)
        after, actions = self._machine(before, event)
        yield self._compare(before, Asked("dialed"), event, after, actions)
        known: dict[str, list[Call]] = {after.state: [after]}
        for _ in range(STEPS_AT_A_MOMENT):
            call = self.chance.choice(known[self.chance.choice(list(known))])
            if call.ringing and self.chance.random() < AGENTS_TURN:
                difference, after = self._agent_acts(call)
            else:
                difference, after = self._caller_acts(call)
            yield difference
            for found in (after, self._goes_on(call), self._goes_on(after)):
                if self.flow.states[found.state].kind is not Kind.ENDED:
                    known.setdefault(found.state, []).append(found)

    def close(self) -> None:
        """Gives the database back."""
        self.line.engine.dispose()

    @property
    def now(self) -> datetime:
        """The local time of the line."""
        return self.line.carrier.clock().astimezone(self.live.calendar.timezone)

    def _next_moment(self) -> None:
        self.line.carrier.clock.now += self.chance.choice(PAUSES)
        numbers = [
            own_number(number.number, self.script.country)
            for number in self.script.numbers
        ]
        self.called = self.chance.choice([*numbers, WRONG_NUMBER])
        self.number = self.chance.choice((ANDREI, ANDREI, WITHHELD))
        self.others = self.chance.choice((0, 0, 1, 3))
        with writing(self.board.engine) as conn:
            conn.exec_driver_sql("DELETE FROM waiting")
            for department in self.flow.departments:
                for other in range(self.others):
                    waiting.line_up(conn, f"other-{department}-{other}", department, 1)

    def _goes_on(self, call: Call) -> Call:
        """Something else happens, on the machine alone."""
        known = self.chance.random() < 0.7
        possible = expected(self.flow, call) if known else self.anything
        event = self.chance.choice(possible or self.anything)
        if isinstance(event, LOOKED_UP):
            event = events.Resumed()
        return self._machine(call, event, lucky=self.chance.random() < LUCK)[0]

    def _machine(
        self,
        call: Call,
        event: Event,
        *,
        ring_the_free: bool = True,
        lucky: bool = True,
    ) -> tuple[Call, tuple[Action, ...]]:
        """The step and what it looks up; whoever is free is rung for a caller who
        stands first in line."""
        office = Office.of(self.script)
        office.callers_ahead = dict.fromkeys(self.flow.departments, self.others)
        office.next_time_goes = office.promises_fail = not lucky
        office.promises_fail &= self.chance.random() < LUCK
        bookings = Bookings(self.script, office)
        was = self.flow.states[call.state]
        in_line = isinstance(event, events.Elapsed) and was.in_line
        while True:
            taken = step(self.flow, call, event)
            answer: Event | None = None
            for action in taken.actions:
                match action:
                    case LeaveLine():
                        in_line = False
                    case LineUp():
                        in_line = True
                        answer = bookings.place(action)
                    case FindTime():
                        answer = bookings.find(action, self.now)
                    case Promise():
                        office.promises_fail |= self._cannot_be_called(action, event)
                        answer = bookings.promise(action, taken.call, self.now)
                    case _:
                        pass
            call = taken.call
            if answer is None:
                break
            event = answer
        if in_line and ring_the_free and not self.others:
            call = self._rung_the_free(call)
        return call, taken.actions

    def _cannot_be_called(self, promise: Promise, event: Event) -> bool:
        """Whether the line has no number to call: none came, none was keyed in."""
        keyed = isinstance(event, events.NumberKeyed)
        callback = promise.kind is PromiseKind.CALLBACK
        return callback and self.number == WITHHELD and not keyed

    def _rung_the_free(self, call: Call) -> Call:
        if self.flow.states[call.state].kind is not Kind.HOLDING or call.ringing:
            return call
        department = self.flow.departments[call.department]
        for index in range(len(department.agents)):
            freed = events.AgentFreed(department.agent_id(index))
            rung = step(self.flow, call, freed).call
            if rung.ringing:
                return rung
        return call

    def _compare(
        self,
        before: Call,
        asked: Asked,
        event: Event,
        after: Call,
        actions: tuple[Action, ...],
    ) -> StepDiffers | None:
        self._empty()
        document = self._asks(before, asked)
        return self._told(before, asked, event, after, actions, document)

    def _caller_acts(self, call: Call) -> tuple[StepDiffers | None, Call]:
        """The caller acts, or stays silent."""
        asked = self.requests.about(call)
        self.called_about = self.chance.choice(("", "", *self.flow.departments))
        event = self._again(call, self.requests.meaning(call, asked, self.others + 1))
        after, actions = self._machine(call, event)
        return self._compare(call, asked, event, after, actions), after

    def _again(self, call: Call, event: Event) -> Event:
        """The event, if the caller called today before about `called_about`."""
        state = self.flow.states[call.state]
        match event:
            case events.Pressed(digit):
                meant = state.keys.get(digit, "")
            case events.Spoke(_, meaning):
                meant = meaning or ""
            case _:
                return event
        about = f"department:{self.called_about}"
        known = self.number != WITHHELD and bool(self.script.remember_callers)
        return replace(event, again=known and AGAIN in state.edges and meant == about)

    def _agent_acts(self, call: Call) -> tuple[StepDiffers | None, Call]:
        """The agent who is rung acts, and then the caller fetches a document."""
        self._empty()
        self.requests.made += 1
        board, sid = self.board, self._sid()
        ring = is_known(board, self.flow, call, sid, self.number, self.called)
        report = random_report(board, self.flow, call, ring, self.chance)
        after, actions = self._machine(call, report.event, ring_the_free=False)
        actions = heard_then(self.flow, call, after, actions)
        self._posts(report.path, {"CallSid": LEG, **report.brings})
        row = stands(board, sid)
        asked = Asked("resume", brings={"agent": report.does})
        document = self._asks(row.call, Asked("resume"), row.turn)
        told = self._told(call, asked, report.event, after, actions, document)
        return told, after

    def _told(
        self,
        before: Call,
        asked: Asked,
        event: Event,
        after: Call,
        actions: tuple[Action, ...],
        document: Document,
    ) -> StepDiffers | None:
        self.stepped_from.add(before.state)
        calls = tuple(self._sealed(document))
        verbs = list(document.root.walk())
        words = " ".join(verb.words for verb in verbs if verb.name == "Say")
        webhooks = Stand(calls, words)
        machine = Stand((after,) if calls else (), _words(actions))
        hangs_up = any(verb.name == "Hangup" for verb in verbs)
        if webhooks == machine and (calls or hangs_up):
            return None
        return StepDiffers(before, asked, event, machine, webhooks)

    def _empty(self) -> None:
        with writing(self.board.engine) as conn:
            for table in KEPT:
                conn.exec_driver_sql(f"DELETE FROM {table}")
            conn.exec_driver_sql(f"DELETE FROM waiting WHERE {OWN}")
            if self.called_about:
                caller, now = self.board.caller(ANDREI), self.board.now()
                earlier.keep(conn, caller, self.called_about, "earlier", now)

    def _asks(self, call: Call, asked: Asked, moves: int = 0) -> Document:
        url = f"{HOST}/voice"
        if asked.cue != "dialed":
            version, number = str(self.live.version), 5
            turn = Turn(version, number, asked.cue, call, moves, asked.seconds)
            url = self.board.links.turn(self._sid(), turn)
        given = {
            "CallSid": self._sid(),
            "From": self.number,
            "To": self.called,
            "CallStatus": "in-progress",
        }
        document = read(self._posts(url, given | asked.brings), url)
        assert document.problems == ()
        return document

    def _posts(self, url: str, given: dict[str, str]) -> bytes:
        target = urlsplit(url)
        path = f"{target.path}?{target.query}" if target.query else target.path
        form = {"AccountSid": ACCOUNT, **given}
        signature = sign(TOKEN, HOST + path, form.items())
        headers = {"X-Twilio-Signature": signature}
        answer = self.client.post(path, data=form, headers=headers)
        assert answer.status_code in (200, 204), answer.status
        return bytes(answer.data)

    def _sid(self) -> str:
        return f"CA{self.requests.made:032x}"

    def _sealed(self, document: Document) -> set[Call]:
        """The calls that the document's URLs carry: one, unless something is wrong."""
        found = set()
        for verb in document.root.walk():
            url = verb.get("action") or (verb.text if verb.name == "Redirect" else "")
            token = parse_qs(urlsplit(url).query).get("t")
            if token:
                found.add(self.board.tokens.open(self._sid(), token[0]).call)
        return found

    def _may_call(self, digits: str) -> bool:
        try:
            number = dial_target(digits, self.script.country)
        except NotDialled:
            return False
        return country_of(number) in ("", self.script.country)


def _words(actions: tuple[Action, ...]) -> str:
    return " ".join(
        " ".join(scrub(words.text).split())
        for action in actions
        if isinstance(action, Say | Ask)
        for words in action.words
    )
