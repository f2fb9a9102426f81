"""One version of a line, ready to answer: script, flow, ears, calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from ivr.flow import events
from ivr.flow.call import Time
from ivr.flow.compile import agent_of, compile_script
from ivr.flow.flow import Flow
from ivr.script.calendar import Calendar, Closure
from ivr.script.load import read
from ivr.script.model import Agent, Script
from ivr.store.helped import Helped
from ivr.understanding import Listener

UNPUBLISHED = 0  # the version number of a script that is served without publishing


@dataclass(frozen=True)
class Line:
    """Everything about one version that does not change during a call."""

    version: int
    script: Script
    flow: Flow
    listener: Listener
    calendar: Calendar

    def closed(self, closure: Closure | None) -> "Line":
        """The same line, closed early."""
        calendar = self.calendar.closed(closure)
        return self if calendar is self.calendar else replace(self, calendar=calendar)

    def dialed(
        self,
        to: str,
        now: datetime,
        number_withheld: bool,
        helped: Helped | None = None,
    ) -> events.Dialed:
        """The event of a call that comes in now; `helped` says who helped last."""
        opens = None if self.calendar.is_open(now) else self.calendar.next_opening(now)
        return events.Dialed(
            to=to,
            hour=now.astimezone(self.calendar.timezone).hour,
            is_open=self.calendar.is_open(now),
            opens=self.time(opens, now) if opens else None,
            number_withheld=number_withheld,
            helped_by=helped.agent if helped else "",
            language=helped.language if helped else "",
        )

    def time(self, when: datetime, now: datetime) -> Time:
        """A time as it may be offered on a call that is in progress now."""
        return Time(int(when.timestamp()), self.calendar.spoken(when, now))

    def midnight(self, now: datetime) -> int:
        """Unix seconds of the moment at which the line's day began."""
        local = now.astimezone(self.calendar.timezone)
        began = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return int(began.timestamp())

    def agents(self) -> Iterator[str]:
        """The ids of all agents, department by department."""
        for department in self.flow.departments.values():
            for index in range(len(department.agents)):
                yield department.agent_id(index)

    def agent(self, agent: str) -> Agent:
        """The agent with the id "department/index"."""
        return agent_of(self.script, agent)


@lru_cache(maxsize=16)
def open_line(version: int, script: str) -> Line:
    """A line from its call script's text; ScriptError if the script is not sound."""
    loaded = read(script, f"version {version}").script
    flow = compile_script(loaded, str(version))
    return Line(version, loaded, flow, Listener(flow), Calendar.of(loaded))


def at(seconds: float) -> datetime:
    """Unix seconds as an aware moment."""
    return datetime.fromtimestamp(seconds, UTC)
