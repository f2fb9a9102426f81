"""Dial: rings others and connects the caller, or brings the caller to a meeting."""

from __future__ import annotations

from ivr.carrier.document import Element
from ivr.carrier.errors import Problem
from ivr.carrier.leg import Leg, Reporting
from ivr.carrier.program import (
    Ask,
    Next,
    Program,
    Signal,
    Wait,
)
from ivr.carrier.rooms import Member, Room
from ivr.carrier.verbs import conference, queue
from ivr.carrier.verbs.perform import performs
from ivr.carrier.webhook import absolute

DEFAULT_RING_SECONDS = 30
LONGEST_CALL_SECONDS = 4 * 3600
RECORDED = ("record-from", "true")


@performs("Dial")
def dial(leg: Leg, verb: Element) -> Program[object]:
    """Dials, waits for the end of the connection, and goes on at the action."""
    noun = next(iter(verb.children), None)
    if noun is None or noun.name not in ("Conference", "Queue"):
        parameters = yield from _dial_people(leg, verb)
    elif noun.name == "Conference":
        parameters = yield from conference.attend(leg, verb, noun)
    else:
        parameters = yield from queue.take_next(leg, verb, noun)
    action = verb.get("action")
    if action:
        url = absolute(action, leg.url)
        raise Next(Ask(url, verb.get("method", "POST").upper(), parameters))
    return None


def _dial_people(leg: Leg, verb: Element) -> Program[dict[str, str]]:
    if not verb.is_true("answerOnBridge"):
        leg.answer()
    nouns = verb.children or (Element("Number", {}, (verb.text,), verb.line),)
    rounds = [(n,) for n in nouns] if verb.is_true("sequential") else [nouns]
    outcome: dict[str, str] = {"DialCallStatus": "failed"}
    for ringing in rounds:
        outcome = yield from _ring(leg, verb, ringing)
        if outcome["DialCallStatus"] in ("completed", "answered"):
            break
    return outcome


def _ring(
    leg: Leg, verb: Element, nouns: tuple[Element, ...]
) -> Program[dict[str, str]]:
    exchange = leg.exchange
    room = Room(exchange, exchange.sid("BR"), plain=True)
    children = [_child(leg, verb, noun, room) for noun in nouns]
    timeout = verb.number("timeout", DEFAULT_RING_SECONDS)
    for child, noun in zip(children, nouns, strict=True):
        url = noun.get("url")
        ask = None
        if url:
            method = noun.get("method", "POST").upper()
            ask = Ask(absolute(url, leg.url), method, context="whisper")
        if child.to == "+":
            problem = Problem("13227", f"{noun.text!r} is no number", "", "notice")
            exchange.report_problem(leg, problem)
            child.end("failed", "carrier")
            continue
        child.tones = noun.get("sendDigits")
        exchange.place(child, timeout, ask, room)
    ring = leg.note("ringing", ", ".join(child.who for child in children))
    try:
        winner = yield from _first(leg, children)
        for child in children:
            if child is not winner:
                child.hang_up("carrier", "canceled")
        if winner is None:
            return {"DialCallStatus": _why(children), "DialCallSid": children[0].sid}
        yield from _until_bridged(leg, winner, room)
        ring.until = exchange.clock.now
        bridged = winner.connected
        leg.answer()
        if bridged:
            yield from _talk(leg, verb, room)
        return _outcome(leg, verb, winner, bridged)
    finally:
        if ring.until is None:
            ring.until = exchange.clock.now
        for child in children:
            if child.alive:
                child.hang_up("caller")


def _child(leg: Leg, verb: Element, noun: Element, room: Room) -> Leg:
    identity = next((c.text for c in noun.children if c.name == "Identity"), "")
    identity = identity or next((c.text for c in noun.children), "")
    address = noun.text or identity
    if noun.name == "Number":
        address = _number(address)
    to = {
        "Client": f"client:{address}",
        "Sim": f"sim:{address}",
        "WhatsApp": f"whatsapp:{address}",
        "Application": f"app:{address}",
    }.get(noun.name, address)
    events = noun.get("statusCallbackEvent", "completed").split()
    status = noun.get("statusCallback")
    reporting = Reporting(
        absolute(status, leg.url) if status else "",
        noun.get("statusCallbackMethod", "POST"),
        frozenset(events),
    )
    caller_id = verb.get("callerId", leg.from_)
    child = leg.exchange.new_leg(caller_id, to, "outbound-dial", leg, reporting)
    child.on_status.append(lambda changed: leg.signal(Signal(changed, changed.status)))
    return child


def _number(written: str) -> str:
    """A number as it is dialled: +E.164, with the ten digits of North America too."""
    digits = "".join(character for character in written if character.isdigit())
    return f"+1{digits}" if len(digits) == 10 and "+" not in written else f"+{digits}"


def _first(leg: Leg, children: list[Leg]) -> Program[Leg | None]:
    while any(child.alive for child in children):
        answered = next((c for c in children if c.connected), None)
        if answered is not None:
            return answered
        yield Wait(signals=True)
    return None


def _why(children: list[Leg]) -> str:
    reasons = {child.status for child in children}
    order = ("busy", "no-answer", "failed", "canceled", "completed")
    return next(reason for reason in order if reason in reasons)


def _until_bridged(leg: Leg, winner: Leg, room: Room) -> Program[None]:
    while winner.alive and not room.members:
        yield Wait(signals=True)


def _talk(leg: Leg, verb: Element, room: Room) -> Program[None]:
    limit = verb.number("timeLimit", LONGEST_CALL_SECONDS)
    member = Member(leg)
    hangup_on_star = verb.is_true("hangupOnStar")
    yield from conference.stay(leg, room, member, hangup_on_star, limit)


def _outcome(leg: Leg, verb: Element, winner: Leg, bridged: bool) -> dict[str, str]:
    parameters = {
        "DialCallStatus": "completed",
        "DialCallSid": winner.sid,
        "DialCallDuration": str(winner.seconds),
        "DialBridged": "true" if bridged else "false",
    }
    if bridged and verb.get("record").startswith(RECORDED):
        exchange = leg.exchange
        recording = exchange.recordings.begin(leg, "DialVerb")
        recording.seconds = float(winner.seconds)
        recording.status = "completed"
        parameters["RecordingUrl"] = recording.url
        url = verb.get("recordingStatusCallback")
        if url:
            exchange.recordings.report(leg, recording, absolute(url, leg.url), verb)
    return parameters
