"""The line as it is now: its agents, their telephones, and when they may be rung."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Connection

from ivr.flow.actions import PromiseKind
from ivr.flow.flow import MANAGER
from ivr.promises.state import Promise, Terms
from ivr.promises.times import may_call, next_call
from ivr.script.calendar import Calendar, Closure
from ivr.script.load import read
from ivr.script.model import Agent, Script
from ivr.store import closures, published, roster
from ivr.store.agents import busy
from ivr.store.errors import NothingPublished


@dataclass(frozen=True)
class LineNow:
    """A call script with its calendar.

    Promises are kept by today's agents within today's hours, whichever version was
    live when the promise was made: a telephone number that changed is not rung.
    """

    script: Script
    calendar: Calendar

    @classmethod
    def of(cls, script: Script) -> "LineNow":
        """The line of a call script."""
        return cls(script, Calendar.of(script))

    @classmethod
    def published(cls, conn: Connection) -> "LineNow":
        """The line that is live; NothingPublished where none is."""
        found = published.active(conn)
        if found is None:
            raise NothingPublished
        return _line(found.script).closed(closures.lately(conn))

    def closed(self, closure: Closure | None) -> "LineNow":
        """The same line, closed early."""
        return replace(self, calendar=self.calendar.closed(closure))

    def terms(self, conn: Connection, department: str, now: int) -> Terms:
        """On what terms a department's promises are kept at this moment."""
        key = self._department(department)
        agents = tuple(f"{key}/{index}" for index in range(len(self._agents(key))))
        away = roster.away(conn, now)
        there = frozenset(agent for agent in agents if self.phone(agent) not in away)
        return Terms(
            agents=agents,
            free=there - busy(conn, now),
            attempts=self.script.callback.attempts,
            is_open=may_call(self.calendar, datetime.fromtimestamp(now, UTC)),
            resumed=self._resumed(),
        )

    def _resumed(self) -> int:
        closure = self.calendar.closure
        return next_call(self.calendar, int(closure.ends.timestamp())) if closure else 0

    def phone(self, agent: str) -> str:
        """The telephone of the agent "department/index"; "" if there is none now."""
        key, _, index = agent.rpartition("/")
        agents = self._agents(key)
        return agents[int(index)].phone if int(index) < len(agents) else ""

    def who(self, promise: Promise) -> str:
        """Who keeps a promise, by name: the agent asked for, else the department."""
        language = self.script.languages[0]
        key, _, index = promise.agent.rpartition("/")
        agents = self._agents(key)
        if index.isdigit() and int(index) < len(agents):
            return agents[int(index)].name.in_(language) or promise.agent
        department = self.script.departments.get(promise.department)
        named = department.name.in_(language) if department else None
        return named or promise.department

    def next_attempt(self, promise: Promise, earliest: int) -> int:
        """When a promise is taken up again: reminders at once, calls when allowed."""
        if promise.kind is PromiseKind.REPLY:
            return earliest
        return next_call(self.calendar, earliest)

    def _agents(self, key: str) -> tuple[Agent, ...]:
        if key == MANAGER and key not in self.script.departments:
            return (self.script.manager,) if self.script.manager else ()
        department = self.script.departments.get(key)
        return department.agents if department else ()

    def _department(self, key: str) -> str:
        """The department itself, or the operator's if it is no longer there."""
        if self._agents(key):
            return key
        first = next(iter(self.script.departments))
        return self.script.operator or first


Known = Callable[[Connection], LineNow]
"""Finds the line as it is now: `LineNow.published`, or a script that is only served."""


@lru_cache(maxsize=8)
def _line(script: str) -> LineNow:
    return LineNow.of(read(script, "the published script").script)
