"""Whose turn it is to write, among the threads of a process: first come, first served.

SQLite lets one write at a time. Those who wait look again at growing intervals, so that
the unlucky ones would wait long where many do.
"""

import threading
import time
from collections import deque


class Turns:
    """A lock that is passed on in the order in which it was asked for.

    `patience` is the longest wait, in seconds, for it and for other processes.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.guard = threading.Lock()
        self.waiting: deque[threading.Lock] = deque()
        self.taken = False
        self.until = 0.0

    @property
    def left(self) -> float:
        """Seconds of patience that are left to the thread whose turn it is."""
        return max(self.until - time.monotonic(), 0.001)

    def begin(self) -> bool:
        """Waits for the turn; False if it does not come in time."""
        until = time.monotonic() + self.patience
        with self.guard:
            mine = threading.Lock()
            if self.taken:
                mine.acquire()
                self.waiting.append(mine)
            self.taken = True
        if not mine.acquire(timeout=self.patience):
            with self.guard:
                if mine in self.waiting:
                    self.waiting.remove(mine)
                    return False
        self.until = until
        return True

    def end(self) -> None:
        """Passes the turn on."""
        with self.guard:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.taken = False
