"""Who of the simulated office may be rung for the caller, as the line's roster says."""

from collections.abc import Iterable, Mapping

from ivr.flow.choosing import RING_AGAIN_AFTER
from ivr.flow.compile import agent_of
from ivr.flow.flow import Department, Flow, Rota
from ivr.script.model import Script

IN_ORDER, ROUND_ROBIN = "in order", "round robin"


class Roster:
    """Where the agents are during one call, by their telephones.

    Times are whole Unix seconds. Whoever rings or talks is named each time; what is
    remembered is who was rung when, who turned the call down, and who has time of
    their own after a conversation.
    """

    def __init__(self, flow: Flow, script: Script) -> None:
        self.flow, self.script = flow, script
        self._rung: list[tuple[str, int]] = []
        self._picked_up: dict[str, int] = {}
        self._unwilling: set[str] = set()
        self._away: dict[str, int] = {}

    def rota(
        self, busy: Iterable[str], now: int, signed_out: Iterable[str] = ()
    ) -> Mapping[str, Rota]:
        """The rota of each department; nothing where everybody is free and in order."""
        away = {phone for phone, until in self._away.items() if until > now}
        away |= {self._phone(agent) for agent in signed_out}
        taken = {self._phone(agent) for agent in busy} | self._unwilling
        found = {}
        for key, department in self.flow.departments.items():
            order = self._order(department)
            phones = [self._phone(department.agent_id(i)) for i in sorted(order)]
            there = tuple(i for i in order if phones[i] not in away)
            free = tuple(i for i in there if phones[i] not in taken)
            if free != tuple(range(len(phones))):
                found[key] = Rota(there, free)
        return found

    def rings(self, agent: str, now: int) -> None:
        """An agent's telephone begins to ring."""
        self._rung.append((agent, now))

    def picks_up(self, agent: str, now: int) -> None:
        """An agent picks up."""
        self._picked_up[agent] = now

    def declines(self, agent: str) -> None:
        """An agent turns this call down, for every department."""
        self._unwilling.add(self._phone(agent))

    def wraps_up(self, agent: str, now: int, *, upset: bool) -> None:
        """A conversation is over: the agent has time of their own."""
        given = self.script.wrap_up
        seconds = given.after_hard_call if upset else given.after_call
        phone = self._phone(agent)
        if seconds:
            self._away[phone] = max(self._away.get(phone, 0), now + seconds)

    @property
    def next_back(self) -> int | None:
        """When the next agent comes back who has time of their own."""
        return min(self._away.values(), default=None)

    def come_back(self, now: int) -> list[str]:
        """The agents whose own time is over."""
        back = {phone for phone, until in self._away.items() if until <= now}
        for phone in back:
            del self._away[phone]
        return [
            department.agent_id(index)
            for department in self.flow.departments.values()
            for index in range(len(department.agents))
            if self._phone(department.agent_id(index)) in back
        ]

    def was_rung_lately(self, agent: str, now: int) -> bool:
        """Whether the agent was rung for this call less than a minute ago."""
        return any(
            rung == agent and at > now - RING_AGAIN_AFTER for rung, at in self._rung
        )

    def _order(self, department: Department) -> list[int]:
        order = list(range(len(department.agents)))
        given = self.script.departments.get(department.key)
        if given is None or given.ring == IN_ORDER or len(order) < 2:
            return order
        names = [department.agent_id(i) for i in order]
        rung = [names.index(agent) for agent, _ in self._rung if agent in names]
        if given.ring == ROUND_ROBIN:
            start = rung[-1] + 1 if rung else 0
            return [*order[start:], *order[:start]]
        return sorted(order, key=lambda i: self._picked_up.get(names[i], 0))

    def _phone(self, agent: str) -> str:
        return agent_of(self.script, agent).phone
