"""The carrier's clock: it jumps from event to event, or keeps pace with the wall."""

from __future__ import annotations

import heapq
import itertools
import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Action = Callable[[], None]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Virtual seconds since ``start``, and what happens when.

    ``speed`` is virtual seconds per real second: infinite as fast as possible, 1.0 real
    time. Other threads may add events; only one thread lets time pass.
    """

    def __init__(self, start: datetime = START, speed: float = math.inf) -> None:
        self.start = start
        self.now = 0.0
        self.settle: Action = _nothing
        self._speed = speed
        self._begun = time.monotonic()
        self._events: list[tuple[float, int, Action]] = []
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._settled = True

    def __call__(self) -> datetime:
        """The virtual time of day, in UTC."""
        return self.start + timedelta(seconds=self.now)

    def at(self, when: float, action: Action) -> None:
        """Lets the action happen at that second, or now if it has passed."""
        with self._lock:
            event = (max(when, self.now), next(self._numbers), action)
            heapq.heappush(self._events, event)

    def soon(self, action: Action) -> None:
        """Lets the action happen at this second, after what is under way."""
        self.at(self.now, action)

    def unsettle(self) -> None:
        """Marks that the application may have something to do before time passes."""
        self._settled = False

    def next_at(self) -> float | None:
        """When the next event is due, or None."""
        with self._lock:
            return self._events[0][0] if self._events else None

    def step(self, limit: float = math.inf) -> bool:
        """Lets the next event happen if it is due by the limit; False if none was."""
        due = self.next_at()
        if not self._settled and (due is None or due > self.now):
            self._settled = True
            self.settle()
            due = self.next_at()
        if due is None or due > limit:
            return False
        self._pass(due)
        with self._lock:
            _, _, action = heapq.heappop(self._events)
        action()
        return True

    def run_until(self, when: float) -> None:
        """Lets everything happen up to that second, and that second come."""
        while self.step(when):
            pass
        self._pass(max(when, self.now))

    def real_seconds(self) -> float:
        """Virtual seconds that would have passed by the wall clock."""
        return (time.monotonic() - self._begun) * self._speed

    def _pass(self, when: float) -> None:
        if self._speed is not math.inf and when > self.now:
            wait = (when - self.real_seconds()) / self._speed
            if wait > 0:
                time.sleep(wait)
        self.now = max(self.now, when)


def _nothing() -> None:
    pass
