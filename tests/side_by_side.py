"""One caller on two lines at once: the simulator, and the webhooks on the carrier.

Both lines get one pace (letters a second, no pause after speech, no tone), so that
they can be compared second by second: whatever the caller or an agent does happens at
the same second on both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lines import Line, open_line

from ivr.carrier import Caller, Person
from ivr.carrier.leg import Leg
from ivr.carrier.sound import speech_seconds
from ivr.carrier.trace import SPOKEN
from ivr.flow.actions import Words
from ivr.flow.flow import Kind
from ivr.phone.office import SimulatedAgent
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.phone.timeline import Who
from ivr.script.load import load
from ivr.script.model import Agent
from ivr.script.telephone import own_number
from ivr.store.database import writing
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.token import Turn

ANDREI, WITHHELD = "+15550100100", "+266696687"
WHISPER = 7.0  # seconds until an agent has heard what the call is about
ROUNDING = 0.0001  # of a second
# Seconds in which both lines do what is due now: so many that no look ever comes in
# the very hundredth of a second in which something else is due.
BLINK = 0.0503
LOST_WITHIN = 15  # seconds after an agent picked up; then it is no lost line
KEPT = (
    *("turns", "waiting", "voicemail", "promises", "outbox", "rings", "calls"),
    *("roster", "call_log", "helped", "asked"),
)


@dataclass(frozen=True)
class Side:
    """Where a call stands on one line, and what was heard since the last move."""

    state: str
    words: tuple[str, ...]


class MovesDiffer(AssertionError):
    """After a move the caller stands or hears otherwise on the two lines."""


def one_pace(patch: pytest.MonkeyPatch) -> None:
    """Lets speech take the same seconds on both lines."""

    def seconds_of(words: str, language: str) -> float:
        return speech_seconds(words)

    patch.setattr("ivr.phone.simulation.estimate_seconds", seconds_of)
    patch.setattr("ivr.telephony.voice.estimate_seconds", seconds_of)
    patch.setattr("ivr.carrier.verbs.gather._speech_timeout", lambda verb: 0)
    patch.setattr("ivr.carrier.verbs.record.BEEP_SECONDS", 0.0)
    patch.setattr("ivr.phone.office.WHISPER_TAKES", WHISPER)


class TwoLines:
    """A published line on the carrier, phoned once more on the pure machine."""

    def __init__(self, script: Path, folder: Path, at: datetime) -> None:
        self.script = load(script)
        self.line: Line = open_line(script, folder, at)
        self.board: Switchboard = self.line.app.extensions["ivr"]
        self.clock = self.line.carrier.clock
        self.moves: list[str] = []

    def dials(self, number: str, withheld: bool) -> None:
        """A call to a number of the line, on both."""
        self._begins_anew()
        self.moves = [f"{self.clock():%a %H:%M} UTC dials {number}, {withheld=}"]
        now = self.clock().astimezone(self.board.live_line().calendar.timezone)
        self.pure = SimulatedCaller(self.script, now)
        self.pure.call.line.seconds_of = _seconds_of
        self.began, self.known = self.clock.now, 0
        self.talks_since = 0.0
        self.awaited: set[int] = set()
        called = own_number(number, self.script.country)
        self.caller: Caller = self.line.carrier.call(name="caller")
        self.caller.dials(called, WITHHELD if withheld else ANDREI)
        self.pure.dials(number, number_withheld=withheld)
        self._compare()

    @property
    def over(self) -> bool:
        """Whether the call has ended on the machine."""
        return self.pure.over

    def says(self, words: str) -> None:
        """Both hear the words when the line has said all."""
        if not self._hears_out():
            return
        self._moves(f"says {words!r}")
        self._leg().speak(words, 0.9)
        self.pure.says(words)
        self._compare()

    def presses(self, keys: str) -> None:
        """Keys, one right after another."""
        if not self._hears_out():
            return
        self._moves(f"presses {keys}")
        for key in keys:
            if self._leg().alive:
                self._leg().press(key)
                self.clock.run_until(self.clock.now)
        self.pure.presses(keys)
        self._compare()

    def waits(self, seconds: int) -> None:
        """Nothing is done for some seconds."""
        self._moves(f"waits {seconds}")
        self.pure.waits(seconds)
        self._compare()

    def stays_silent(self) -> None:
        """Nothing is said until the line goes on."""
        self._moves("stays silent")
        self.pure.stays_silent()
        self._compare()

    def hangs_up(self) -> None:
        """The caller ends the call."""
        self._moves("hangs up")
        self.caller.hangs_up()
        self.pure.hangs_up()
        self._compare()

    def agent_reacts(self, agent: SimulatedAgent, does: str, after: int) -> None:
        """An agent whose telephone rings makes up their mind, for this ring alone."""
        self._moves(f"agent {agent.name} {does} {after}")
        person = self._person(agent)
        match does:
            case "accepts":
                person.answers(after=self._rung_for(person) + after)
                person.waits(WHISPER).presses("1").then()
                agent.accepts(after)
            case "declines":
                person.answers(after=self._rung_for(person) + 3)
                person.waits(WHISPER).presses("2").then()
                agent.declines()
            case "is busy":
                person.answers(after=self._rung_for(person) + 1).hangs_up().then()
                agent.is_busy()
            case _:
                person.does_not_answer().then()
                agent.does_not_answer()
        told = [e for e in self.pure.call.timeline if e.words.endswith("picks up")]
        self.talks_since = told[-1].at if told else 0.0
        agent.behaviour = type(agent.behaviour).DOES_NOT_ANSWER
        self._compare()

    def agent_leaves(self, agent: SimulatedAgent) -> None:
        """The agent hangs up: on purpose, or because the line is lost."""
        lost = self._second(self.pure.call.clock) < (
            self._second(self.talks_since) + LOST_WITHIN
        )
        self._moves(f"agent {agent.name} {'drops' if lost else 'leaves'}")
        self._person(agent).hangs_up()
        (agent.drops if lost else agent.leaves)()
        self._compare()

    def agent_keys(self, agent: SimulatedAgent, keys: str, means: str) -> None:
        """The agent presses keys, a second apart; the star key opens the menu."""
        self._moves(f"agent {agent.name} presses {keys}: {means}")
        leg = self._person(agent).leg
        assert leg is not None
        heard = True
        for index, key in enumerate(keys):
            if index:
                line = self.pure.call.line
                line.passes(line.clock + 1)
                self._keeps_pace()
            heard = leg.alive and leg.press(key) and heard
            if heard and key == "*":
                self.pure.agent(agent.name, "opens the menu")
        if heard:
            self.pure.agent(agent.name, means)
        self._compare()

    def _begins_anew(self) -> None:
        self.line.carrier.finishes()
        self.clock.run_until(self.clock.now + 1)
        self.line.carrier.trace.entries.clear()
        with writing(self.board.engine) as conn:
            for table in KEPT:
                conn.exec_driver_sql(f"DELETE FROM {table}")
        for person in self.line.carrier.exchange.people.values():
            person.forgets()

    def _moves(self, move: str) -> None:
        self.moves.append(f"{self.pure.call.clock:7.2f} {move}")
        self._listens_anew()

    def _listens_anew(self) -> None:
        self.known = len(self.line.carrier.trace.entries)
        self.pure.call.listens_anew()

    def _hears_out(self) -> bool:
        """Both lines say what they are saying; False if the call ended with it."""
        self._listens_anew()
        self.pure.call.line.hear_out()
        self._compare()
        return not self.over

    def _leg(self) -> Leg:
        assert self.caller.leg is not None
        return self.caller.leg

    def _keeps_pace(self) -> None:
        self.clock.run_until(self.began + self.pure.call.clock + ROUNDING)

    def _compare(self) -> None:
        call = self.pure.call
        until = call.clock + BLINK
        call.line.passes(until)
        self._awaits_who_comes_back()
        self._keeps_pace()
        simulated, carried = self.simulated(), self.carried()
        if simulated != carried:
            told = [*self.moves, f"  simulator: {simulated}", f"  webhooks:  {carried}"]
            raise MovesDiffer("\n".join(told))

    def _awaits_who_comes_back(self) -> None:
        """The line looks for agents whose own time is over at that very second."""
        back = self.pure.call.line.turns.roster.next_back
        if back is not None and back not in self.awaited:
            self.awaited.add(back)
            errands = self.line.app.extensions["ivr-errands"]
            self.clock.at(back - self.clock.start.timestamp(), errands.run)

    def simulated(self) -> Side:
        """The call on the simulator."""
        entries = self.pure.call.heard_since_last()
        words = tuple(e.words for e in entries if e.who is Who.LINE)
        call = self.pure.call
        over = self.over or call.kind in (Kind.CLOSING, Kind.ENDED)
        return Side("over" if over else call.call.state, words)

    def carried(self) -> Side:
        """The call on the carrier; its state is sealed in the document's URLs."""
        entries = self.line.carrier.trace.entries[self.known :]
        words = tuple(
            entry.words
            for entry in entries
            if entry.who == "caller"
            and entry.what in SPOKEN
            and not entry.words.startswith("(")
        )
        leg = self._leg()
        if not leg.alive:
            return Side("over", words)
        turn = self._turn(leg)
        return Side(turn.call.state if turn else "over", words)

    def _turn(self, leg: Leg) -> Turn | None:
        document = leg.waits_from or leg.document
        assert document is not None
        for verb in document.root.walk():
            url = verb.get("action") or (verb.text if verb.name == "Redirect" else "")
            token = parse_qs(urlsplit(url).query).get("t")
            if token:
                return self.board.tokens.open(leg.sid, token[0])
        return None

    def _second(self, at: float) -> int:
        """The whole Unix second at a second of the call."""
        return int(self.pure.call.line.began.timestamp() + at)

    def _rung_for(self, person: Person) -> float:
        return self.clock.now - person._rung_at

    def _person(self, agent: SimulatedAgent) -> Person:
        return self.line.carrier.agent(agent.name, self._agent(agent).phone)

    def _agent(self, agent: SimulatedAgent) -> Agent:
        return self.board.live_line().agent(agent.ids[0])

    def later(self, pause: timedelta) -> None:
        """Time passes between two calls."""
        self.line.carrier.finishes()
        self.clock.run_until(self.clock.now + pause.total_seconds())

    def close(self) -> None:
        """Gives the database back."""
        self.line.engine.dispose()


def _seconds_of(words: Words) -> float:
    return speech_seconds(words.text)
