"""Calls over REST: placed, moved, ended, listed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from ivr.carrier.document import Context
from ivr.carrier.errors import DocumentRefused
from ivr.carrier.exchange import Exchange
from ivr.carrier.leg import FINAL, Leg, Reporting
from ivr.carrier.program import Ask, Moved
from ivr.carrier.reader import read_inline
from ivr.carrier.rest.form import Form, Json, Refused

DEFAULT_RING_SECONDS = 60
MOST_RING_SECONDS = 600
SECONDS_PER_CALL = 1.0
_ADDRESS = re.compile(r"(\+?[0-9]{3,15}|(sip|client|sim|whatsapp|app):.+)\Z")


def create(exchange: Exchange, form: Form) -> Json:
    """Places a call; calls leave one a second."""
    to, from_ = form.get("To"), form.get("From")
    if not to:
        raise Refused(400, 21201, "No 'To' number is specified")
    if not from_:
        raise Refused(400, 21213, "No 'From' number is specified")
    if not _ADDRESS.match(to):
        raise Refused(400, 21211, f"Invalid 'To' phone number: {to}")
    ask = _ask(form)
    if ask is None:
        raise Refused(400, 21205, "Url parameter is required.")
    timeout = min(form.number("Timeout", DEFAULT_RING_SECONDS), MOST_RING_SECONDS)
    leg = exchange.new_leg(from_, to, "outbound-api", None, _reporting(form))
    leg.fallback = _fallback(form)
    leg.tones = form.get("SendDigits")
    leg.detection = "" if leg.tones else form.get("MachineDetection")
    if form.flag("AsyncAmd"):
        leg.detected_url = form.url("AsyncAmdStatusCallback")
    leave = max(exchange.clock.now, exchange.next_call_at)
    exchange.next_call_at = leave + SECONDS_PER_CALL
    exchange.clock.at(leave, lambda: _leave(exchange, leg, timeout, ask))
    return show(leg)


def _leave(exchange: Exchange, leg: Leg, timeout: int, ask: Ask) -> None:
    if leg.alive:
        exchange.place(leg, timeout, ask)


def _reporting(form: Form) -> Reporting:
    events = form.all("StatusCallbackEvent") or ["completed"]
    method = form.get("StatusCallbackMethod", "POST")
    return Reporting(form.url("StatusCallback"), method, frozenset(events))


def _fallback(form: Form) -> Ask | None:
    url = form.url("FallbackUrl")
    return Ask(url, form.get("FallbackMethod", "POST").upper()) if url else None


def _ask(form: Form, context: Context = "call") -> Ask | None:
    if form.get("Twiml"):
        try:
            document = read_inline(form.get("Twiml"), context)
        except DocumentRefused as refusal:
            problem = refusal.problems[0]
            code = int(problem.code) if problem.code.isdigit() else 12100
            raise Refused(400, code, problem.message) from None
        return Ask("", document=document)
    url = form.url("Url")
    return Ask(url, form.get("Method", "POST").upper()) if url else None


def find(exchange: Exchange, sid: str) -> Leg:
    """The leg of this identifier; refused with 404 where there is none."""
    leg = exchange.legs.get(sid)
    if leg is None:
        uri = f"/2010-04-01/Accounts/{exchange.account}/Calls/{sid}.json"
        raise Refused(404, 20404, f"The requested resource {uri} was not found")
    return leg


def update(exchange: Exchange, sid: str, form: Form) -> Json:
    """Moves a call to another document, cancels it or ends it."""
    leg = find(exchange, sid)
    status = form.get("Status")
    if status not in ("", "canceled", "completed"):
        raise Refused(400, 21218, f"Invalid status: {status}")
    if status:
        _end(exchange, leg, status)
        return {**show(leg), "status": leg.status if not leg.alive else status}
    ask = _ask(form)
    if form.has("StatusCallback"):
        leg.reporting = _reporting(form)
    if form.has("FallbackUrl"):
        leg.fallback = _fallback(form)
    if ask is not None:
        if leg.status not in ("ringing", "in-progress") or (
            leg.direction != "inbound" and not leg.connected
        ):
            message = "Call is not in-progress. Cannot redirect."
            raise Refused(400, 21220, message)
        leg.throw(Moved(ask))
    return show(leg)


def _end(exchange: Exchange, leg: Leg, status: str) -> None:
    if not leg.alive:
        raise Refused(400, 21220, "Invalid call state")
    if status == "canceled":
        if leg.connected:
            raise Refused(400, 21220, "Call is in-progress. Cannot cancel.")
        status = "canceled"
    if leg.status == "queued":
        leg.end("canceled", "application")
        return
    leg.hang_up("application", status if leg.connected else "canceled")


def delete(exchange: Exchange, sid: str) -> None:
    """Forgets a call that is over."""
    if find(exchange, sid).alive:
        raise Refused(400, 21220, "Call is still in progress")
    del exchange.legs[sid]


def matching(exchange: Exchange, form: Form) -> list[Json]:
    """The calls that fit all filters (addresses, status, times), newest first."""
    legs = reversed(exchange.legs.values())
    return [show(leg) for leg in legs if _fits(exchange, leg, form)]


def _fits(exchange: Exchange, leg: Leg, form: Form) -> bool:
    parent = leg.parent.sid if leg.parent is not None else ""
    exact = {
        "To": leg.to,
        "From": leg.from_,
        "Status": leg.status,
        "ParentCallSid": parent,
    }
    if any(form.has(name) and form.get(name) != is_ for name, is_ in exact.items()):
        return False
    start = exchange.clock.start + timedelta(seconds=leg.created_at)
    on, since, until = (form.get(f"StartTime{sign}") for sign in ("", ">", "<"))
    return (
        (not on or _moment(on).date() == start.date())
        and (not since or start >= _moment(since))
        and (not until or start <= _moment(until))
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            raise Refused(400, 20001, f"not a time: {text}") from None
    return moment if moment.tzinfo else moment.astimezone()


def show(leg: Leg) -> Json:
    """A call as the vendor shows it."""
    exchange = leg.exchange
    base = f"/2010-04-01/Accounts/{exchange.account}"
    answered, ended = leg.answered_at, leg.ended_at
    return {
        "sid": leg.sid,
        "account_sid": exchange.account,
        "parent_call_sid": leg.parent.sid if leg.parent is not None else None,
        "to": leg.to,
        "from": leg.from_,
        "status": "queued" if leg.status == "initiated" else leg.status,
        "direction": leg.direction,
        "answered_by": leg.answered_by or None,
        "api_version": "2010-04-01",
        "date_created": exchange.date(leg.created_at),
        "date_updated": exchange.date(exchange.clock.now),
        "start_time": None if answered is None else exchange.date(answered),
        "end_time": None if ended is None else exchange.date(ended),
        "duration": str(leg.seconds) if leg.status in FINAL else None,
        "uri": f"{base}/Calls/{leg.sid}.json",
        "subresource_uris": {},
    }
