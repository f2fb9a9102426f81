"""A call on a virtual clock: the machine, a caller, and a simulated office."""

from datetime import datetime, timedelta
from math import inf

from ivr.flow import events
from ivr.flow.actions import Ring, Words
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.flow.times import dialed
from ivr.phone.bookings import GivenPromise
from ivr.phone.office import Office, SimulatedAgent
from ivr.phone.programme import (
    SILENCE_ENDS_RECORDING,
    Ending,
    Programme,
    SecondsOf,
    programme,
)
from ivr.phone.reel import Reel
from ivr.phone.telephones import REPORTS, TOLD
from ivr.phone.timeline import Entry, Who
from ivr.phone.turns import Turns
from ivr.script.model import Script
from ivr.script.telephone import NotDialled, country_of, dial_target, own_number
from ivr.understanding import Listener
from ivr.wording.measures import estimate_seconds

# What an agent who talks asks for after the star key.
BY_THE_MENU = (events.AgentAskedToHold, events.AgentAskedToTransfer)


class CallIsOver(Exception):
    """Something was to happen on a call that has ended or not begun."""


class NotRecording(Exception):
    """A message was spoken while the line was not recording."""


def estimated(words: Words) -> float:
    """Seconds that the words take to say, by their language's estimate."""
    return estimate_seconds(words.text, words.language)


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
        self.flow, self.script, self.began = flow, script, now
        self.office = office or Office.of(script)
        for agent in self.office.agents:
            agent.switchboard = self
        self.seconds_of = seconds_of
        self.listener = Listener(flow)
        self.over = True
        self.messages: list[int] = []
        self._turns = Turns(flow, script, self.office)
        self._telephones = self._turns.telephones
        self._reel = Reel()
        self._keyed = ""
        self._held_from = 0.0
        self._last_move = 0

    def dials(self, to: str = "", *, number_withheld: bool = False) -> None:
        """Dials a number of the line; without one, the line itself."""
        self.over = False
        number = self._in_full(to) if to else ""
        event = dialed(self.script, self.now, number, number_withheld=number_withheld)
        self._happens(event)
        self._hear_out()

    def says(self, words: str) -> None:
        """Says something once the line has spoken; music does not listen."""
        self._move(hearing_out=True)
        stretch = self._reel.stretch
        hears = stretch is not None and stretch.hears_speech
        seconds = estimate_seconds(words, self.call.language)
        if not self._speak(words, seconds, heard=hears or self._records):
            self._hear_out()
            return
        if self.kind is Kind.RECORDING:
            self._reel.clock += SILENCE_ENDS_RECORDING
            self._recorded(max(1, round(seconds)))
        elif hears:
            self._turns.said = words
            meaning = self.listener.meaning(self.call, words)
            self._happens(events.Spoke(words, meaning))
        self._hear_out()

    def presses(self, keys: str) -> None:
        """Presses a key, or several one after another."""
        self._move(hearing_out=True)
        self._speak(f"[{keys}]", 0.0, heard=False, keys=keys)
        for key in keys:
            if not self.over:
                self._turns.said = ""
                self._press(key)
        self._hear_out()

    def stays_silent(self) -> None:
        """Says nothing until the line goes on by itself."""
        self._move()
        self._until_something_new()

    def waits(self, seconds: float) -> None:
        """Does nothing for some seconds."""
        self._move()
        until = self.clock + seconds
        while self._next_thing(until):
            pass
        self._reel.clock = max(self.clock, until)

    def records(self, seconds: int) -> None:
        """Speaks after the tone for some seconds, then presses the pound key."""
        if self.kind is not Kind.RECORDING:
            raise NotRecording("the line is not recording now")
        self._move(hearing_out=True)
        self._speak(f"({seconds} s)", seconds, heard=True)
        self._recorded(seconds)
        self._hear_out()

    def hangs_up(self) -> None:
        """Ends the call."""
        self._move()
        self._happens(events.HungUp())

    @property
    def clock(self) -> float:
        """Seconds since the call began."""
        return self._reel.clock

    @property
    def now(self) -> datetime:
        """The virtual time of day."""
        return self.began + timedelta(seconds=self.clock)

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
        return self._telephones.ringing

    def heard_since_last(self) -> tuple[Entry, ...]:
        """What the line said since the caller's last move."""
        return tuple(e for e in self.timeline[self._last_move :] if e.who is Who.LINE)

    def agent_acts(self, agent: SimulatedAgent) -> None:
        """An agent whose telephone rings does something: time passes until then."""
        rung = None if self.over else self._telephones.decide(agent, self.clock)
        while rung and self._telephones.rings(rung) and self._next_thing(inf):
            pass
        self._hear_out()

    def agent_freed(self, agent: SimulatedAgent) -> None:
        """An agent can be rung; the line rings for a caller who holds."""
        self._ring_the_free()

    def agent_left(self, agent: SimulatedAgent) -> None:
        """The agent who is with the caller hangs up."""
        self.agent_does(agent, "hangs up", events.AgentLeft())

    def agent_does(self, agent: SimulatedAgent, what: str, event: Event) -> None:
        """The agent who is with the caller does something; most of it by the menu."""
        if self.over or self._with_caller() not in agent.ids:
            return
        if self.kind is Kind.TALKING and isinstance(event, BY_THE_MENU):
            self.agent_does(agent, "opens the menu", events.AgentOpenedMenu())
        self._note(agent, what)
        self._happens(event)
        self._hear_out()

    def _with_caller(self) -> str:
        """The agent who talks with the caller, or has left them for a moment."""
        call = self.call
        if call.first_agent >= 0:
            return f"{call.first_department}/{call.first_agent}"
        state = self.flow.states[call.state]
        if state.kind is Kind.TALKING or (state.for_agent and not call.ringing):
            return f"{call.department}/{call.agent}"
        return ""

    def _happens(self, event: Event) -> None:
        if self.over:
            raise CallIsOver("the call is over")
        before, was = self.call, self.kind
        actions = self._turns.take(event, self.now, self.clock)
        for action in actions:
            if isinstance(action, Ring):
                self._note(self.office.with_id(action.agent), "the telephone rings")
        if isinstance(event, REPORTS) and _plays_on(before, was, self.call, self.kind):
            return
        goes_on = was is Kind.HOLDING and isinstance(event, events.Elapsed)
        if self.kind is Kind.HOLDING and not goes_on:
            self._held_from = self.clock
        if self.kind is Kind.ENDED:
            self._reel.cut()
            self._end()
            return
        ending = self._reel.play(programme(actions, self.seconds_of), self.call.state)
        self._follow(ending)
        self._ring_the_free()

    def _ring_the_free(self) -> None:
        """Rings an agent of the department who is free, for a caller who holds."""
        if self.over or self.kind is not Kind.HOLDING or self.call.ringing:
            return
        if self.flow.states[self.call.state].for_agent:
            return
        department = self.flow.departments[self.call.department]
        for index in range(len(department.agents)):
            agent_id = department.agent_id(index)
            if self.office.with_id(agent_id).free and not self.call.ringing:
                self._happens(events.AgentFreed(agent_id))

    def _note(self, agent: SimulatedAgent, does: str) -> None:
        self._reel.note(Who.AGENT, f"{agent.name}: {does}", self.call.state)

    def _next_thing(self, until: float) -> bool:
        """Passes to what next happens by itself; False if nothing does by then."""
        reported = self._telephones.next_at
        at = min(self._reel.ends, reported)
        if self.over or at > until or at == inf:
            return False
        self._reel.clock = max(self.clock, at)
        if self._reel.ends <= reported:
            self._follow(self._reel.turn())
        else:
            self._hear_of_telephone()
        return True

    def _hear_of_telephone(self) -> None:
        agent, report = self._telephones.take()
        self._note(agent, TOLD[type(report)])
        if not isinstance(report, events.AgentPickedUp):
            self._happens(report)

    def _follow(self, ending: Ending | None) -> None:
        match ending:
            case Ending.SILENT:
                self._number_is_complete()
            case Ending.ELAPSED:
                self._happens(self._elapsed())
            case Ending.RECORDED_NOTHING:
                self._happens(events.RecordedNothing())
            case Ending.HUNG_UP:
                self._end()

    def _elapsed(self) -> Event:
        """The seconds since the last update began, or that a telephone rang.

        An agent who has picked up by then gets the time to hear what it is about.
        """
        if self.kind is Kind.RINGING:
            rung = self._telephones.picked_up
            if rung and "picked-up" in self.flow.states[self.call.state].edges:
                return events.AgentPickedUp(rung)
            return events.Elapsed(round(self._reel.programme.stretches[-1].seconds))
        seconds = round(self.clock - self._held_from)
        self._held_from += seconds
        return events.Elapsed(seconds, self.office.place(self.call.department))

    def _until_something_new(self) -> None:
        before = self._reel.programme
        while self._reel.programme is before and self._next_thing(inf):
            pass
        self._hear_out()

    def _hear_out(self) -> None:
        """Hears the line as far as it speaks without a pause."""
        while (stretch := self._reel.stretch) and stretch.who is Who.LINE:
            if not self._next_thing(inf):
                return

    def _move(self, *, hearing_out: bool = False) -> None:
        if self.over:
            raise CallIsOver("the call is over")
        if hearing_out:
            self._hear_out()
        self._last_move = len(self.timeline)

    def _speak(
        self, words: str, seconds: float, *, heard: bool, keys: str = ""
    ) -> bool:
        """Seconds in which the caller speaks; music that does not listen plays on.

        False if an agent's report has moved the caller on before all was said.
        """
        if heard:
            self._reel.cut()
        self._reel.note(Who.CALLER, words, self.call.state, seconds, keys)
        until, programme = self.clock + seconds, self._reel.programme
        while self._telephones.next_at < until and self._reel.programme is programme:
            self._reel.clock = max(self.clock, self._telephones.next_at)
            self._hear_of_telephone()
        if self._reel.programme is programme:
            self._reel.clock = until
            return True
        while self._next_thing(until):
            pass
        self._reel.clock = max(self.clock, until)
        return False

    @property
    def _records(self) -> bool:
        return self.kind is Kind.RECORDING

    def _press(self, key: str) -> None:
        match self.kind:
            case Kind.NUMBER if key != "#":
                self._keyed += key
                silence = self._reel.programme.stretches[-1]
                self._reel.play(Programme((silence,), Ending.SILENT), self.call.state)
            case Kind.NUMBER:
                self._number_is_complete()
            case Kind.RECORDING if key == "#":
                self._happens(events.RecordedNothing())
            case Kind.TALKING | Kind.RECORDING:
                pass
            case _:
                self._happens(events.Pressed(key))

    def _number_is_complete(self) -> None:
        """The pound key, or silence: nothing at all was keyed in, or a number."""
        keyed, self._keyed = self._keyed, ""
        if keyed:
            self._happens(events.NumberKeyed(self._may_call(keyed)))
        else:
            self._happens(events.StayedSilent())

    def _in_full(self, number: str) -> str:
        try:
            return own_number(number, self.script.country)
        except NotDialled:
            return number

    def _may_call(self, number: str) -> bool:
        try:
            target = dial_target(number, self.script.country)
        except NotDialled:
            return False
        return country_of(target) in ("", self.script.country)

    def _recorded(self, seconds: int) -> None:
        if seconds > 0:
            self.messages.append(seconds)
            self._happens(events.Recorded(seconds))
        else:
            self._happens(events.RecordedNothing())

    def _end(self) -> None:
        self.over = True
        self._telephones.silence()


def _plays_on(before: Call, was: Kind, after: Call, kind: Kind) -> bool:
    """Whether an agent's report leaves the caller to what is playing."""
    if was is Kind.HOLDING and kind is Kind.HOLDING:
        return True
    return before.state == after.state and before.tried == after.tried
