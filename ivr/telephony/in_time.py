"""A deadline for whatever is done: what takes longer goes on alone, unawaited."""

import os
import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue

MOST_AT_ONCE = 64  # that are being done, or never come to an end

Job = Callable[[], None]
Outcome = BaseException | None


class TooLate(Exception):
    """It was not done in time."""


class InTime:
    """Does jobs within a deadline, each in a thread that waits for the next one.

    A job that is late keeps its thread until it ends; its outcome is nobody's.
    """

    def __init__(self) -> None:
        self.idle: deque[_Hand] = deque()
        self.hands = 0
        self.process = 0
        self.hiring = threading.Lock()

    def do(self, job: Job, seconds: float) -> None:
        """Does a job; raises what it raises, or TooLate."""
        hand = self._free_hand()
        done: SimpleQueue[Outcome] = SimpleQueue()
        hand.jobs.put((job, done))
        try:
            outcome = done.get(timeout=seconds)
        except Empty:
            raise TooLate from None
        if outcome is not None:
            raise outcome

    def _free_hand(self) -> "_Hand":
        if self.process != os.getpid():
            self._begin()  # threads do not survive a fork
        try:
            return self.idle.pop()
        except IndexError:
            return self._hire()

    def _begin(self) -> None:
        with self.hiring:
            if self.process != os.getpid():
                self.idle, self.hands, self.process = deque(), 0, os.getpid()

    def _hire(self) -> "_Hand":
        with self.hiring:
            if self.hands >= MOST_AT_ONCE:
                raise TooLate
            self.hands += 1
        return _Hand(self.idle)


class _Hand:
    def __init__(self, idle: "deque[_Hand]") -> None:
        self.jobs: SimpleQueue[tuple[Job, SimpleQueue[Outcome]]] = SimpleQueue()
        self.idle = idle
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            job, done = self.jobs.get()
            outcome: Outcome = None
            try:
                job()
            except BaseException as error:
                outcome = error
            del job
            self.idle.append(self)
            done.put(outcome)
