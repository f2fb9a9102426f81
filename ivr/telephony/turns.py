"""A turn of a call: what happened, what the machine says, what is committed."""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ivr.flow import events
from ivr.flow.actions import (
    EFFECTS,
    Action,
    CancelRing,
    FindTime,
    LineUp,
    Note,
    Promise,
    Ring,
)
from ivr.flow.call import LONGEST_WAIT, Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind, Rota
from ivr.flow.machine import Step, present, step
from ivr.flow.times import held
from ivr.store import calls, closures, turns
from ivr.store.database import promising, reading, writing
from ivr.store.glance import glance
from ivr.telephony import closing
from ivr.telephony.answers import Answers
from ivr.telephony.effects import Office, Perform
from ivr.telephony.line import Line, at
from ivr.telephony.received import Received
from ivr.telephony.rota import everybody_there, rota
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard
from ivr.telephony.token import Turn

log = logging.getLogger("ivr.telephony")

LOOK_UPS = (FindTime, LineUp, Promise)


@dataclass(frozen=True)
class Taken:
    """A turn that was taken: the call after it, and what the caller hears now.

    `direct` are agents whose telephones are dialed by the document itself, because
    the database could not be written.
    """

    call: Call
    actions: tuple[Action, ...]
    moves: int = 0
    direct: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnTaker:
    """Takes one turn of one call; `number` is the caller's, or a keyed-in one."""

    board: Switchboard
    line: Line
    received: Received
    turn: Turn
    number: str

    def take(self, event: Event) -> Taken:
        """One effect however often the request comes, and the same answer each time.

        Without the store the call goes on with what its token knows.
        """
        try:
            return self._take(event)
        except STORE_FAILURES as error:
            log.error("a turn is taken without the store: %s", type(error).__name__)
            return self._alone(event)

    def _take(self, event: Event) -> Taken:
        sid, number = self.received.call_sid, self.turn.number
        now = self.board.now()
        seen = glance(self.board.engine, sid, number, now)
        if seen.ended:
            return self._goodbye()
        row: calls.CallRow | None = None
        if seen.taken or seen.moves > self.turn.moves:
            with reading(self.board.engine) as conn:
                row = calls.find(conn, sid)
                before = turns.find(conn, sid, number)
            if before:
                return self._again(event, before, row)
        call, meant = self._current(event, row)
        call = closing.told(self.line, call, seen.closure, at(now))
        first = step(self.line.flow, call, meant)
        lasts = _has_effect(first) or self._begins_to_hold(call, first.call)
        if not isinstance(meant, events.Elapsed) and not lasts:
            first = self._named(call, meant, first)
            self._note(first)
            moves = seen.moves if seen.known else self.turn.moves
            return Taken(first.call, first.actions, moves)
        durable = any(isinstance(action, Promise) for action in first.actions)
        opened = promising if durable else writing
        with opened(self.board.engine) as conn:
            taken = self._commit(conn, event)
        self.board.wake()
        return taken

    def _begins_to_hold(self, before: Call, after: Call) -> bool:
        """From now on agents may be rung for the caller: they must know of it."""
        return self._holds(after) and not self._holds(before)

    def _named(self, call: Call, event: Event, first: Step) -> Step:
        """The step, choosing nobody for the caller who is away or busy."""
        before, after = (call.department, call.agent), first.call
        if (after.department, after.agent) == before:
            return first
        if everybody_there(self.board.engine, self.line, self.board.now()):
            return first
        with reading(self.board.engine) as conn:
            there = rota(conn, self.line, self.board.now(), self.received.call_sid)
            closure = closures.lately(conn)
        there = closing.rung(self.line, call, there, closure, at(self.board.now()))
        return step(self.line.flow.today(there), call, event) if there else first

    def _goodbye(self) -> Taken:
        """The call is over: whoever asks again hears thanks, and nothing happens."""
        ended = replace(self.turn.call, state="ended")
        return Taken(ended, present(self.line.flow, ended), self.turn.moves)

    def _commit(self, conn: Connection, event: Event) -> Taken:
        sid, number = self.received.call_sid, self.turn.number
        row = calls.hold(conn, sid)
        if not turns.begin(conn, sid, number, self._cause()):
            before = turns.find(conn, sid, number)
            return self._again(event, before, row) if before else self._alone(event)
        call, meant = self._current(event, row)
        now, closure = at(self.board.now()), closures.lately(conn)
        call = closing.told(self.line, call, closure, now)
        passed = self._on_hold_since(call, row)
        there = rota(conn, self.line, self.board.now(), sid)
        rung = closing.rung(self.line, call, there, closure, now)
        flow = self.line.flow.today(rung)
        office = self._office(conn, there, self._counted(call, row))
        if row is None:
            office.keep_call(call, 0)
        if isinstance(meant, events.Recorded):
            office.keep_message(self.received)
        if isinstance(meant, events.NumberKeyed) and meant.allowed:
            office.keep_number()
        found: list[Event] = []
        if isinstance(meant, events.Elapsed):
            known = replace(meant, seconds=held(meant.seconds, passed))
            meant = office.elapsed(call, known)
            found.append(meant)
        elif passed:
            call = replace(call, waited=min(call.waited + passed, LONGEST_WAIT))

        def perform(at: Call, action: Action) -> Event | None:
            answer = office.perform(at, action)
            if answer is not None:
                found.append(answer)
            return answer

        result = _run(flow, call, meant, perform)
        freed = office.freed_agent(result.call)
        if freed:
            found.append(freed)
            result = _freed(flow, result, freed, office.perform)
        moves = (row.turn if row else 0) + 1
        office.keep_call(result.call, moves)
        resumed = isinstance(meant, events.Resumed)
        kept = Answers(call, resumed, tuple(found), moves, rung)
        turns.answered(conn, sid, number, kept.to_json())
        return Taken(result.call, result.actions, moves)

    def _again(
        self, event: Event, before: turns.Taken, row: calls.CallRow | None
    ) -> Taken:
        """The same request gets the same answer; another one hears where we are."""
        if before.cause != self._cause():
            call = row.call if row else self.turn.call
            moves = row.turn if row else self.turn.moves
            return Taken(call, present(self.line.flow, call), moves)
        kept = Answers.from_json(before.answers)
        remembered = iter(kept.events)
        flow = self.line.flow.today(kept.rota)
        if kept.resumed:
            event = events.Resumed()
        elif isinstance(event, events.Elapsed):
            event = next(remembered, event)
        result = _run(flow, kept.call, event, _recall(remembered))
        for freed in remembered:
            result = _freed(flow, result, freed, _nothing)
        return Taken(result.call, result.actions, kept.moves)

    def _alone(self, event: Event) -> Taken:
        """Without the store nothing is booked, and nothing is said to be booked."""
        rung: list[str] = []

        def perform(call: Call, action: Action) -> Event | None:
            match action:
                case FindTime():
                    return events.NoTimeFound()
                case Promise():
                    return events.PromiseFailed()
                case LineUp():
                    return events.LinedUp()
                case Ring(agent):
                    rung.append(agent)
                case CancelRing(agent) if agent in rung:
                    rung.remove(agent)
            return None

        result = _run(self.line.flow, self.turn.call, event, perform)
        # The document reports only once, for all of them.
        call = result.call.but(others=0)
        return Taken(call, result.actions, self.turn.moves, tuple(rung))

    def _current(self, event: Event, row: calls.CallRow | None) -> tuple[Call, Event]:
        """The call as other legs left it: an agent may have accepted or declined."""
        call = self.turn.call
        if row is None or row.turn <= self.turn.moves:
            return call, event
        theirs = row.call
        kinds = {self.line.flow.states[c.state].kind for c in (call, theirs)}
        if kinds != {Kind.HOLDING} and call.state != theirs.state:
            return theirs, events.Resumed()
        known = replace(
            call,
            agent=theirs.agent,
            tried=theirs.tried,
            declined=theirs.declined,
            ringing=theirs.ringing,
            others=theirs.others,
        )
        return known, event

    def _note(self, result: Step) -> None:
        """The caller's words are written behind: no caller waits for it."""
        noted = [a for a in result.actions if isinstance(a, Note)]
        if noted:

            def write(conn: Connection) -> None:
                office = self._office(conn)
                office.keep_call(result.call, 0)
                office.perform(result.call, noted[0])

            self.board.write_behind(write)

    def _on_hold_since(self, call: Call, row: calls.CallRow | None) -> int:
        """Seconds on hold, by the clock, that are not in the call yet."""
        counted = row.counted if row else None
        if counted is None or not self._holds(call):
            return 0
        return max(self.board.now() - counted, 0)

    def _counted(self, call: Call, row: calls.CallRow | None) -> int | None:
        """Until when the wait is in the call once this turn has counted it."""
        if self._holds(call):
            return self.board.now()
        return row.counted if row else None

    def _holds(self, call: Call) -> bool:
        return self.line.flow.states[call.state].kind is Kind.HOLDING

    def _office(
        self,
        conn: Connection,
        there: Mapping[str, Rota] | None = None,
        counted: int | None = None,
    ) -> Office:
        return Office(
            conn,
            self.board,
            self.line,
            self.received.call_sid,
            self.number,
            self.received.line,
            f"t{self.turn.number}",
            self.received.speech,
            there or {},
            counted,
        )

    def _cause(self) -> str:
        """What the request says happened, as a hash: no words of the caller stay."""
        request = self.received
        said = (self.turn.cue, request.digits, request.speech, request.recording_sid)
        return hashlib.sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest()


def _has_effect(result: Step) -> bool:
    return any(isinstance(action, EFFECTS) for action in result.actions)


def _run(flow: Flow, call: Call, event: Event, perform: Perform) -> Step:
    """Steps until the line has something to say; look-ups are answered at once."""
    while True:
        result = step(flow, call, event)
        answer: Event | None = None
        for action in result.actions:
            answer = perform(result.call, action) or answer
        if answer is None:
            return result
        call, event = result.call, answer


def _freed(flow: Flow, result: Step, freed: Event, perform: Perform) -> Step:
    """Rings the agent meanwhile; the caller goes on hearing what was said."""
    ringing = step(flow, result.call, freed)
    for action in ringing.actions:
        perform(ringing.call, action)
    return Step(ringing.call, result.actions)


def _recall(remembered: Iterator[Event]) -> Perform:
    def perform(call: Call, action: Action) -> Event | None:
        return next(remembered, None) if isinstance(action, LOOK_UPS) else None

    return perform


def _nothing(call: Call, action: Action) -> None:
    return None
