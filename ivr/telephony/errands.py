"""Errands: what the outbox holds is carried out, by one process of several."""

import logging
import os
import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from ivr.promises import performing
from ivr.promises.line_now import LineNow
from ivr.store import outbox
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing
from ivr.store.outbox import Failed, OutboxRow, Outcome
from ivr.telephony import agents, presence
from ivr.telephony.backlog import Backlog, Job
from ivr.telephony.legs import RING_AGENT, Legs
from ivr.telephony.logbook import Logbook
from ivr.telephony.reconcile import EVERY, reconcile
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard

log = logging.getLogger("ivr.telephony")

IDLE = 1.0  # seconds between two looks for errands that others left behind


@dataclass
class Errands:
    """Carries out errands of one process, in a thread of its own or at once.

    What could not be written because of the store is written as soon as it can be.
    """

    board: Switchboard
    http_client: Any = None
    work: "queue.Queue[Job | None]" = field(default_factory=queue.Queue)
    backlog: Backlog = field(default_factory=Backlog)
    thread: threading.Thread | None = None
    starting: threading.Lock = field(default_factory=threading.Lock)
    reconciled: int = 0
    woken: bool = False

    @property
    def owner(self) -> str:
        """The name of this process; a web worker is forked after this was made."""
        return f"web-{socket.gethostname()}-{os.getpid()}"

    @cached_property
    def legs(self) -> Legs:
        """What this process asks of Twilio."""
        return Legs(self.board, self.http_client)

    @cached_property
    def logbook(self) -> Logbook:
        """The log of calls of this process."""
        return Logbook.of(self.board.engine, self.board.settings.database_url)

    def log_call(self, entries: Sequence[Entry]) -> None:
        """Has entries of the call log written after the caller has been answered."""
        self.logbook.pending.extend(entries)
        self.board.in_time(self.logbook.write)

    def attach_thread(self) -> None:
        """Runs errands and late writes in a thread that starts when first needed."""
        self.board.wake = self._wake
        self.board.write_behind = lambda write: self._hand_over(self._writing(write))
        self.board.in_time = self._hand_over
        self.board.log_call = self.log_call

    def attach_inline(self) -> None:
        """Writes at once and leaves the errands to `run`, for a clock that is ours."""
        self.board.write_behind = lambda write: self.backlog.do(self._writing(write))
        self.board.in_time = self.backlog.do
        self.board.log_call = self.logbook.pending.extend

    def run(self, older_than: int = 0) -> None:
        """Carries out every errand that is open and free; they wait for the store."""
        self.backlog.catch_up()
        try:
            self.logbook.write()
            self.logbook.replay()
            presence.come_back(self.board)
            self._reconcile()
            while row := self._claim(older_than):
                self._carry_out(row)
        except STORE_FAILURES as error:
            log.error("errands wait for the store: %s", type(error).__name__)

    def _reconcile(self) -> None:
        now = self.board.now()
        if now - self.reconciled >= EVERY:
            self.reconciled = now
            reconcile(self.board)

    def _wake(self) -> None:
        """Has the thread look for errands, once however often it is asked."""
        if not self.woken:
            self.woken = True
            self._hand_over(None)

    def _hand_over(self, job: Job | None) -> None:
        self.work.put(job)
        with self.starting:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._work, daemon=True)
                self.thread.start()

    def _work(self) -> None:
        while True:
            try:
                job = self.work.get(timeout=IDLE)
            except queue.Empty:
                job = None
            self.woken = self.woken and job is not None
            try:
                if job:
                    self.backlog.do(job)
                else:
                    self.run()
            except Exception as error:
                log.error("an errand went wrong: %s", type(error).__name__)

    def _writing(self, write: Callable[[Connection], None]) -> Job:
        def job() -> None:
            with writing(self.board.engine) as conn:
                write(conn)

        return job

    def _claim(self, older_than: int) -> OutboxRow | None:
        now = self.board.now()
        with reading(self.board.engine) as conn:
            if not outbox.is_open(conn, now):
                return None
        with writing(self.board.engine) as conn:
            return outbox.claim(conn, self.owner, now, older_than)

    def _carry_out(self, row: OutboxRow) -> None:
        if row.kind in performing.KINDS:
            performing.carry_out(
                self.board.engine,
                row,
                self.owner,
                self.perform,
                self.board.now,
                self.line_now,
            )
            return
        outcome = self.perform(row)
        with writing(self.board.engine) as conn:
            outbox.finish(conn, row, self.owner, outcome, self.board.now())
        if row.kind == RING_AGENT and isinstance(outcome, Failed):
            agents.over(self.board, row.body["ring"], "failed")

    def line_now(self, conn: Connection) -> LineNow:
        """The line whose promises are kept: the live one, published or only served."""
        line = self.board.live_line()
        return LineNow(line.script, line.calendar)

    def perform(self, row: OutboxRow) -> Outcome:
        """One errand at Twilio."""
        return self.legs.perform(row)
