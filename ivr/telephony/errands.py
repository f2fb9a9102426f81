"""Errands: what the outbox holds is carried out through Twilio's REST API."""

import logging
import os
import queue
import socket
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from ivr.flow.call import Call
from ivr.promises import ledger, performing
from ivr.promises.line_now import LineNow
from ivr.store import calls, outbox, rings
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing
from ivr.store.outbox import Done, Failed, OutboxRow, Outcome, TryAgain
from ivr.telephony import agents, presence
from ivr.telephony.logbook import Logbook
from ivr.telephony.reconcile import EVERY, reconcile
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard
from ivr.telephony.token import Turn

log = logging.getLogger("ivr.telephony")

RING_AGENT = "ring-agent"
TOO_LATE = 60  # seconds; an agent is not rung for a question that old
REST_TIMEOUT = 10  # seconds
CALLBACK_RING = 25  # seconds that a telephone rings for a callback
CALLER = "caller"
MOST_LATE = 1000  # notes that wait for the store
IDLE = 1.0  # seconds between two looks for errands that others left behind
TURNS_APART = 1000  # turns that other legs cause are numbered apart from the caller's
GONE = 404
BUSY_OR_BROKEN = 500

Job = Callable[[], None]


@dataclass
class Errands:
    """Carries out errands of one process, in a thread of its own or at once.

    What could not be written because of the store is written as soon as it can be.
    """

    board: Switchboard
    http_client: Any = None
    work: "queue.Queue[Job | None]" = field(default_factory=queue.Queue)
    late: deque[Job] = field(default_factory=lambda: deque(maxlen=MOST_LATE))
    thread: threading.Thread | None = None
    starting: threading.Lock = field(default_factory=threading.Lock)
    reconciled: int = 0
    woken: bool = False

    @property
    def owner(self) -> str:
        """The name of this process; a web worker is forked after this was made."""
        return f"web-{socket.gethostname()}-{os.getpid()}"

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
        self.board.write_behind = lambda write: self._do(self._writing(write))
        self.board.in_time = self._do
        self.board.log_call = self.logbook.pending.extend

    def run(self, older_than: int = 0) -> None:
        """Carries out every errand that is open and free; they wait for the store."""
        self._catch_up()
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
                    self._do(job)
                else:
                    self.run()
            except Exception as error:
                log.error("an errand went wrong: %s", type(error).__name__)

    def _writing(self, write: Callable[[Connection], None]) -> Job:
        def job() -> None:
            with writing(self.board.engine) as conn:
                write(conn)

        return job

    def _do(self, job: Job) -> None:
        """Does a job after those that came before it, or keeps it for later."""
        self.late.append(job)
        self._catch_up()

    def _catch_up(self) -> None:
        while self.late:
            try:
                self.late[0]()
            except STORE_FAILURES as error:
                log.error("a note waits for the store: %s", type(error).__name__)
                return
            except Exception as error:
                log.error("a note is lost: %s", type(error).__name__)
            self.late.popleft()

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
        return LineNow.of(self.board.live_line().script)

    def perform(self, row: OutboxRow) -> Outcome:
        """One errand; what is not known to have happened is looked up first."""
        client = self._client()
        if client is None:
            return Failed("no Twilio account is set")
        try:
            return self._ask(client, row)
        except Exception as error:
            status = getattr(error, "status", None)
            if status == GONE:
                return Done("the call is over")
            if isinstance(status, int) and status < BUSY_OR_BROKEN and status != 429:
                return Failed(f"Twilio answered {status}")
            return TryAgain(min(2**row.attempts, 30), type(error).__name__)

    def _ask(self, client: Any, row: OutboxRow) -> Outcome:
        match row.kind:
            case "ring-agent":
                return self._ring(client, row)
            case "move-caller":
                return self._move(client, row.body["call_sid"])
            case "tell-agent":
                return self._tell(client, row.body["ring"])
            case "end-leg":
                return self._end(client, row.body["ring"])
            case performing.RING_AGENT | performing.RING_CALLER:
                return self._call_back(client, row)
            case performing.STOP_RINGING:
                return self._stop_ringing(client, row.body["promise"], row.body["ring"])
            case performing.TELL_OWNER:
                log.warning("promise %s: %s", row.body["promise"], row.body["reason"])
                return Done()
            case _:
                return Failed(f"an errand of kind {row.kind} is not known")

    def _ring(self, client: Any, row: OutboxRow) -> Outcome:
        key = row.body["ring"]
        if not self._still_rings(key) or self.board.now() - row.created > TOO_LATE:
            return Done("no longer wanted")
        body, links = row.body, self.board.links
        placed = self._placed(client, row) if row.attempts > 1 else None
        if placed is None:
            placed = client.calls.create(
                to=body["phone"],
                from_=body["from"],
                url=links.whisper(key),
                method="POST",
                timeout=body["seconds"],
                status_callback=links.agent_status(key),
                status_callback_event=["completed"],
                fallback_url=links.fallback(),
            ).sid
        with writing(self.board.engine) as conn:
            rings.placed(conn, key, placed)
        if not self._still_rings(key):
            client.calls(placed).update(status="completed")
        return Done(placed)

    def _placed(self, client: Any, row: OutboxRow) -> str | None:
        """A call that an earlier attempt placed although its answer was lost."""
        for placed in client.calls.list(to=row.body["phone"], limit=20):
            started = placed.date_created or placed.start_time
            late = started is not None and started.timestamp() < row.created - 1
            ours = placed.from_ == row.body["from"]
            if ours and not late and not self._known(placed.sid):
                return str(placed.sid)
        return None

    def _known(self, leg_sid: str) -> bool:
        with reading(self.board.engine) as conn:
            return rings.of_leg(conn, leg_sid) is not None

    def _still_rings(self, key: str) -> bool:
        with reading(self.board.engine) as conn:
            ring = rings.find(conn, key)
        return ring is not None and ring.state is rings.RingState.RINGING

    def _move(self, client: Any, call_sid: str) -> Outcome:
        with reading(self.board.engine) as conn:
            row = calls.find(conn, call_sid)
        if row is None or row.state == calls.ENDED:
            return Done("the caller has hung up")
        url = self.board.links.turn(call_sid, _resume(row.version, row.turn, row.call))
        client.calls(call_sid).update(url=url, method="POST")
        return Done()

    def _tell(self, client: Any, key: str) -> Outcome:
        """Has an agent hear what became of the caller."""
        with reading(self.board.engine) as conn:
            ring = rings.find(conn, key)
        if ring is None or ring.leg_sid is None:
            return Done("the agent was never on the line")
        url = self.board.links.with_caller(key)
        client.calls(ring.leg_sid).update(url=url, method="POST")
        return Done()

    def _end(self, client: Any, key: str) -> Outcome:
        with reading(self.board.engine) as conn:
            ring = rings.find(conn, key)
        if ring is None or ring.leg_sid is None:
            return TryAgain(1, "the leg is not known yet")
        client.calls(ring.leg_sid).update(status="completed")
        return Done()

    def _call_back(self, client: Any, row: OutboxRow) -> Outcome:
        """Rings the agent who keeps a promise, or the caller to whom it was made."""
        body, links, now = row.body, self.board.links, self.board.now()
        with reading(self.board.engine) as conn:
            promise = ledger.look_up(conn, body["promise"])
        if promise is None:
            return Done("no such promise")
        to_agent = row.kind == performing.RING_AGENT
        who = "agent" if to_agent else "caller"
        to = body["phone"] if to_agent else body["number"]
        if not to:
            return Failed("there is no number to ring")
        about = f"{promise.id}:{body['ring']}"
        asked = OutboxRow(
            row.id,
            row.key,
            row.kind,
            {"phone": to, "from": promise.line},
            row.created,
            row.attempts,
        )
        placed = self._placed(client, asked) if row.attempts > 1 else None
        if placed is None:
            placed = client.calls.create(
                to=to,
                from_=promise.line,
                url=links.called_back(about, who),
                method="POST",
                timeout=CALLBACK_RING,
                status_callback=links.called_back(about, f"{who}-status"),
                status_callback_event=["completed"],
                fallback_url=links.fallback(),
            ).sid
        with writing(self.board.engine) as conn:
            name = body["agent"] if to_agent else CALLER
            rings.begin(conn, row.key, name, now, promise=promise.id)
            rings.placed(conn, row.key, placed)
        return Done(placed)

    def _stop_ringing(self, client: Any, promise: int, last: int) -> Outcome:
        """Ends what rings for a promise, up to its ring `last`: the next may ring."""
        with reading(self.board.engine) as conn:
            ringing = [
                ring
                for ring in rings.of_promise(conn, promise)
                if ring.state in (rings.RingState.RINGING, rings.RingState.ACCEPTED)
                and int(ring.key.rpartition(":")[2]) <= last
            ]
        for ring in ringing:
            if ring.leg_sid:
                client.calls(ring.leg_sid).update(status="completed")
        with writing(self.board.engine) as conn:
            for ring in ringing:
                rings.settle(conn, ring.key, rings.RingState.ENDED)
        return Done()

    def _client(self) -> Any:
        settings = self.board.settings
        if not (settings.twilio_account_sid and settings.twilio_auth_token):
            return None
        return twilio_client(settings, self.http_client)


def _resume(version: int, moves: int, call: Call) -> Turn:
    """The turn on which a caller hears the state that another leg brought about."""
    return Turn(str(version), moves * TURNS_APART, "resume", call, moves)


def twilio_client(settings: Any, http_client: Any = None) -> Any:
    """Twilio's client, pointed at TWILIO_API_URL, with a deadline on each request."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    from ivr.config import TWILIO_API

    for chatty in ("twilio.http_client", "urllib3"):  # they log the numbers called
        logging.getLogger(chatty).setLevel(logging.WARNING)
    client = Client(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        http_client=http_client or TwilioHttpClient(timeout=REST_TIMEOUT),
    )
    if settings.twilio_api_url != TWILIO_API:
        client.api.base_url = settings.twilio_api_url
    return client
