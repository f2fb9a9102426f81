"""The backlog: what this process has still to write, in order, once it can."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.telephony.switchboard import STORE_FAILURES

log = logging.getLogger("ivr.telephony")

MOST_LATE = 1000  # notes that wait for the store

Job = Callable[[], None]


@dataclass
class Backlog:
    """Jobs one after another; one that fails because of the store is kept for later."""

    late: deque[Job] = field(default_factory=lambda: deque(maxlen=MOST_LATE))

    def do(self, job: Job) -> None:
        """Does a job after those that came before it, or keeps it for later."""
        self.late.append(job)
        self.catch_up()

    def catch_up(self) -> None:
        """Does what was kept, as far as the store can be used."""
        while self.late:
            try:
                self.late[0]()
            except STORE_FAILURES as error:
                log.error("a note waits for the store: %s", type(error).__name__)
                return
            except Exception as error:
                log.error("a note is lost: %s", type(error).__name__)
            self.late.popleft()
