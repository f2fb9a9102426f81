"""The simulated office: agents and what they do when rung, the line, the bookings."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from ivr.flow import events
from ivr.flow.events import Event
from ivr.flow.flow import MANAGER
from ivr.script.calendar import Closure
from ivr.script.model import Agent, Script


class Standing(StrEnum):
    """Whether an agent can be rung at all."""

    HERE = "is back"
    ENGAGED = "is with another caller"
    AWAY = "is away"


class Behaviour(StrEnum):
    """What an agent does when the telephone rings."""

    ACCEPTS = "accepts"
    DECLINES = "declines"
    IS_BUSY = "is busy"
    DOES_NOT_ANSWER = "does not answer"


PICKS_UP_AFTER = 3.0  # seconds of ringing
WHISPER_TAKES = 4.0  # seconds until the agent has heard of the call and presses a key
BUSY_AFTER = 1.0  # seconds until the line hears the busy tone

Reports = tuple[tuple[float, Event], ...]


class NobodyOfThatName(LookupError):
    """No agent of the script has that name."""


class Switchboard(Protocol):
    """The call that wants to know what agents do."""

    def agent_acts(self, agent: "SimulatedAgent") -> None:
        """The agent's behaviour has changed, maybe while the telephone rings."""

    def agent_freed(self, agent: "SimulatedAgent") -> None:
        """The agent can be rung again."""

    def agent_left(self, agent: "SimulatedAgent") -> None:
        """The agent hung up."""

    def agent_does(self, agent: "SimulatedAgent", what: str, event: Event) -> None:
        """The agent who is with the caller does something."""


@dataclass
class SimulatedAgent:
    """An agent as the script names one, at one desk or several."""

    name: str
    ids: tuple[str, ...]
    behaviour: Behaviour = Behaviour.DOES_NOT_ANSWER
    after: float = 0.0
    free: bool = False
    standing: Standing = Standing.HERE
    switchboard: Switchboard | None = None

    def accepts(self, after: float = PICKS_UP_AFTER) -> None:
        """Picks up after some seconds of ringing, and takes the call."""
        self._does(Behaviour.ACCEPTS, after)

    def declines(self) -> None:
        """Picks up, and turns the call down."""
        self._does(Behaviour.DECLINES, PICKS_UP_AFTER)

    def is_busy(self) -> None:
        """Talks on the telephone already."""
        self._does(Behaviour.IS_BUSY, BUSY_AFTER)

    def does_not_answer(self) -> None:
        """Lets the telephone ring out."""
        self._does(Behaviour.DOES_NOT_ANSWER, 0.0)

    def becomes_free(self) -> None:
        """Has finished another call and can be rung; picks up when told to."""
        self.free, self.behaviour = True, Behaviour.DOES_NOT_ANSWER
        if self.switchboard:
            self.switchboard.agent_freed(self)

    def leaves(self) -> None:
        """Ends the conversation."""
        if self.switchboard:
            self.switchboard.agent_left(self)

    def drops(self) -> None:
        """Loses the connection."""
        self._with_caller("the line drops", events.AgentUnanswered(""))

    def opens_menu(self) -> None:
        """Looks at what can be done, by the star key."""
        self._with_caller("opens the menu", events.AgentOpenedMenu())

    def asks_to_hold(self) -> None:
        """Would like to look into something, and asks for two minutes."""
        self._with_caller("asks to hold", events.AgentAskedToHold())

    def transfers(self, department: str) -> None:
        """Would like a colleague in a department to go on."""
        event = events.AgentAskedToTransfer(department)
        self._with_caller(f"would hand over to {department}", event)

    def returns(self) -> None:
        """Comes back to the caller."""
        self._with_caller("is back", events.AgentReturned())

    def _with_caller(self, what: str, event: Event) -> None:
        if self.switchboard:
            self.switchboard.agent_does(self, what, event)

    def reports(self, agent_id: str, seconds: float) -> Reports:
        """What the line hears of a telephone that rings for some seconds, and when."""
        picked_up = self.after, events.AgentPickedUp(agent_id)
        heard = self.after + WHISPER_TAKES
        match self.behaviour:
            case Behaviour.ACCEPTS if self.after < seconds:
                return picked_up, (heard, events.AgentAccepted(agent_id))
            case Behaviour.DECLINES if self.after < seconds:
                return picked_up, (heard, events.AgentDeclined(agent_id))
            case Behaviour.IS_BUSY:
                return ((self.after, events.AgentUnanswered(agent_id)),)
            case _:
                return ((seconds, events.AgentUnanswered(agent_id)),)

    def _does(self, behaviour: Behaviour, after: float) -> None:
        self.behaviour, self.after = behaviour, after
        if self.switchboard:
            self.switchboard.agent_acts(self)


@dataclass
class Office:
    """Who works there and how the day goes; nobody answers unless told to.

    `callers_ahead` counts the other callers in each department's line; None means
    that the list cannot be read. `booked` counts callbacks by department and Unix time.
    With a `closure` the office has closed early.
    """

    agents: tuple[SimulatedAgent, ...]
    callers_ahead: dict[str, int | None] = field(default_factory=dict)
    booked: Counter[tuple[str, int]] = field(default_factory=Counter)
    next_time_goes: bool = False
    promises_fail: bool = False
    closure: Closure | None = None

    @classmethod
    def of(cls, script: Script) -> "Office":
        """The office of a call script."""
        ids: dict[str, list[str]] = {}
        for agent, agent_id in _staff(script):
            name = agent.name.in_(script.languages[0]) or agent_id
            ids.setdefault(name, []).append(agent_id)
        return cls(tuple(SimulatedAgent(name, tuple(own)) for name, own in ids.items()))

    def place(self, department: str) -> int | None:
        """The place in line of the caller at hand; None if it cannot be read."""
        ahead = self.callers_ahead.get(department, 0)
        return None if ahead is None else ahead + 1

    def agent(self, name: str) -> SimulatedAgent:
        """The agent with that name or the first part of it; NobodyOfThatName."""
        wanted = name.casefold()
        for agent in self.agents:
            if wanted in (agent.name.casefold(), *agent.name.casefold().split()):
                return agent
        known = ", ".join(agent.name for agent in self.agents) or "nobody"
        raise NobodyOfThatName(f"nobody is named {name!r} here; there is {known}")

    def standing(self, standing: Standing) -> list[str]:
        """The ids of the agents who are away, say."""
        return [
            agent_id
            for agent in self.agents
            if agent.standing is standing
            for agent_id in agent.ids
        ]

    def with_id(self, agent_id: str) -> SimulatedAgent:
        """The agent by the id that the flow uses."""
        return next(agent for agent in self.agents if agent_id in agent.ids)


def _staff(script: Script) -> list[tuple[Agent, str]]:
    found = [
        (agent, f"{key}/{index}")
        for key, department in script.departments.items()
        for index, agent in enumerate(department.agents)
    ]
    return [*found, (script.manager, f"{MANAGER}/0")] if script.manager else found
