"""The machine's turns on a simulated call, with the look-ups it asks for."""

from dataclasses import replace
from datetime import datetime

from ivr.flow import events
from ivr.flow.actions import (
    EFFECTS,
    Action,
    CancelRing,
    FindTime,
    LetGo,
    LineUp,
    Note,
    Promise,
    Ring,
)
from ivr.flow.call import LONGEST_WAIT, Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.flow.machine import start, step
from ivr.flow.times import held
from ivr.phone.bookings import Bookings
from ivr.phone.office import Office, Standing
from ivr.phone.roster import Roster
from ivr.phone.telephones import Telephones
from ivr.script.model import Script

MOST_LOOKUPS = 10  # in one turn; more is a fault of the flow

BY_CALLER = (
    events.Dialed,
    events.Elapsed,
    events.NumberKeyed,
    events.Pressed,
    events.Recorded,
    events.RecordedNothing,
    events.Spoke,
    events.StayedSilent,
)


class StuckAside(Exception):
    """The flow left the caller in a state in which nothing is said or asked."""


class Turns:
    """Where the call stands, what the machine was told, and what it left behind.

    `said` is what the caller said last; the machine may ask to note it. `lasts` tells
    whether the caller's latest turn is one that the line writes down.
    """

    def __init__(self, flow: Flow, script: Script, office: Office) -> None:
        self.flow = flow
        self.call: Call = start(flow)
        self.events: list[Event] = []
        self.notes: list[str] = []
        self.said = ""
        self.lasts = False
        self.office = office
        self.bookings = Bookings(script, office)
        self.telephones = Telephones(office)
        self.roster = Roster(flow, script)
        self._counted: int | None = None

    @property
    def kind(self) -> Kind:
        """What the caller is doing."""
        return self.flow.states[self.call.state].kind

    @property
    def with_caller(self) -> str:
        """The agent who talks with the caller, or has left them for a moment."""
        call = self.call
        if call.first_agent >= 0:
            return f"{call.first_department}/{call.first_agent}"
        state = self.flow.states[call.state]
        if state.kind is Kind.TALKING or (state.for_agent and not call.ringing):
            return f"{call.department}/{call.agent}"
        return ""

    def take(self, event: Event, now: datetime, clock: float) -> tuple[Action, ...]:
        """The actions of the step and of the look-ups it asks for; StuckAside."""
        at, before, agent = int(now.timestamp()), self.call, self.with_caller
        if isinstance(event, events.AgentDeclined):
            self.roster.declines(event.agent)
        flow = self.today(at)
        by_caller = isinstance(event, BY_CALLER)
        self.lasts = by_caller and self._is_kept(flow, event)
        if self.lasts and self.kind is Kind.HOLDING:
            event = self._counts(event, at)
        actions = self._steps(flow, event, now, clock)
        if self.lasts or not by_caller:
            self._begins_to_count(at)
        if agent and self._parted(before, event, actions):
            self.roster.wraps_up(agent, at, upset=before.upset)
        return actions

    def today(self, at: int) -> Flow:
        """The flow with who is there and free at this second."""
        agent, office = self.with_caller, self.office
        busy = [*self.telephones.agents, *office.standing(Standing.ENGAGED)]
        busy += [agent] if agent else []
        away = office.standing(Standing.AWAY)
        return self.flow.today(self.roster.rota(busy, at, away))

    def _steps(
        self, flow: Flow, event: Event, now: datetime, clock: float
    ) -> tuple[Action, ...]:
        actions: tuple[Action, ...] = ()
        for _ in range(MOST_LOOKUPS):
            self.events.append(event)
            taken = step(flow, self.call, event)
            self.call = taken.call
            actions = (*actions, *taken.actions)
            answer = self._perform(taken.actions, now, clock)
            if self.kind is not Kind.ASIDE:
                return actions
            if answer is None:
                break
            event = answer
        raise StuckAside(f"nothing is said or asked in {self.call.state!r}")

    def _is_kept(self, flow: Flow, event: Event) -> bool:
        """Whether the line writes this turn down: time went by, or it has effects."""
        taken = step(flow, self.call, event)
        holds = self.flow.states[taken.call.state].kind is Kind.HOLDING
        return (
            isinstance(event, events.Elapsed)
            or any(isinstance(action, EFFECTS) for action in taken.actions)
            or (holds and self.kind is not Kind.HOLDING)
        )

    def _counts(self, event: Event, at: int) -> Event:
        """The wait on hold by the clock, whatever was pressed meanwhile."""
        passed = 0 if self._counted is None else max(at - self._counted, 0)
        self._counted = at
        if isinstance(event, events.Elapsed):
            return replace(event, seconds=held(event.seconds, passed))
        waited = min(self.call.waited + passed, LONGEST_WAIT)
        self.call = self.call.but(waited=waited)
        return event

    def _begins_to_count(self, at: int) -> None:
        """A wait begins with the hold, and lasts until the caller does not wait."""
        state = self.flow.states[self.call.state]
        if not (state.in_line or state.for_agent):
            self._counted = None
        elif state.kind is Kind.HOLDING and self._counted is None:
            self._counted = at

    def _parted(self, before: Call, event: Event, actions: tuple[Action, ...]) -> bool:
        """Whether the agent who was with the caller is on the call no more."""
        match event:
            case events.AgentLeft():
                return True
            case events.AgentUnanswered():
                return self.flow.states[before.state].kind is Kind.TALKING
            case events.AgentAccepted():
                return before.first_agent >= 0
            case _:
                return any(isinstance(action, LetGo) for action in actions)

    def _perform(
        self, actions: tuple[Action, ...], now: datetime, clock: float
    ) -> Event | None:
        answer: Event | None = None
        for action in actions:
            match action:
                case Ring(agent, seconds):
                    self.telephones.ring(agent, seconds, clock)
                    self.roster.rings(agent, int(now.timestamp()))
                case CancelRing(agent):
                    self.telephones.cancel(agent)
                case LineUp():
                    answer = self.bookings.place(action)
                case FindTime():
                    answer = self.bookings.find(action, now)
                case Promise():
                    answer = self.bookings.promise(action, self.call, now)
                case Note() if self.said:
                    self.notes.append(self.said)
                case _:
                    pass
        return answer
