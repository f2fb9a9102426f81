"""What the carrier tells an application without waiting for an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.carrier.delivery import send
from ivr.carrier.errors import Problem
from ivr.carrier.leg import Leg
from ivr.carrier.rooms import Member, Room
from ivr.carrier.transport import Undelivered
from ivr.carrier.webhook import standard_parameters

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange


@dataclass(frozen=True)
class Callbacks:
    """Sends status callbacks: late, twice, out of order or never, as the faults say."""

    exchange: Exchange

    def send(
        self,
        leg: Leg | None,
        url: str,
        method: str,
        parameters: Mapping[str, str],
        after: float = 0.0,
        only: bool = False,
    ) -> None:
        """Tells the application something, with nobody waiting for the answer."""
        if leg is not None:
            standard = standard_parameters(leg)
            if only:
                standard = {key: standard[key] for key in ("CallSid", "AccountSid")}
            parameters = {**standard, **parameters}
        whole = dict(parameters)
        if self.exchange.faults.find("lose", url):
            return
        deliver = self._delivery(leg, url, method.upper(), whole)
        due = self.exchange.clock.now + after
        self.exchange.clock.at(due + self._late(url), deliver)
        if fault := self.exchange.faults.find("duplicate", url):
            again = self.exchange.faults.chance.random() * fault.value
            self.exchange.clock.at(due + again + self._late(url), deliver)

    def _late(self, url: str) -> float:
        """The seconds by which the faults let a callback come late."""
        faults, late = self.exchange.faults, 0.0
        if fault := faults.find("delay", url):
            late = fault.value
        if fault := faults.find("shuffle", url):
            late += faults.chance.random() * fault.value
        return late

    def _delivery(
        self, leg: Leg | None, url: str, method: str, parameters: dict[str, str]
    ) -> Callable[[], None]:
        def deliver() -> None:
            try:
                answer = send(self.exchange, url, method, parameters, leg, "callback")
            except Undelivered as error:
                problem = Problem(error.code, str(error), url, "notice")
                self.exchange.report_problem(leg, problem)
                return
            if not 200 <= answer.status < 300:
                message = f"HTTP {answer.status} to a callback"
                self.exchange.report_problem(
                    leg, Problem("11200", message, url, "notice")
                )

        return deliver

    def status(self, leg: Leg, sequence: int) -> None:
        """Reports that the status of a leg has changed."""
        parameters = {
            "Timestamp": self.exchange.date(self.exchange.clock.now),
            "SequenceNumber": str(sequence),
            "CallbackSource": "call-progress-events",
        }
        if leg.ended_at is not None:
            parameters["CallDuration"] = str(leg.seconds)
            parameters["Duration"] = str(-(-leg.seconds // 60))
        reporting = leg.reporting
        self.send(leg, reporting.url, reporting.method, parameters)

    def conference(
        self, room: Room, event: str, member: Member | None, url: str, method: str
    ) -> None:
        """Reports an event of a conference."""
        parameters = {
            "AccountSid": self.exchange.account,
            "ConferenceSid": room.sid,
            "FriendlyName": room.name,
            "SequenceNumber": str(room.sequence),
            "StatusCallbackEvent": _event_name(event),
            "Timestamp": self.exchange.date(self.exchange.clock.now),
        }
        if member is not None:
            parameters |= {
                "CallSid": member.leg.sid,
                "Muted": str(member.muted).lower(),
                "Hold": str(member.held).lower(),
                "StartConferenceOnEnter": str(member.starts).lower(),
                "EndConferenceOnExit": str(member.ends).lower(),
            }
        self.send(None, url, method, parameters)


def _event_name(event: str) -> str:
    if event in ("start", "end"):
        return f"conference-{event}"
    return f"participant-{event}"
