"""Recordings are fetched from the carrier, and from nowhere that it points to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ivr.config import Settings
from ivr.telephony.media import LARGEST, MediaMissing, recording

RECORDING = "RE" + "a" * 32
ACCOUNT = "AC" + "b" * 32
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/{RECORDING}.wav"


@contextmanager
def host(status: int, body: bytes = b"", sent_to: str = "") -> Iterator[HTTPServer]:
    """A host that gives one answer; `asked` holds the paths that it was asked for."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            if sent_to:
                self.send_header("Location", sent_to)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    asked: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), Host)
    server.asked = asked  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def address(server: HTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def settings(server: HTTPServer) -> Settings:
    return Settings(
        twilio_account_sid=ACCOUNT,
        twilio_auth_token="token",
        twilio_api_url=address(server),
    )


def test_a_recording_comes_from_the_account() -> None:
    with host(200, b"RIFF of a caller") as twilio:
        assert recording(settings(twilio), RECORDING) == b"RIFF of a caller"

    assert twilio.asked == [PATH]  # type: ignore[attr-defined]


def test_nobody_is_followed_to_another_address() -> None:
    with (
        host(200, b"a secret") as inside,
        host(302, sent_to=f"{address(inside)}/secret") as twilio,
        pytest.raises(MediaMissing, match="at another address"),
    ):
        recording(settings(twilio), RECORDING)

    assert inside.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("status", "body"), [(404, b""), (500, b""), (200, b"x" * (LARGEST + 1))]
)
def test_what_is_missing_or_too_large_is_no_recording(status: int, body: bytes) -> None:
    with host(status, body) as twilio, pytest.raises(MediaMissing):
        recording(settings(twilio), RECORDING)
