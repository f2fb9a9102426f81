"""Legs: telephones that are rung, moved and hung up through Twilio's REST API."""

import logging
from dataclasses import dataclass, replace
from typing import Any

from ivr.flow.call import Call
from ivr.promises import ledger, performing
from ivr.store import calls, erasing, outbox, rings, takes
from ivr.store.database import reading, writing
from ivr.store.outbox import Done, Failed, OutboxRow, Outcome, TryAgain
from ivr.telephony import media
from ivr.telephony.account import twilio_client
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.token import Turn

log = logging.getLogger("ivr.telephony")

RING_AGENT = "ring-agent"
TOO_LATE = 60  # seconds; an agent is not rung for a question that old
CALLBACK_RING = 25  # seconds that a telephone rings for a callback
CALLER = "caller"
TURNS_APART = 1000  # turns that other legs cause are numbered apart from the caller's
GONE = 404
BUSY_OR_BROKEN = 500
MOST_FETCHES = 10


@dataclass
class Legs:
    """What is asked of Twilio about calls other than the one that is answered."""

    board: Switchboard
    http_client: Any = None

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
                return self._tell(client, row.body["ring"], row.body.get("asking"))
            case "end-leg":
                return self._end(client, row.body["ring"])
            case performing.RING_AGENT | performing.RING_CALLER:
                return self._call_back(client, row)
            case performing.STOP_RINGING:
                return self._stop_ringing(client, row.body["promise"], row.body["ring"])
            case erasing.DELETE_RECORDING:
                client.recordings(row.body["recording"]).delete()
                return Done()
            case takes.FETCH_TAKE:
                return self._fetch(row)
            case erasing.DELETE_CALL:
                client.calls(row.body["call"]).delete()
                return Done()
            case performing.TELL_OWNER:
                log.warning("promise %s: %s", row.body["promise"], row.body["reason"])
                return Done()
            case _:
                return Failed(f"an errand of kind {row.kind} is not known")

    def _fetch(self, row: OutboxRow) -> Outcome:
        """Brings a recording to the studio; Twilio's copy is deleted then."""
        take, sid, now = row.body["take"], row.body["recording"], self.board.now()
        try:
            wav = media.recording(self.board.settings, sid)
        except media.MediaMissing as missing:
            if row.attempts >= MOST_FETCHES:
                return Failed(str(missing))
            return TryAgain(2, str(missing))
        with writing(self.board.engine) as conn:
            takes.fetched(conn, take, wav)
            body = {"recording": sid}
            outbox.add(conn, f"delete:{sid}", erasing.DELETE_RECORDING, body, now)
        return Done()

    def _ring(self, client: Any, row: OutboxRow) -> Outcome:
        """Rings an agent; whoever is no longer wanted is not rung, or rung off."""
        key = row.body["ring"]
        placed = self._placed(client, row) if row.attempts > 1 else None
        if placed is None:
            if not self._still_rings(key):
                return Done("no longer wanted")
            if self.board.now() - row.created > TOO_LATE:
                return Failed("it is too late to ring")
            placed = self._place(client, key, row.body)
        with writing(self.board.engine) as conn:
            rings.placed(conn, key, placed)
        if not self._still_rings(key):
            client.calls(placed).update(status="completed")
        return Done(placed)

    def _place(self, client: Any, key: str, body: dict[str, Any]) -> str:
        links = self.board.links
        placed = client.calls.create(
            to=body["phone"],
            from_=body["from"],
            url=links.whisper(key),
            method="POST",
            timeout=body["seconds"],
            status_callback=links.agent_status(key),
            status_callback_event=["completed"],
            fallback_url=links.fallback(),
        )
        return str(placed.sid)

    def _placed(self, client: Any, row: OutboxRow) -> str | None:
        """A call that an earlier attempt placed although its answer was lost."""
        to, from_ = row.body["phone"], row.body["from"]
        for placed in client.calls.list(to=to, from_=from_, limit=20):
            started = placed.date_created or placed.start_time
            early = started is not None and started.timestamp() < row.created - 1
            if not early and not self._known(placed.sid):
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

    def _tell(self, client: Any, key: str, asking: bool | None = False) -> Outcome:
        """Has an agent hear what became of the caller, or that the caller is asked."""
        with reading(self.board.engine) as conn:
            ring = rings.find(conn, key)
        if ring is None or ring.leg_sid is None:
            return Done("the agent was never on the line")
        links = self.board.links
        url = links.choice(key, "asking") if asking else links.with_caller(key)
        client.calls(ring.leg_sid).update(url=url, method="POST")
        return Done()

    def _end(self, client: Any, key: str) -> Outcome:
        """Ends a leg; one that is being placed now is ended by whoever places it."""
        with reading(self.board.engine) as conn:
            ring = rings.find(conn, key)
        if ring is None or ring.leg_sid is None:
            return Done("it never rang")
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
        asked = replace(row, body={"phone": to, "from": promise.line})
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
