"""The machine's turns on a simulated call, with the look-ups it asks for."""

from datetime import datetime

from ivr.flow.actions import (
    Action,
    CancelRing,
    FindTime,
    LineUp,
    Note,
    Promise,
    Ring,
)
from ivr.flow.call import Call
from ivr.flow.events import AgentDeclined, Event
from ivr.flow.flow import Flow, Kind, Rota
from ivr.flow.machine import start, step
from ivr.phone.bookings import Bookings
from ivr.phone.office import Office
from ivr.phone.telephones import Telephones
from ivr.script.model import Script

MOST_LOOKUPS = 10  # in one turn; more is a fault of the flow


class StuckAside(Exception):
    """The flow left the caller in a state in which nothing is said or asked."""


class Turns:
    """Where the call stands, what the machine was told, and what it left behind.

    `said` is what the caller said last; the machine may ask to note it.
    """

    def __init__(self, flow: Flow, script: Script, office: Office) -> None:
        self.flow = flow
        self.call: Call = start(flow)
        self.events: list[Event] = []
        self.notes: list[str] = []
        self.said = ""
        self.office = office
        self._unwilling: set[str] = set()
        self.bookings = Bookings(script, office)
        self.telephones = Telephones(office)

    @property
    def kind(self) -> Kind:
        """What the caller is doing."""
        return self.flow.states[self.call.state].kind

    def take(self, event: Event, now: datetime, clock: float) -> tuple[Action, ...]:
        """The actions of the step and of the look-ups it asks for; StuckAside."""
        actions: tuple[Action, ...] = ()
        for _ in range(MOST_LOOKUPS):
            self.events.append(event)
            taken = step(self.flow.today(self._rota()), self.call, event)
            self.call = taken.call
            if isinstance(event, AgentDeclined):
                self._unwilling |= set(self.office.with_id(event.agent).ids)
            actions = (*actions, *taken.actions)
            answer = self._perform(taken.actions, now, clock)
            if self.kind is not Kind.ASIDE:
                return actions
            if answer is None:
                break
            event = answer
        raise StuckAside(f"nothing is said or asked in {self.call.state!r}")

    def _rota(self) -> dict[str, Rota]:
        """Who may be rung: whoever turned the call down is not, by no department."""
        found = {}
        for key, department in self.flow.departments.items():
            there = tuple(range(len(department.agents)))
            free = tuple(
                i for i in there if department.agent_id(i) not in self._unwilling
            )
            if free != there:
                found[key] = Rota(there, free)
        return found

    def _perform(
        self, actions: tuple[Action, ...], now: datetime, clock: float
    ) -> Event | None:
        answer: Event | None = None
        for action in actions:
            match action:
                case Ring(agent, seconds):
                    self.telephones.ring(agent, seconds, clock)
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
