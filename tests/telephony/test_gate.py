"""Who may speak to the line: Twilio by its signature, or this machine alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, Request
from lines import Line
from werkzeug.test import EnvironBuilder

from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.config import Settings
from ivr.telephony.gate import is_loopback, public_url, raw_path
from ivr.telephony.signature import sign

from .conftest import ANDREI, LINE, open_clinic
from .posting import SID, Twilio, gather_action, heard

FORM = {"CallSid": SID, "AccountSid": ACCOUNT, "From": ANDREI, "To": LINE}
FORM_TYPE = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    line = open_clinic(tmp_path_factory.mktemp("gate"))
    yield line
    line.engine.dispose()


@pytest.fixture
def clinic(opened: Line) -> Iterator[Line]:
    """The clinic's line, opened once for all these tests; settings are put back."""
    board = opened.app.extensions["ivr"]
    settings = board.settings
    yield opened
    board.settings = settings


def signed(app: Flask, base: str, path: str, form: dict[str, str]) -> int:
    """The status of a post to `path`, signed as a post to `base + path`."""
    headers = {"X-Twilio-Signature": sign(TOKEN, base + path, form.items())}
    raw = {"RAW_URI": path, "REQUEST_URI": path}
    answer = app.test_client().post(
        path, data=form, headers=headers, environ_overrides=raw
    )
    return answer.status_code


def reached_at(clinic: Line, base: str | None) -> Flask:
    board = clinic.app.extensions["ivr"]
    board.settings = replace(board.settings, public_base_url=base)
    return clinic.app


def voice_routes(app: Flask) -> list[tuple[str, str]]:
    return sorted(
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("voice.")
        for method in rule.methods or ()
    )


def test_every_route_of_the_line_refuses_who_did_not_sign(clinic: Line) -> None:
    client = clinic.app.test_client()
    routes = voice_routes(clinic.app)

    assert len(routes) > 15
    for method, path in routes:
        for headers in ({}, {"X-Twilio-Signature": "bm8="}):
            data = FORM if method == "POST" else None
            answer = client.open(path, method=method, data=data, headers=headers)
            assert (path, answer.status_code) == (path, 403)
            assert b"<Response" not in answer.data


def test_every_path_that_begins_like_the_line_is_a_route_of_it(clinic: Line) -> None:
    for rule in clinic.app.url_map.iter_rules():
        if rule.rule.startswith("/voice"):
            assert rule.endpoint.startswith("voice.")


@pytest.mark.parametrize("signature", ["", "=", "\x00", "Привет", "a" * 9000])
def test_a_garbled_signature_is_refused(clinic: Line, signature: str) -> None:
    environ = {"HTTP_X_TWILIO_SIGNATURE": signature}

    answer = clinic.app.test_client().post(
        "/voice", data=FORM, environ_overrides=environ
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/voice",
        "/voice?",
        "/voice?name=%D0%9F%D1%80%D0%B8",
        "/voice?name=%C3%A5s%2Fb",
        "/voice?a=%7E~",
        "/voice?plus=a+b%20c",
        "/%76oice",
    ],
)
def test_the_url_is_checked_as_it_came_never_as_it_is_read(
    clinic: Line, path: str
) -> None:
    app = reached_at(clinic, "https://line.example.com")

    assert signed(app, "https://line.example.com", path, FORM) == 200


def test_the_public_address_counts_and_no_host_that_a_request_claims(
    clinic: Line,
) -> None:
    app = reached_at(clinic, "https://line.example.com")

    assert signed(app, "http://localhost", "/voice", FORM) == 403


def test_the_address_may_have_a_path_of_its_own(clinic: Line) -> None:
    app = reached_at(clinic, "https://example.com/line")

    assert signed(app, "https://example.com/line", "/voice", FORM) == 200


def test_both_tokens_are_accepted_while_they_are_changed(clinic: Line) -> None:
    board = clinic.app.extensions["ivr"]
    board.settings = replace(
        board.settings, twilio_auth_token="old", twilio_auth_token_next=TOKEN
    )

    assert signed(clinic.app, "http://localhost", "/voice", FORM) == 200


