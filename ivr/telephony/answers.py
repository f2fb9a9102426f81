"""What was looked up within a turn, as JSON, so that a repeated request finds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.flow import events
from ivr.flow.call import Call, Time
from ivr.flow.events import Event
from ivr.flow.flow import Rota
from ivr.languages.spoken_time import SpokenTime
from ivr.telephony.rota import from_json, to_json

Timed = type[events.TimeFound] | type[events.Promised] | type[events.TimeGone]

TIMED: dict[str, Timed] = {
    "time-found": events.TimeFound,
    "promised": events.Promised,
    "time-gone": events.TimeGone,
}
Plain = type[events.NoTimeFound] | type[events.PromiseFailed]

PLAIN: dict[str, Plain] = {
    "no-time": events.NoTimeFound,
    "failed": events.PromiseFailed,
}


@dataclass(frozen=True)
class Answers:
    """One turn with its answers in their order, and the moves made after it.

    `call` is where the turn began, as other legs had left it; `resumed` says that
    they had moved the call on, so that what the caller did has lost its meaning.
    `rota` is who could be rung then.
    """

    call: Call
    resumed: bool
    events: tuple[Event, ...] = ()
    moves: int = 0
    rota: Mapping[str, Rota] = field(default_factory=dict)

    def to_json(self) -> list[Any]:
        """A JSON value; `from_json` is its inverse."""
        written = [_written(event) for event in self.events]
        there = to_json(self.rota)
        return [self.call.to_json(), self.resumed, self.moves, there, *written]

    @classmethod
    def from_json(cls, value: list[Any]) -> "Answers":
        """The answers that `to_json` wrote."""
        call, resumed, moves, there, *written = value
        found = tuple(_read(one) for one in written)
        return cls(Call.from_json(call), resumed, found, moves, from_json(there))


def _written(event: Event) -> list[Any]:
    match event:
        case events.LinedUp(place, minutes):
            return ["lined-up", place, minutes]
        case events.Elapsed(seconds, place, minutes):
            return ["elapsed", seconds, place, minutes]
        case events.AgentFreed(agent):
            return ["freed", agent]
        case events.AgentPickedUp(agent):
            return ["picked-up", agent]
        case events.TimeFound(time) | events.Promised(time) | events.TimeGone(time):
            name = next(n for n, kind in TIMED.items() if isinstance(event, kind))
            spoken = time.spoken
            return [name, time.at, spoken.day, spoken.hour, spoken.minute]
        case _:
            return [next(n for n, kind in PLAIN.items() if isinstance(event, kind))]


def _read(written: list[Any]) -> Event:
    name, *values = written
    if name == "lined-up":
        return events.LinedUp(*values)
    if name == "elapsed":
        return events.Elapsed(*values)
    if name == "freed":
        return events.AgentFreed(*values)
    if name == "picked-up":
        return events.AgentPickedUp(*values)
    if name in TIMED:
        at, day, hour, minute = values
        return TIMED[name](Time(at, SpokenTime(day, hour, minute)))
    return PLAIN[name]()
