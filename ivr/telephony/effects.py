"""What the line does beside speaking, written down in the turn's own transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from ivr.flow import events
from ivr.flow.actions import (
    Action,
    CancelRing,
    FindTime,
    ForgetCaller,
    LeaveLine,
    LetGo,
    LineUp,
    Note,
    Promise,
    PromiseKind,
    Ring,
    TellAgent,
)
from ivr.flow.call import Call
from ivr.flow.choosing import RING_AGAIN_AFTER
from ivr.flow.events import Event
from ivr.flow.flow import Kind, Rota
from ivr.flow.machine import step
from ivr.promises import ledger, times
from ivr.promises.turn import next_in_line
from ivr.store import asked, calls, helped, outbox, rings, voicemail, waiting
from ivr.telephony.estimate import minutes_left
from ivr.telephony.line import Line, at
from ivr.telephony.received import Received
from ivr.telephony.switchboard import Switchboard

Perform = Callable[[Call, Action], Event | None]


@dataclass(frozen=True)
class Office:
    """Performs the effects of one turn of one call; `key` makes each happen once.

    `number` is the caller's, or the one keyed in to be called back on; `called` is
    the number of the line; `said` are the caller's words in this turn; `counted` is
    until when the wait on hold is in the call.
    """

    conn: Connection
    board: Switchboard
    line: Line
    call_sid: str
    number: str
    called: str
    key: str
    said: str = ""
    rota: Mapping[str, Rota] = field(default_factory=dict)
    counted: int | None = None

    @classmethod
    def of(
        cls, conn: Connection, board: Switchboard, line: Line, row: calls.CallRow
    ) -> "Office":
        """The office for a step that another leg takes on a call."""
        key = f"m{row.turn + 1}"
        number, called, counted = row.number, row.line, row.counted
        return cls(
            conn, board, line, row.call_sid, number, called, key, counted=counted
        )

    def perform(self, call: Call, action: Action) -> Event | None:
        """Writes the effect down; answers what the line looked up, if anything."""
        now = self.board.now()
        match action:
            case Ring(agent, seconds):
                self._ring(call, agent, seconds, now)
            case CancelRing(agent):
                self._cancel(agent, now)
            case ForgetCaller() if self.number:
                helped.forget(self.conn, self.board.caller(self.number), now)
            case LetGo():
                self.let_go(now)
            case TellAgent():
                self._tell(now)
            case LineUp(department):
                waiting.line_up(self.conn, self.call_sid, department, now * 1000)
                place = waiting.place(self.conn, self.call_sid)
                return events.LinedUp(place, self._minutes(department, place or 0, 0))
            case Note():
                self._note(call, now)
            case LeaveLine():
                waiting.leave(self.conn, self.call_sid, now * 1000)
            case FindTime():
                return self._find_time(action)
            case Promise():
                return self._promise(call, action)
            case _:
                pass
        return None

    def elapsed(self, call: Call, event: events.Elapsed) -> Event:
        """The wait, with the caller's place in line as it is now.

        An agent who has picked up gets the time to hear what the call is about.
        """
        kind = self.line.flow.states[call.state].kind
        if kind is Kind.RINGING and (agent := self._picked_up(call)):
            return events.AgentPickedUp(agent)
        if kind is not Kind.HOLDING:
            return event
        place = waiting.place(self.conn, self.call_sid)
        if place is None and self.line.flow.states[call.state].in_line:
            # Taken for gone; whoever comes back stands where they stood.
            now = self.board.now() * 1000
            waiting.line_up(self.conn, self.call_sid, call.department, now)
            place = waiting.place(self.conn, self.call_sid)
        before = waiting.find(self.conn, self.call_sid)
        if not place or before is None:
            return events.Elapsed(event.seconds, place, event.minutes)
        minutes = None
        if place < before.place or not before.place:
            minutes = self._minutes(before.department, place, before.minutes)
        waiting.spoke_place(self.conn, self.call_sid, place)
        return events.Elapsed(event.seconds, place, minutes)

    def keep_message(self, recording: Received) -> None:
        """Keeps a recording; its promise is attached when that is committed."""
        voicemail.keep(
            self.conn,
            self.call_sid,
            recording_sid=recording.recording_sid,
            recording_url=recording.recording_url,
            seconds=recording.recording_seconds,
            now=self.board.now(),
        )

    def keep_number(self) -> None:
        """Keeps the number that was keyed in, for a time that is offered later."""
        calls.keep_number(self.conn, self.call_sid, self.number)

    def freed_agent(self, call: Call) -> events.AgentFreed | None:
        """An agent who can be rung for this caller now, if nobody waits before."""
        if self.line.flow.states[call.state].kind is not Kind.HOLDING or call.ringing:
            return None
        now = self.board.now()
        first = next_in_line(self.conn, call.department, now)
        if first is None or first.call_sid != self.call_sid:
            return None
        rung = self._rung_lately(now)
        department = self.line.flow.departments[call.department]
        today = self.rota.get(department.key)
        for index in today.free if today else range(len(department.agents)):
            agent = department.agent_id(index)
            freed = events.AgentFreed(agent)
            if (
                agent not in rung
                and step(self.line.flow, call, freed).call.ringing
                and waiting.take(self.conn, self.call_sid, agent)
            ):
                return freed
        return None

    def keep_call(self, call: Call, moves: int) -> None:
        """Keeps where the call stands after so many moves."""
        calls.save(
            self.conn,
            self.call_sid,
            version=self.line.version,
            call=call,
            turn=moves,
            number=self.number,
            line=self.called,
            now=self.board.now(),
            counted=self._counted(call),
        )

    def _counted(self, call: Call) -> int | None:
        """Until when the wait is counted; a wait begins with the hold."""
        state = self.line.flow.states[call.state]
        if not (state.in_line or state.for_agent):
            return None
        if state.kind is Kind.HOLDING and self.counted is None:
            return self.board.now()
        return self.counted

    def move_caller(self, moves: int) -> None:
        """Has the caller fetch the document of the state the call is now in."""
        key = f"move:{self.call_sid}:{moves}"
        body = {"call_sid": self.call_sid}
        outbox.add(self.conn, key, "move-caller", body, self.board.now())

    def let_go(self, now: int) -> None:
        """The agent who was with the caller is free, and hears that it is over."""
        row = calls.find(self.conn, self.call_sid)
        if row is None or row.leg_sid is None:
            return
        self._tell(now)
        calls.part(self.conn, self.call_sid, row.leg_sid)

    def _tell(self, now: int) -> None:
        row = calls.find(self.conn, self.call_sid)
        leg = row.leg_sid if row else None
        ring = rings.of_leg(self.conn, leg) if leg else None
        if ring is not None:
            key = f"tell:{ring.key}:{self.key}"
            outbox.add(self.conn, key, "tell-agent", {"ring": ring.key}, now)

    def _ring(self, call: Call, agent: str, seconds: int, now: int) -> None:
        ring = f"{self.call_sid}:{self.key}:{agent.rpartition('/')[2]}"
        if not rings.begin(self.conn, ring, agent, now, call_sid=self.call_sid):
            return
        body = {
            "ring": ring,
            "phone": self.line.agent(agent).phone,
            "from": self.called,
            "seconds": seconds,
        }
        outbox.add(self.conn, f"ring:{ring}", "ring-agent", body, now)

    def _note(self, call: Call, now: int) -> None:
        """Keeps what was said, and for a day what it was about."""
        if self.said:
            calls.note(self.conn, self.call_sid, self.said)
        if not (self.number and call.department and self.line.script.remember_callers):
            return
        caller = self.board.caller(self.number)
        if not helped.wished_to_be_forgotten(self.conn, caller):
            asked.keep(self.conn, caller, call.department, self.call_sid, now)
            asked.forget_before(self.conn, now - helped.DAY)

    def _cancel(self, agent: str, now: int) -> None:
        """Stops a telephone; whoever has picked up hears why before it ends."""
        waiting.give_back(self.conn, self.call_sid, agent)
        for ring in rings.of_call(self.conn, self.call_sid):
            if ring.agent == agent and ring.state is rings.RingState.RINGING:
                rings.settle(self.conn, ring.key, rings.RingState.UNANSWERED)
                kind = "tell-agent" if ring.answered else "end-leg"
                outbox.add(self.conn, f"end:{ring.key}", kind, {"ring": ring.key}, now)

    def _find_time(self, action: FindTime) -> Event:
        now = at(self.board.clock())
        found = times.find_time(
            self.conn, self.line.script, action.kind, action.department, now
        )
        if found is None or not self.called_back(action.kind):
            return events.NoTimeFound()
        return events.TimeFound(self.line.time(found, now))

    def _minutes(self, department: str, place: int, told: int) -> int | None:
        """Minutes until the caller's turn, kept as told; None without enough data."""
        rota = self.rota.get(department)
        known = self.line.flow.departments.get(department)
        agents = len(rota.there) if rota else len(known.agents) if known else 0
        now = self.board.now()
        minutes = minutes_left(self.conn, department, place, agents, told, now)
        if minutes:
            waiting.told_minutes(self.conn, self.call_sid, minutes)
        return minutes

    def called_back(self, kind: PromiseKind) -> bool:
        """Whether the owner has this kind of promise made at all."""
        return kind is PromiseKind.REPLY or self.line.flow.callbacks

    def _promise(self, call: Call, action: Promise) -> Event:
        now = self.board.now()
        row = calls.find(self.conn, self.call_sid)
        number = self.number or (row.number if row else "")
        if action.kind is PromiseKind.CALLBACK and not number:
            return events.PromiseFailed()
        committed = ledger.commit(
            self.conn,
            self.line.script,
            key=f"{self.call_sid}:{self.key}",
            kind=action.kind,
            department=action.department,
            agent=action.agent,
            number=number,
            line=self.called,
            need=row.need if row else "",
            language=call.language,
            version=self.line.version,
            due=action.at,
            now=now,
        )
        if isinstance(committed, ledger.Gone):
            if committed.next is None:
                return events.PromiseFailed()
            return events.TimeGone(self.line.time(at(committed.next), at(now)))
        calls.attach_promise(self.conn, self.call_sid, committed.id)
        voicemail.attach_promise(self.conn, self.call_sid, committed.id)
        return events.Promised(self.line.time(at(committed.time), at(now)))

    def _picked_up(self, call: Call) -> str | None:
        if "picked-up" not in self.line.flow.states[call.state].edges:
            return None
        department = self.line.flow.departments[call.department]
        rung = {
            department.agent_id(index)
            for index in range(call.rung.bit_length())
            if call.rung >> index & 1
        }
        for ring in rings.of_call(self.conn, self.call_sid):
            ringing = ring.state is rings.RingState.RINGING
            if ring.agent in rung and ringing and ring.answered:
                return ring.agent
        return None

    def _rung_lately(self, now: int) -> frozenset[str]:
        since = now - RING_AGAIN_AFTER
        rung = rings.of_call(self.conn, self.call_sid)
        return frozenset(ring.agent for ring in rung if ring.created > since)
