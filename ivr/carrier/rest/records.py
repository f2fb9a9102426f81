"""Recordings, text messages, the account and its numbers over REST."""

from __future__ import annotations

from functools import partial

from ivr.carrier.exchange import Exchange
from ivr.carrier.recordings import Recording
from ivr.carrier.rest.form import Form, Json, Refused

_NUMBER_SETTINGS = {
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "VoiceFallbackUrl": "voice_fallback_url",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallback": "status_callback",
    "StatusCallbackMethod": "status_callback_method",
    "SmsUrl": "sms_url",
    "SmsMethod": "sms_method",
    "FriendlyName": "friendly_name",
}


def _base(exchange: Exchange) -> str:
    return f"/2010-04-01/Accounts/{exchange.account}"


def account(exchange: Exchange) -> Json:
    """The account as the vendor shows it."""
    return {
        "sid": exchange.account,
        "friendly_name": "carrier",
        "status": "active",
        "type": "Full",
        "date_created": exchange.date(0),
        "date_updated": exchange.date(0),
        "uri": f"{_base(exchange)}.json",
        "subresource_uris": {},
    }


def recording(exchange: Exchange, sid: str) -> Recording:
    """The recording of this identifier; refused with 404."""
    if sid not in exchange.recordings.kept:
        message = f"The requested resource /Recordings/{sid} was not found"
        raise Refused(404, 20404, message)
    return exchange.recordings.kept[sid]


def matching_recordings(
    exchange: Exchange, form: Form, call_sid: str = ""
) -> list[Json]:
    """The recordings, newest first; of one call if its identifier is given."""
    wanted = call_sid or form.get("CallSid")
    kept = reversed(exchange.recordings.kept.values())
    return [
        show_recording(exchange, one) for one in kept if wanted in ("", one.call_sid)
    ]


def show_recording(exchange: Exchange, one: Recording) -> Json:
    """A recording as the vendor shows it."""
    date = exchange.date(one.created_at)
    return {
        "sid": one.sid,
        "account_sid": exchange.account,
        "call_sid": one.call_sid,
        "duration": str(max(1, round(one.seconds))),
        "channels": one.channels,
        "source": one.source,
        "status": one.status,
        "api_version": "2010-04-01",
        "date_created": date,
        "date_updated": date,
        "start_time": date,
        "media_url": one.url,
        "uri": f"{_base(exchange)}/Recordings/{one.sid}.json",
        "subresource_uris": {},
    }


def send_message(exchange: Exchange, form: Form) -> Json:
    """Sends a text message and reports what becomes of it."""
    to, body = form.get("To"), form.get("Body")
    from_ = form.get("From") or form.get("MessagingServiceSid")
    if not from_:
        raise Refused(400, 21603, "A 'From' phone number is required.")
    if not to.startswith("+"):
        raise Refused(400, 21211, f"Invalid 'To' Phone Number: {to}")
    if not body:
        raise Refused(400, 21602, "Message body is required.")
    message = exchange.send_message(from_, to, body)
    message["status"] = "queued"
    url = form.url("StatusCallback")
    lost = to in exchange.undeliverable
    for after, status in ((0.5, "sent"), (2.0, "undelivered" if lost else "delivered")):
        exchange.clock.at(
            exchange.clock.now + after,
            partial(message.update, status=status),
        )
        if url:
            parameters = {
                "MessageSid": message["sid"],
                "MessageStatus": status,
                "AccountSid": exchange.account,
                "To": to,
                "From": from_,
            }
            if status == "undelivered":
                parameters["ErrorCode"] = "30003"
            exchange.callbacks.send(None, url, "POST", parameters, after=after)
    return show_message(exchange, message)


def message(exchange: Exchange, sid: str) -> dict[str, str]:
    """The message of this identifier; refused with 404."""
    if sid not in exchange.messages:
        message = f"The requested resource /Messages/{sid} was not found"
        raise Refused(404, 20404, message)
    return exchange.messages[sid]


def matching_messages(exchange: Exchange, form: Form) -> list[Json]:
    """The messages that fit To and From, newest first."""
    return [
        show_message(exchange, one)
        for one in reversed(exchange.messages.values())
        if form.get("To", one["to"]) == one["to"]
        and form.get("From", one["from"]) == one["from"]
    ]


def show_message(exchange: Exchange, one: dict[str, str]) -> Json:
    """A message as the vendor shows it."""
    status = one.get("status", "sent")
    return {
        "sid": one["sid"],
        "account_sid": exchange.account,
        "from": one["from"],
        "to": one["to"],
        "body": one["body"],
        "status": status,
        "direction": "outbound-api",
        "error_code": 30003 if status == "undelivered" else None,
        "num_segments": "1",
        "num_media": "0",
        "api_version": "2010-04-01",
        "date_created": one["date"],
        "date_updated": one["date"],
        "date_sent": one["date"],
        "uri": f"{_base(exchange)}/Messages/{one['sid']}.json",
        "subresource_uris": {},
    }


def number(exchange: Exchange, sid: str) -> dict[str, str]:
    """The owned number of this identifier; refused with 404."""
    for one in exchange.numbers.values():
        if one["sid"] == sid:
            return one
    message = f"The requested resource /IncomingPhoneNumbers/{sid} was not found"
    raise Refused(404, 20404, message)


def matching_numbers(exchange: Exchange, form: Form) -> list[Json]:
    """The owned numbers that fit PhoneNumber, which may be a part of one."""
    wanted = form.get("PhoneNumber").replace("*", "")
    return [
        show_number(exchange, one)
        for one in exchange.numbers.values()
        if wanted in one["phone_number"]
    ]


def change_number(exchange: Exchange, one: dict[str, str], form: Form) -> Json:
    """Points a number at an application."""
    for name, key in _NUMBER_SETTINGS.items():
        if form.has(name):
            one[key] = form.url(name) if name.endswith("Url") else form.get(name)
    return show_number(exchange, one)


def buy_number(exchange: Exchange, form: Form) -> Json:
    """Adds a number to the account."""
    return change_number(exchange, exchange.owns(form.get("PhoneNumber")), form)


def show_number(exchange: Exchange, one: dict[str, str]) -> Json:
    """A number as the vendor shows it."""
    return {
        **one,
        "account_sid": exchange.account,
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "api_version": "2010-04-01",
        "date_created": exchange.date(0),
        "date_updated": exchange.date(exchange.clock.now),
        "uri": f"{_base(exchange)}/IncomingPhoneNumbers/{one['sid']}.json",
    }
