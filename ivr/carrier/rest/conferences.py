"""Conferences and their participants over REST."""

from __future__ import annotations

from ivr.carrier.document import Document, Element
from ivr.carrier.exchange import Exchange
from ivr.carrier.leg import Reporting
from ivr.carrier.program import Ask, Changed
from ivr.carrier.rest.form import Form, Json, Refused
from ivr.carrier.rooms import Member, Room

DEFAULT_RING_SECONDS = 60
_CONFERENCE_ATTRIBUTES = {
    "StartConferenceOnEnter": "startConferenceOnEnter",
    "EndConferenceOnExit": "endConferenceOnExit",
    "Beep": "beep",
    "Muted": "muted",
    "WaitUrl": "waitUrl",
    "WaitMethod": "waitMethod",
    "Label": "participantLabel",
    "ConferenceStatusCallback": "statusCallback",
}


def find(exchange: Exchange, key: str) -> Room:
    """The conference of this identifier or name; refused with 404."""
    for room in (*exchange.rooms.values(), *exchange.past_rooms.values()):
        if room.sid == key or (room.name == key and not room.ended):
            return room
    raise Refused(
        404, 20404, f"The requested resource /Conferences/{key} was not found"
    )


def matching(exchange: Exchange, form: Form) -> list[Json]:
    """The conferences that fit FriendlyName and Status."""
    rooms = (*exchange.rooms.values(), *exchange.past_rooms.values())
    return [
        show(room)
        for room in rooms
        if form.get("FriendlyName", room.name) == room.name
        and form.get("Status", _status(room)) == _status(room)
    ]


def update(exchange: Exchange, key: str, form: Form) -> Json:
    """Ends a conference, or announces something to everybody in it."""
    room = find(exchange, key)
    if form.get("Status") == "completed":
        room.end()
    if url := form.url("AnnounceUrl"):
        for member in room.members:
            _announce(member, url, form)
    return show(room)


def _announce(member: Member, url: str, form: Form) -> None:
    member.announce = (url, form.get("AnnounceMethod", "POST").upper())
    member.leg.throw(Changed(member))


def participant(exchange: Exchange, key: str, who: str) -> tuple[Room, Member]:
    """The participant of this call or label; refused with 404."""
    room = find(exchange, key)
    for member in room.members:
        if who in (member.leg.sid, member.label):
            return room, member
    raise Refused(
        404, 20404, f"The requested resource /Participants/{who} was not found"
    )


def change_participant(exchange: Exchange, key: str, who: str, form: Form) -> Json:
    """Mutes, holds, announces to, or changes what a participant's leaving means."""
    room, member = participant(exchange, key, who)
    if form.has("Muted"):
        member.muted = form.flag("Muted")
        room.tell("mute" if member.muted else "unmute", member)
    if form.has("EndConferenceOnExit"):
        member.ends = form.flag("EndConferenceOnExit")
    if form.has("Hold"):
        member.held = form.flag("Hold")
        member.hold_url = form.url("HoldUrl") or None
        member.hold_method = form.get("HoldMethod", "GET").upper()
        room.tell("hold" if member.held else "unhold", member)
        room.refresh()
    if url := form.url("AnnounceUrl"):
        _announce(member, url, form)
    return show_participant(room, member)


def remove_participant(exchange: Exchange, key: str, who: str) -> None:
    """Takes a participant out of the conference."""
    _, member = participant(exchange, key, who)
    member.removed = True
    member.leg.throw(Changed(member))


def add_participant(exchange: Exchange, key: str, form: Form) -> Json:
    """Calls somebody who comes into the conference on answering."""
    rooms = [room for room in exchange.rooms.values() if key in (room.sid, room.name)]
    room = rooms[0] if rooms else exchange.room(key)
    attributes = {
        name: form.get(key)
        for key, name in _CONFERENCE_ATTRIBUTES.items()
        if form.has(key)
    }
    meeting = Element("Conference", attributes, (room.name,))
    response = Element("Response", {}, (Element("Dial", {}, (meeting,)),))
    events = frozenset(form.all("StatusCallbackEvent") or ["completed"])
    reporting = Reporting(form.url("StatusCallback"), "POST", events)
    from_, to = form.get("From"), form.get("To")
    leg = exchange.new_leg(from_, to, "outbound-api", None, reporting)
    timeout = form.number("Timeout", DEFAULT_RING_SECONDS)
    exchange.place(leg, timeout, Ask("", document=Document(response)))
    return show_participant(room, Member(leg, label=form.get("Label")))


def _status(room: Room) -> str:
    if room.ended:
        return "completed"
    return "in-progress" if room.started else "init"


def show(room: Room) -> Json:
    """A conference as the vendor shows it."""
    exchange = room.exchange
    base = f"/2010-04-01/Accounts/{exchange.account}/Conferences/{room.sid}"
    return {
        "sid": room.sid,
        "account_sid": exchange.account,
        "friendly_name": room.name,
        "status": _status(room),
        "region": "us1",
        "api_version": "2010-04-01",
        "date_created": exchange.date(room.created_at),
        "date_updated": exchange.date(exchange.clock.now),
        "uri": f"{base}.json",
        "subresource_uris": {"participants": f"{base}/Participants.json"},
    }


def show_participant(room: Room, member: Member) -> Json:
    """A participant as the vendor shows it."""
    exchange = room.exchange
    base = f"/2010-04-01/Accounts/{exchange.account}/Conferences/{room.sid}"
    now = exchange.date(exchange.clock.now)
    return {
        "call_sid": member.leg.sid,
        "conference_sid": room.sid,
        "account_sid": exchange.account,
        "label": member.label or None,
        "muted": member.muted,
        "hold": member.held,
        "coaching": False,
        "start_conference_on_enter": member.starts,
        "end_conference_on_exit": member.ends,
        "status": "connected" if member.leg.connected else "queued",
        "date_created": now,
        "date_updated": now,
        "uri": f"{base}/Participants/{member.leg.sid}.json",
    }
