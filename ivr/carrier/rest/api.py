"""Finds out what a REST request wants and answers it, or fails on demand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.carrier.exchange import Exchange
from ivr.carrier.faults import Faults
from ivr.carrier.rest import calls, conferences, queues, records
from ivr.carrier.rest.form import Form, Json, Refused, page

Reply = Json | bytes | None
Answerer = Callable[[Exchange, Form, str, tuple[str, ...]], tuple[int, Reply]]


class AnswerLost(Exception):
    """The request was carried out, but its answer does not arrive."""


def _list(key: str, find: Callable[..., list[Json]]) -> Answerer:
    def answer(
        exchange: Exchange, form: Form, uri: str, ids: tuple[str, ...]
    ) -> tuple[int, Reply]:
        return 200, page(key, find(exchange, form, *ids), form, uri)

    return answer


def _make(action: Callable[..., Json], status: int = 201) -> Answerer:
    def answer(
        exchange: Exchange, form: Form, _uri: str, ids: tuple[str, ...]
    ) -> tuple[int, Reply]:
        return status, action(exchange, *ids, form)

    return answer


def _show(action: Callable[..., Json]) -> Answerer:
    def answer(
        exchange: Exchange, _form: Form, _uri: str, ids: tuple[str, ...]
    ) -> tuple[int, Reply]:
        return 200, action(exchange, *ids)

    return answer


def _drop(action: Callable[..., object]) -> Answerer:
    def answer(
        exchange: Exchange, _form: Form, _uri: str, ids: tuple[str, ...]
    ) -> tuple[int, Reply]:
        action(exchange, *ids)
        return 204, None

    return answer


def _participants(exchange: Exchange, form: Form, key: str) -> list[Json]:
    room = conferences.find(exchange, key)
    return [conferences.show_participant(room, member) for member in room.members]


def _members(exchange: Exchange, form: Form, key: str) -> list[Json]:
    queue = queues.find(exchange, key)
    return [queues.show_member(exchange, queue, place) for place in queue.waiting]


def _queues(exchange: Exchange, form: Form) -> list[Json]:
    return [queues.show(exchange, queue) for queue in exchange.queues.values()]


def _media(
    exchange: Exchange, _form: Form, _uri: str, ids: tuple[str, ...]
) -> tuple[int, Reply]:
    return 200, records.recording(exchange, ids[0]).wav()


def _drop_recording(exchange: Exchange, sid: str) -> None:
    exchange.recordings.drop(records.recording(exchange, sid))


_RESOURCES: tuple[tuple[str, str, Answerer], ...] = (
    ("GET", "", _show(records.account)),
    ("POST", "/Calls", _make(calls.create)),
    ("GET", "/Calls", _list("calls", calls.matching)),
    ("GET", "/Calls/*", _show(lambda x, sid: calls.show(calls.find(x, sid)))),
    ("POST", "/Calls/*", _make(calls.update, 200)),
    ("DELETE", "/Calls/*", _drop(calls.delete)),
    (
        "GET",
        "/Calls/*/Recordings",
        _list("recordings", records.matching_recordings),
    ),
    ("GET", "/Conferences", _list("conferences", conferences.matching)),
    (
        "GET",
        "/Conferences/*",
        _show(lambda x, sid: conferences.show(conferences.find(x, sid))),
    ),
    ("POST", "/Conferences/*", _make(conferences.update, 200)),
    ("GET", "/Conferences/*/Participants", _list("participants", _participants)),
    ("POST", "/Conferences/*/Participants", _make(conferences.add_participant)),
    (
        "GET",
        "/Conferences/*/Participants/*",
        _show(
            lambda x, sid, who: conferences.show_participant(
                *conferences.participant(x, sid, who)
            )
        ),
    ),
    (
        "POST",
        "/Conferences/*/Participants/*",
        _make(conferences.change_participant, 200),
    ),
    (
        "DELETE",
        "/Conferences/*/Participants/*",
        _drop(conferences.remove_participant),
    ),
    ("GET", "/Queues", _list("queues", _queues)),
    ("POST", "/Queues", _make(queues.create)),
    ("GET", "/Queues/*", _show(lambda x, sid: queues.show(x, queues.find(x, sid)))),
    ("POST", "/Queues/*", _make(queues.update, 200)),
    ("GET", "/Queues/*/Members", _list("queue_members", _members)),
    (
        "GET",
        "/Queues/*/Members/*",
        _show(lambda x, sid, who: queues.show_member(x, *queues.member(x, sid, who))),
    ),
    ("POST", "/Queues/*/Members/*", _make(queues.dequeue, 200)),
    ("GET", "/Recordings", _list("recordings", records.matching_recordings)),
    (
        "GET",
        "/Recordings/*",
        _show(lambda x, sid: records.show_recording(x, records.recording(x, sid))),
    ),
    ("DELETE", "/Recordings/*", _drop(_drop_recording)),
    ("POST", "/Messages", _make(records.send_message)),
    ("GET", "/Messages", _list("messages", records.matching_messages)),
    (
        "GET",
        "/Messages/*",
        _show(lambda x, sid: records.show_message(x, records.message(x, sid))),
    ),
    (
        "GET",
        "/IncomingPhoneNumbers",
        _list("incoming_phone_numbers", records.matching_numbers),
    ),
    ("POST", "/IncomingPhoneNumbers", _make(records.buy_number)),
    (
        "GET",
        "/IncomingPhoneNumbers/*",
        _show(lambda x, sid: records.show_number(x, records.number(x, sid))),
    ),
    (
        "POST",
        "/IncomingPhoneNumbers/*",
        _make(
            lambda x, sid, form: records.change_number(x, records.number(x, sid), form),
            200,
        ),
    ),
)
_MEDIA = re.compile(r"/Recordings/([^/.]+)(\.wav|\.mp3)?\Z")
_PATTERNS = tuple(
    (method, re.compile(path.replace("*", r"([^/]+)") + r"\Z"), answerer)
    for method, path, answerer in _RESOURCES
)


@dataclass
class Api:
    """The REST imitation of one exchange, with faults of its own.

    ``faults.answer(429)`` refuses, ``faults.answer(500)`` fails before anything was
    done, ``faults.answer_after(500)`` afterwards, ``faults.lose()`` loses the answer.
    """

    exchange: Exchange
    faults: Faults = field(default_factory=Faults)

    def request(
        self, method: str, uri: str, form: Form, auth: tuple[str, str] | None
    ) -> tuple[int, bytes, str]:
        """Status, body and media type. Raises AnswerLost where a fault says so."""
        path = uri.partition("?")[0]
        wanted = f"{method} {path}"
        try:
            if fault := self.faults.find("answer", wanted):
                raise _fault(int(fault.value))
            status, reply = self._answer(method, path, uri, form, auth)
            if fault := self.faults.find("answer_after", wanted):
                raise _fault(int(fault.value))
        except Refused as refusal:
            status, reply = refusal.status, refusal.body()
        self._note(wanted, status, reply)
        if self.faults.find("lose", wanted):
            raise AnswerLost(wanted)
        if isinstance(reply, bytes):
            return status, reply, "audio/x-wav"
        body = b"" if reply is None else json.dumps(reply, ensure_ascii=False).encode()
        return status, body, "application/json"

    def _answer(
        self,
        method: str,
        path: str,
        uri: str,
        form: Form,
        auth: tuple[str, str] | None,
    ) -> tuple[int, Reply]:
        exchange = self.exchange
        if auth != (exchange.account, exchange.token):
            raise Refused(401, 20003, "Authenticate")
        base = f"/2010-04-01/Accounts/{exchange.account}"
        rest = path.removeprefix(base).removesuffix(".json")
        media = _MEDIA.match(rest)
        if method == "GET" and media and not path.endswith(".json"):
            return _media(exchange, form, uri, (media.group(1),))
        for verb, pattern, answerer in _PATTERNS:
            match = pattern.match(rest)
            if match and verb == method and path.startswith(base):
                return answerer(exchange, form, uri, match.groups())
        raise Refused(404, 20404, f"The requested resource {path} was not found")

    def _note(self, wanted: str, status: int, reply: Reply) -> None:
        sid = reply.get("sid") if isinstance(reply, dict) else None
        account = f"/2010-04-01/Accounts/{self.exchange.account}"
        self.exchange.trace.add(
            self.exchange.clock.now,
            "application",
            "rest",
            f"REST {wanted.replace(account, '')}",
            status=str(status),
            sid=str(sid or ""),
        )


def _fault(status: int) -> Refused:
    if status == 429:
        return Refused(429, 20429, "Too Many Requests")
    return Refused(status, 20500, "An internal server error has occurred")
