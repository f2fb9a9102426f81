"""A call on a virtual clock: a caller, the line, and a simulated office."""

from datetime import datetime
from math import inf

from ivr.flow import events
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.flow.times import dialed
from ivr.phone.bookings import GivenPromise
from ivr.phone.office import Office, SimulatedAgent
from ivr.phone.programme import SILENCE_ENDS_RECORDING, SecondsOf
from ivr.phone.simulated_line import CallIsOver, SimulatedLine, estimated
from ivr.phone.timeline import Entry, Who
from ivr.script.model import Script
from ivr.script.telephone import NotDialled, own_number
from ivr.understanding import Listener
from ivr.wording.measures import estimate_seconds

__all__ = ["CallIsOver", "NotRecording", "Simulation", "estimated"]

# What an agent who talks asks for after the star key.
BY_THE_MENU = (events.AgentAskedToHold, events.AgentAskedToTransfer)


class NotRecording(Exception):
    """A message was spoken while the line was not recording."""


class Simulation:
    """One call, from `dials` to the end; seconds pass only when something is done.

    The caller hears each prompt to its end before the next move, unless an agent
    comes in. `timeline` holds what happened; `promises`, `messages` (seconds) and
    `notes` hold what the office is left with, `happened` what the machine was told.
    """

    def __init__(
        self,
        flow: Flow,
        script: Script,
        now: datetime,
        office: Office | None = None,
        seconds_of: SecondsOf = estimated,
    ) -> None:
        self.flow, self.script = flow, script
        self.office = office or Office.of(script)
        for agent in self.office.agents:
            agent.switchboard = self
        self.listener = Listener(flow)
        self.messages: list[int] = []
        self.line = SimulatedLine(flow, script, now, self.office, seconds_of)
        self._turns = self.line.turns
        self._reel = self.line.reel
        self._last_move = 0

    def dials(self, to: str = "", *, number_withheld: bool = False) -> None:
        """Dials a number of the line; without one, the line itself."""
        self.line.over = False
        number = self._in_full(to) if to else ""
        event = dialed(
            self.script,
            self.now,
            number,
            number_withheld=number_withheld,
            closure=self.office.closure,
        )
        self.line.happens(event)
        self.line.hear_out()

    def says(self, words: str) -> None:
        """Says something once the line has spoken; music does not listen."""
        self._move(hearing_out=True)
        stretch = self._reel.stretch
        hears = stretch is not None and stretch.hears_speech
        records = self.kind is Kind.RECORDING
        seconds = estimate_seconds(words, self.call.language)
        if not self._speak(words, seconds, heard=hears or records):
            self.line.hear_out()
            return
        if self.kind is Kind.RECORDING:
            self._reel.clock += SILENCE_ENDS_RECORDING
            self._recorded(max(1, round(seconds)))
        elif hears:
            self._turns.said = words
            meaning = self.listener.meaning(self.call, words)
            self.line.happens(events.Spoke(words, meaning))
        self.line.hear_out()

    def presses(self, keys: str) -> None:
        """Presses a key, or several one after another."""
        self._move(hearing_out=True)
        self._speak(f"[{keys}]", 0.0, heard=False, keys=keys)
        for key in keys:
            if not self.over:
                self._turns.said = ""
                self.line.presses(key)
        self.line.hear_out()

    def stays_silent(self) -> None:
        """Says nothing until the line goes on by itself."""
        self._move()
        before = self._reel.programme
        while self._reel.programme is before and self.line.next_thing(inf):
            pass
        self.line.hear_out()

    def waits(self, seconds: float) -> None:
        """Does nothing for some seconds."""
        self._move()
        self.line.passes(self.clock + seconds)

    def records(self, seconds: int) -> None:
        """Speaks after the tone for some seconds, then presses the pound key."""
        if self.kind is not Kind.RECORDING:
            raise NotRecording("the line is not recording now")
        self._move(hearing_out=True)
        self._speak(f"({seconds} s)", seconds, heard=True)
        self._recorded(seconds)
        self.line.hear_out()

    def hangs_up(self) -> None:
        """Ends the call."""
        self._move()
        self.line.happens(events.HungUp())

    @property
    def over(self) -> bool:
        """Whether the call has ended, or not begun."""
        return self.line.over

    @property
    def clock(self) -> float:
        """Seconds since the call began."""
        return self._reel.clock

    @property
    def now(self) -> datetime:
        """The virtual time of day."""
        return self.line.now

    @property
    def playing(self) -> Entry | None:
        """What the caller hears at this moment; None between two things."""
        return self._reel.playing

    @property
    def timeline(self) -> list[Entry]:
        """What happened on the call, in order."""
        return self._reel.timeline

    @property
    def promises(self) -> list[GivenPromise]:
        """What was promised on the call."""
        return self._turns.bookings.promises

    @property
    def notes(self) -> list[str]:
        """What the caller said that whoever takes over should know."""
        return self._turns.notes

    @property
    def happened(self) -> list[Event]:
        """What the machine was told, in order."""
        return self._turns.events

    @property
    def call(self) -> Call:
        """Where the call stands."""
        return self._turns.call

    @property
    def kind(self) -> Kind:
        """What the caller is doing."""
        return self._turns.kind

    @property
    def ringing(self) -> tuple[SimulatedAgent, ...]:
        """The agents whose telephones ring now."""
        return self.line.telephones.ringing

    @property
    def with_caller(self) -> str:
        """The agent who talks with the caller, or has left them for a moment."""
        return self._turns.with_caller

    def heard_since_last(self) -> tuple[Entry, ...]:
        """What the line said since the caller's last move."""
        return tuple(e for e in self.timeline[self._last_move :] if e.who is Who.LINE)

    def listens_anew(self) -> None:
        """What was heard so far is heard no more by `heard_since_last`."""
        self._last_move = len(self.timeline)

    def agent_acts(self, agent: SimulatedAgent) -> None:
        """An agent whose telephone rings does something: time passes until then."""
        telephones = self.line.telephones
        rung = None if self.over else telephones.decide(agent, self.clock)
        while rung and telephones.rings(rung) and self.line.next_thing(inf):
            pass
        self.line.hear_out()

    def agent_freed(self, agent: SimulatedAgent) -> None:
        """An agent can be rung; the line rings for a caller who holds."""
        self.line.ring_the_free()

    def agent_left(self, agent: SimulatedAgent) -> None:
        """The agent who is with the caller hangs up."""
        self.agent_does(agent, "hangs up", events.AgentLeft())

    def agent_does(self, agent: SimulatedAgent, what: str, event: Event) -> None:
        """The agent who is with the caller does something; most of it by the menu."""
        if self.over or self.with_caller not in agent.ids:
            return
        if self.kind is Kind.TALKING and isinstance(event, BY_THE_MENU):
            self.agent_does(agent, "opens the menu", events.AgentOpenedMenu())
        self.line.note(agent, what)
        self.line.happens(event)
        self.line.hear_out()

    def _move(self, *, hearing_out: bool = False) -> None:
        if self.over:
            raise CallIsOver("the call is over")
        if hearing_out:
            self.line.hear_out()
        self.listens_anew()

    def _speak(
        self, words: str, seconds: float, *, heard: bool, keys: str = ""
    ) -> bool:
        """Seconds in which the caller speaks; music that does not listen plays on.

        False if an agent's report has moved the caller on before all was said.
        """
        reel, telephones = self._reel, self.line.telephones
        if heard:
            reel.cut()
        reel.note(Who.CALLER, words, self.call.state, seconds, keys)
        until, programme = self.clock + seconds, reel.programme
        while telephones.next_at < until and reel.programme is programme:
            reel.clock = max(self.clock, telephones.next_at)
            self.line.hear_of_telephone()
        if reel.programme is programme:
            reel.clock = until
            return True
        self.line.passes(until)
        return False

    def _in_full(self, number: str) -> str:
        try:
            return own_number(number, self.script.country)
        except NotDialled:
            return number

    def _recorded(self, seconds: int) -> None:
        if seconds > 0:
            self.messages.append(seconds)
            self.line.happens(events.Recorded(seconds))
        else:
            self.line.happens(events.RecordedNothing())
