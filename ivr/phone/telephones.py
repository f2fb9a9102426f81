"""The agents' telephones that ring for one call, and what will be heard of them."""

from dataclasses import dataclass
from math import inf

from ivr.flow import events
from ivr.flow.events import Event
from ivr.phone.office import Office, SimulatedAgent

REPORTS = (
    events.AgentPickedUp,
    events.AgentAccepted,
    events.AgentDeclined,
    events.AgentUnanswered,
    events.AgentFreed,
    events.AgentLeft,
)

TOLD: dict[type[Event], str] = {
    events.AgentPickedUp: "picks up",
    events.AgentAccepted: "accepts",
    events.AgentDeclined: "declines",
    events.AgentUnanswered: "does not answer",
}


@dataclass
class _Ringing:
    began: float
    seconds: float
    reports: list[tuple[float, Event]]
    picked_up: bool = False


class Telephones:
    """Which telephones ring, by the agents' ids; all times on the call's clock."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._ringing: dict[str, _Ringing] = {}

    def ring(self, agent_id: str, seconds: float, clock: float) -> SimulatedAgent:
        """An agent's telephone begins to ring."""
        agent = self.office.with_id(agent_id)
        agent.free = False
        self._ringing[agent_id] = _Ringing(clock, seconds, [])
        self._expect(agent, agent_id, clock, seconds)
        return agent

    def cancel(self, agent_id: str) -> None:
        """An agent's telephone stops ringing."""
        self._ringing.pop(agent_id, None)

    def silence(self) -> None:
        """No telephone rings any more."""
        self._ringing.clear()

    def decide(self, agent: SimulatedAgent, clock: float) -> str | None:
        """An agent makes up their mind; the id if the telephone rings."""
        for agent_id in agent.ids:
            if ringing := self._ringing.get(agent_id):
                left = ringing.began + ringing.seconds - clock
                self._expect(agent, agent_id, clock, max(left, 0.0))
                return agent_id
        return None

    def rings(self, agent_id: str) -> bool:
        """Whether something is still to be heard of this telephone."""
        return agent_id in self._ringing

    @property
    def picked_up(self) -> str:
        """Who holds the receiver and has not decided yet; "" if nobody does."""
        return next(
            (i for i, ringing in self._ringing.items() if ringing.picked_up), ""
        )

    @property
    def agents(self) -> tuple[str, ...]:
        """The ids of the agents whose telephones ring."""
        return tuple(self._ringing)

    @property
    def ringing(self) -> tuple[SimulatedAgent, ...]:
        """The agents whose telephones ring."""
        return tuple(self.office.with_id(agent_id) for agent_id in self._ringing)

    @property
    def next_at(self) -> float:
        """When something will be heard of a telephone; infinite if none rings."""
        return min((r.reports[0][0] for r in self._ringing.values()), default=inf)

    def take(self) -> tuple[SimulatedAgent, Event]:
        """The next report, and whose telephone it is about."""
        agent_id = min(self._ringing, key=lambda i: self._ringing[i].reports[0][0])
        reports = self._ringing[agent_id].reports
        event = reports.pop(0)[1]
        if isinstance(event, events.AgentPickedUp):
            self._ringing[agent_id].picked_up = True
        if not reports:
            del self._ringing[agent_id]
        return self.office.with_id(agent_id), event

    def _expect(
        self, agent: SimulatedAgent, agent_id: str, clock: float, seconds: float
    ) -> None:
        reports = agent.reports(agent_id, seconds)
        self._ringing[agent_id].reports = [(clock + at, event) for at, event in reports]
