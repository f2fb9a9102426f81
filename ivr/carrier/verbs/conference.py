"""Conference: a meeting by name, with waiting music, holding and announcements."""

from __future__ import annotations

from ivr.carrier.document import Element
from ivr.carrier.errors import DocumentRefused
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Changed, Program, Starred, TimeUp, Turn, Wait
from ivr.carrier.rooms import Member, Room
from ivr.carrier.verbs.perform import perform_all
from ivr.carrier.verbs.waiting import wait
from ivr.carrier.webhook import absolute, fetch

DEFAULT_MEMBERS = 250
LONGEST_MEETING_SECONDS = 24 * 3600


def attend(leg: Leg, verb: Element, noun: Element) -> Program[dict[str, str]]:
    """Brings the leg into the conference until it is over for this leg."""
    leg.answer()
    exchange = leg.exchange
    room = exchange.room(noun.text)
    if len(room.members) >= noun.number("maxParticipants", DEFAULT_MEMBERS):
        leg.note("state", f"finds the conference {noun.text} full")
        return {"DialCallStatus": "failed"}
    status = noun.get("statusCallback")
    if status and room.callback is None:
        events = frozenset(noun.get("statusCallbackEvent", "").split())
        method = noun.get("statusCallbackMethod", "POST")
        room.callback = (absolute(status, leg.url), method, events)
    wait_url = noun.attributes.get("waitUrl")
    member = Member(
        leg,
        starts=noun.is_true("startConferenceOnEnter", True),
        ends=noun.is_true("endConferenceOnExit"),
        muted=noun.is_true("muted"),
        beep=noun.get("beep", "true") in ("true", "onEnter"),
        wait_url=absolute(wait_url, leg.url) if wait_url else wait_url,
        wait_method=noun.get("waitMethod", "POST"),
        label=noun.get("participantLabel"),
    )
    limit = verb.number("timeLimit", LONGEST_MEETING_SECONDS)
    yield from stay(leg, room, member, verb.is_true("hangupOnStar"), limit)
    return {"DialCallStatus": "completed"}


def stay(
    leg: Leg, room: Room, member: Member, hangup_on_star: bool, limit: float
) -> Program[None]:
    """Keeps the leg in the room until the room, the star key or the limit ends it."""
    end = leg.exchange.clock.now + limit
    with leg.scope(member):
        leg.star_scope = member if hangup_on_star else None
        room.join(member)
        try:
            while (situation := room.situation(member)) != "ended":
                try:
                    if member.announce is not None:
                        yield from _announce(leg, member)
                    elif situation == "talking":
                        yield from _talk(leg, room, member, end)
                        return
                    else:
                        yield from _wait(leg, member, held=situation == "held")
                except Turn as turn:
                    if not _is_about(turn, member):
                        raise
                    if isinstance(turn, Starred):
                        return
        finally:
            leg.star_scope = None
            room.leave(member)


def _is_about(turn: Turn, member: Member) -> bool:
    return isinstance(turn, Changed | Starred) and turn.scope is member


def _talk(leg: Leg, room: Room, member: Member, end: float) -> Program[None]:
    entry = leg.note("talk", room.partners(member), muted=str(member.muted).lower())
    try:
        event = yield Wait(end)
        while not isinstance(event, TimeUp):
            event = yield Wait(end)
    finally:
        entry.until = leg.exchange.clock.now


def _wait(leg: Leg, member: Member, held: bool) -> Program[None]:
    url, method = member.wait_url, member.wait_method
    if held:
        url, method = member.hold_url, member.hold_method
    yield from wait(leg, url, method, "conference-wait")


def _announce(leg: Leg, member: Member) -> Program[None]:
    assert member.announce is not None
    (url, method), member.announce = member.announce, None
    outside = leg.url
    try:
        ask = Ask(url, method, context="conference-wait")
        document = yield from fetch(leg, ask)
        yield from perform_all(leg, document)
    except DocumentRefused as refusal:
        for problem in refusal.problems:
            leg.exchange.report_problem(leg, problem)
    finally:
        leg.url = outside