def test_another_account_is_refused(clinic: Line) -> None:
    theirs = {**FORM, "AccountSid": "AC" + "f" * 32}

    assert signed(clinic.app, "http://localhost", "/voice", theirs) == 403


@pytest.mark.parametrize(
    "call_sid",
    ["", "CA", "CA123", "ca" + "a" * 32, SID + "\n", SID + "a", "CA" + "g" * 32],
)
def test_a_malformed_call_sid_is_refused(clinic: Line, call_sid: str) -> None:
    malformed = {**FORM, "CallSid": call_sid}

    assert signed(clinic.app, "http://localhost", "/voice", malformed) == 403


def test_a_call_sid_that_comes_twice_is_refused(clinic: Line) -> None:
    form = [*FORM.items(), ("CallSid", "CA" + "b" * 32)]
    signature = sign(TOKEN, "http://localhost/voice", form)

    answer = clinic.app.test_client().post(
        "/voice",
        data={**FORM, "CallSid": [SID, "CA" + "b" * 32]},
        headers={"X-Twilio-Signature": signature},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "kind",
    [None, "application/json", "multipart/form-data; boundary=x", "text/plain", ""],
)
def test_only_forms_are_taken(clinic: Line, kind: str | None) -> None:
    headers = {"X-Twilio-Signature": sign(TOKEN, "http://localhost/voice")}

    answer = clinic.app.test_client().post(
        "/voice", data=b'{"CallSid": "x"}', content_type=kind, headers=headers
    )

    assert answer.status_code == 415


def test_a_form_in_another_letter_coding_is_refused(clinic: Line) -> None:
    body = f"CallSid={SID}".encode("utf-16")
    headers = {
        "X-Twilio-Signature": sign(TOKEN, "http://localhost/voice", FORM.items())
    }

    answer = clinic.app.test_client().post(
        "/voice",
        data=body,
        content_type=f"{FORM_TYPE}; charset=utf-16",
        headers=headers,
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("size", [64 * 1024 + 1, 600_000])
def test_a_body_over_64_kb_is_refused_before_it_is_read(
    clinic: Line, size: int
) -> None:
    body = ("SpeechResult=" + "a" * size)[:size]

    answer = clinic.app.test_client().post("/voice", data=body, content_type=FORM_TYPE)

    assert answer.status_code == 413


def test_a_body_of_untold_length_is_not_read_to_its_end(clinic: Line) -> None:
    form = {**FORM, "SpeechResult": "a" * 100_000}
    signature = sign(TOKEN, "http://localhost/voice", form.items())

    answer = clinic.app.test_client().post(
        "/voice",
        data=urlencode(form).encode(),
        content_type=FORM_TYPE,
        headers={"X-Twilio-Signature": signature, "Transfer-Encoding": "chunked"},
        environ_overrides={"CONTENT_LENGTH": "", "wsgi.input_terminated": True},
    )

    assert answer.status_code == 403


def test_a_signed_form_just_under_64_kb_is_answered(clinic: Line) -> None:
    form = {**FORM, "SpeechResult": "a" * 65_000}

    assert signed(clinic.app, "http://localhost", "/voice", form) == 200


def test_what_changes_something_is_never_a_get(clinic: Line) -> None:
    for method, path in voice_routes(clinic.app):
        if method == "POST" and path != "/voice/fallback":
            assert clinic.app.test_client().get(path).status_code == 405


def test_unknown_parameters_are_tolerated_and_signed(clinic: Line) -> None:
    form = {**FORM, "StirVerstat": "TN-Validation-Passed-A", "Новое": "å", "Empty": ""}

    assert signed(clinic.app, "http://localhost", "/voice", form) == 200


def test_a_body_split_in_another_way_is_no_key_press(clinic: Line) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "could somebody call me back")
    whole = {"Digits": "1", "Direction": "inbound"}
    joined = {"Digits": "1Directioninbound"}

    assert sign(TOKEN, "/", whole.items()) == sign(TOKEN, "/", joined.items())
    assert "Shall I arrange that?" in heard(question)
    answer = twilio.posts(gather_action(question), **joined)
    assert "It is arranged" not in heard(answer)


