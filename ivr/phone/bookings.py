"""What the simulated office answers when the line asks for a time or a place."""

from dataclasses import dataclass
from datetime import datetime

from ivr.flow import events
from ivr.flow.actions import FindTime, LineUp, Promise, PromiseKind
from ivr.flow.call import Call, Time
from ivr.flow.events import Event
from ivr.flow.times import callback_time, reply_time, spoken
from ivr.phone.office import Office
from ivr.script.calendar import Calendar
from ivr.script.model import Script


@dataclass(frozen=True)
class GivenPromise:
    """A promise the line made: to call back or reply, by whom and by when."""

    kind: PromiseKind
    department: str
    agent: str
    at: datetime


class Bookings:
    """The promises made on one call, on top of what the office has booked."""

    def __init__(self, script: Script, office: Office) -> None:
        self.script, self.office = script, office
        self.promises: list[GivenPromise] = []

    def place(self, asked: LineUp) -> Event:
        """The caller's place in a department's line."""
        return events.LinedUp(self.office.place(asked.department))

    def find(self, asked: FindTime, now: datetime) -> Event:
        """A time that can be offered."""
        time = (
            self._callback_time(asked.department, now)
            if asked.kind is PromiseKind.CALLBACK
            else reply_time(self.script, now, self.office.closure)
        )
        return events.TimeFound(time) if time else events.NoTimeFound()

    def promise(self, asked: Promise, call: Call, now: datetime) -> Event:
        """Commits a promise, unless its time is gone or the office cannot."""
        if self.office.promises_fail:
            return events.PromiseFailed()
        time = call.time or reply_time(self.script, now, self.office.closure)
        is_callback = asked.kind is PromiseKind.CALLBACK
        if is_callback and self._is_gone(asked.department, time):
            later = self._callback_time(asked.department, now)
            return events.TimeGone(later) if later else events.PromiseFailed()
        self.office.booked[asked.department, time.at] += is_callback
        at = datetime.fromtimestamp(time.at, now.tzinfo)
        given = GivenPromise(asked.kind, asked.department, asked.agent, at)
        self.promises.append(given)
        return events.Promised(spoken(Calendar.of(self.script), at, now))

    def _callback_time(self, department: str, now: datetime) -> Time | None:
        def booked(time: datetime) -> int:
            return self.office.booked[department, int(time.timestamp())]

        return callback_time(self.script, now, booked, self.office.closure)

    def _is_gone(self, department: str, time: Time) -> bool:
        most = self.script.callback.each_quarter_hour
        if self.office.next_time_goes:
            self.office.next_time_goes = False
            self.office.booked[department, time.at] = most
        return self.office.booked[department, time.at] >= most
