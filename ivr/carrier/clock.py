"""The carrier's clock: it jumps from event to event, or keeps pace with the wall."""

from __future__ import annotations

import heapq
import itertools
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")
Action = Callable[[], None]
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# A clock that keeps pace looks this often whether something came up meanwhile.
GLANCE_SECONDS = 0.05


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
        self._state = threading.Lock()
        self._holder: int | None = None
        self._settled = True

    def __call__(self) -> datetime:
        """The virtual time of day, in UTC."""
        return self.start + timedelta(seconds=self.now)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While inside, no other thread changes the state of the line."""
        if self._holder == threading.get_ident():
            yield
            return
        with self._state:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None

    def outside(self, work: Callable[[], T]) -> T:
        """Does the work while other threads may change the state of the line."""
        if self._holder != threading.get_ident():
            return work()
        self._holder = None
        self._state.release()
        try:
            return work()
        finally:
            self._state.acquire()
            self._holder = threading.get_ident()

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
        while True:
            due = self.next_at()
            if not self._settled and (due is None or due > self.now):
                self._settled = True
                self.settle()
                continue
            if due is None or due > limit:
                return False
            if self._pass(due):
                break
        with self._lock:
            _, _, action = heapq.heappop(self._events)
        with self.held():
            action()
        return True

    def run_until(self, when: float) -> None:
        """Lets everything happen up to that second, and that second come."""
        while True:
            while self.step(when):
                pass
            if self._pass(max(when, self.now)):
                return

    def catch_up(self) -> None:
        """Lets everything happen that is due by the wall clock."""
        self.run_until(max(self.now, self.real_seconds()))

    def real_seconds(self) -> float:
        """Virtual seconds that would have passed by the wall clock."""
        return (time.monotonic() - self._begun) * self._speed

    def _pass(self, when: float) -> bool:
        while self._speed != math.inf and (real := self.real_seconds()) < when:
            time.sleep(min((when - real) / self._speed, GLANCE_SECONDS))
            self.now = max(self.now, min(self.real_seconds(), when))
            due = self.next_at()
            if due is not None and due < when:
                return False
        self.now = max(self.now, when)
        return True


def _nothing() -> None:
    pass