def test_the_raw_path_is_read_from_every_server() -> None:
    assert raw_path({"RAW_URI": "/voice?t=%2F"}) == "/voice?t=%2F"
    assert raw_path({"REQUEST_URI": "/voice?"}) == "/voice?"
    assert raw_path({"RAW_URI": "http://elsewhere/voice?t=1"}) == "/voice?t=1"
    assert raw_path({"PATH_INFO": "/voice", "QUERY_STRING": "t=1"}) == "/voice?t=1"


def test_without_a_public_address_the_host_of_the_request_is_used() -> None:
    request = asked({"HTTP_HOST": "localhost:5000"})

    assert public_url(request, Settings()) == "http://localhost:5000/voice"


def asked(environ: dict[str, Any]) -> Request:
    builder = EnvironBuilder(path="/voice", method="POST")
    local = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
    whole = {**builder.get_environ(), **local, **environ}
    return Request({key: value for key, value in whole.items() if value is not None})


LOOPBACK: list[tuple[bool, dict[str, Any], str | None]] = [
    (True, {}, None),
    (True, {"HTTP_HOST": "localhost:5000"}, None),
    (True, {"HTTP_HOST": "127.0.0.1:5000"}, None),
    (True, {"HTTP_HOST": "[::1]:5000", "REMOTE_ADDR": "::1"}, None),
    (True, {"HTTP_HOST": "[::1]", "REMOTE_ADDR": "::1"}, None),
    (True, {}, "http://localhost:5000"),
    (True, {}, "http://127.0.0.1:5000"),
    (True, {}, "http://[::1]:5000"),
    (False, {}, "https://line.example.com"),
    (False, {}, "https://localhost.example.com"),
    (False, {"REMOTE_ADDR": "192.0.2.7"}, None),
    (False, {"REMOTE_ADDR": "10.0.0.1"}, None),
    (False, {"REMOTE_ADDR": ""}, None),
    (False, {"REMOTE_ADDR": None}, None),
    (False, {"HTTP_HOST": "line.example.com"}, None),
    (False, {"HTTP_HOST": "localhost.example.com"}, None),
    (False, {"HTTP_HOST": "127.0.0.1.example.com:80"}, None),
    (False, {"HTTP_HOST": "localhost@example.com"}, None),
    (False, {"HTTP_HOST": "example.com:localhost"}, None),
    (False, {"HTTP_HOST": "::1"}, None),
    (False, {"HTTP_HOST": ""}, None),
    (False, {"HTTP_HOST": None}, None),
    (False, {"HTTP_FORWARDED": "for=127.0.0.1"}, None),
    (False, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, None),
    (False, {"HTTP_X_FORWARDED_FOR": ""}, None),
    (False, {"HTTP_X_FORWARDED_PROTO": "https"}, None),
    (False, {"HTTP_X_FORWARDED_HOST": "localhost"}, None),
    (False, {"HTTP_X_FORWARDED_ANYTHING": "1"}, None),
    (False, {"HTTP_X_REAL_IP": "127.0.0.1"}, None),
    (False, {"HTTP_VIA": "1.1 tunnel"}, None),
]


@pytest.mark.parametrize(("is_local", "environ", "public"), LOOPBACK)
def test_only_this_machine_is_loopback(
    is_local: bool, environ: dict[str, Any], public: str | None
) -> None:
    settings = Settings(public_base_url=public)

    assert is_loopback(asked(environ), settings) is is_local


def test_without_a_token_the_line_answers_this_machine_only(clinic: Line) -> None:
    board = clinic.app.extensions["ivr"]
    board.settings = replace(board.settings, twilio_auth_token=None)
    client = clinic.app.test_client()

    here = client.post("/voice", data=FORM)
    outside = client.post(
        "/voice", data=FORM, environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )

    assert here.status_code == 200
    assert outside.status_code == 403
    assert "TWILIO_AUTH_TOKEN" in outside.text


def test_without_a_token_other_documents_still_need_the_form(
    clinic: Line,
) -> None:
    board = clinic.app.extensions["ivr"]
    board.settings = replace(board.settings, twilio_auth_token=None)

    answer = clinic.app.test_client().post("/voice", json={"CallSid": SID})

    assert answer.status_code == 415
