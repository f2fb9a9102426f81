"""Queues in which callers wait for somebody to take them out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Changed, Signal
from ivr.carrier.rooms import Room

DEFAULT_SIZE = 1000


@dataclass(eq=False)
class Waiting:
    """A caller's place in a queue."""

    leg: Leg
    since: float


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody takes a caller out of the queue into this room."""

    room: Room
    whisper: Ask | None
    by: Leg


@dataclass(eq=False)
class Queue:
    """A queue by name; callers leave it in the order in which they came."""

    sid: str
    name: str
    size: int = DEFAULT_SIZE
    waiting: list[Waiting] = field(default_factory=list)
    takers: deque[Leg] = field(default_factory=deque)

    def position(self, place: Waiting) -> int:
        """The caller's place, counted from 1; 0 for somebody who has left."""
        return self.waiting.index(place) + 1 if place in self.waiting else 0

    def take(self, taken: Taken, place: Waiting | None = None) -> Waiting | None:
        """Takes the first caller, or this one, out; None if nobody waits."""
        if place is None:
            place = self.waiting[0] if self.waiting else None
        if place is None or place not in self.waiting:
            return None
        self.waiting.remove(place)
        place.leg.throw(Changed(place, taken))
        return place

    def arrive(self, place: Waiting) -> None:
        """A caller comes in; somebody who waits for one is told."""
        self.waiting.append(place)
        if self.takers:
            self.takers[0].signal(Signal(self, "arrived"))
