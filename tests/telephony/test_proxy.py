"""A tunnel or proxy on the same machine is not this machine (design D10)."""

import http.client
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlencode

import pytest
from lines import Line
from werkzeug.serving import WSGIRequestHandler, make_server

from .conftest import open_clinic
from .test_gate import FORM, FORM_TYPE

BODY = urlencode(FORM)


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Says nothing."""


class Proxy(BaseHTTPRequestHandler):
    """Hands requests on to the line; what it adds and changes is set by each test."""

    behind: ClassVar[int] = 0
    added: ClassVar[dict[str, str]] = {}
    host: ClassVar[str | None] = None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        host = self.host or self.headers["Host"]
        headers = {"Host": host, "Content-Type": FORM_TYPE, **self.added}
        line = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=5)
        line.request("POST", self.path, body, headers)
        answer = line.getresponse()
        told = answer.read()
        line.close()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line without Twilio's token and without a public address."""
    opened = open_clinic(tmp_path_factory.mktemp("proxy"))
    reached_at(opened, None)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def port(line: Line) -> Iterator[int]:
    """The line itself, on this machine."""
    server = make_server("127.0.0.1", 0, line.app, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def proxy(port: int, line: Line) -> Iterator[int]:
    """A proxy in front of the line; its settings are put back after each test."""
    Proxy.behind = port
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()
    Proxy.added, Proxy.host = {}, None
    reached_at(line, None)


def reached_at(line: Line, base: str | None) -> None:
    board = line.app.extensions["ivr"]
    board.settings = replace(
        board.settings, twilio_auth_token=None, public_base_url=base
    )


def asks(port: int, host: str | None = None) -> int:
    """The status of a call that comes in without a signature."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Content-Type": FORM_TYPE, **({"Host": host} if host else {})}
    asked.request("POST", "/voice", BODY, headers)
    answer = asked.getresponse()
    answer.read()
    asked.close()
    return answer.status


def test_this_machine_is_answered(port: int) -> None:
    assert asks(port) == 200
    assert asks(port, "localhost") == 200


def test_a_tunnel_that_hands_its_public_name_on_is_refused(proxy: int) -> None:
    assert asks(proxy, "line.example.com") == 403


@pytest.mark.parametrize(
    "name",
    [
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "x-forwarded-server",
        "X-Real-IP",
        "x-real-ip",
    ],
)
def test_a_proxy_that_names_its_client_is_refused(proxy: int, name: str) -> None:
    Proxy.added, Proxy.host = {name: "127.0.0.1"}, "localhost"

    assert asks(proxy, "line.example.com") == 403


def test_a_proxy_that_hides_everything_is_refused_by_the_public_address(
    proxy: int, line: Line
) -> None:
    Proxy.host = "localhost"
    reached_at(line, "https://line.example.com")

    assert asks(proxy, "line.example.com") == 403


@pytest.mark.parametrize("host", ["localhost.example.com", "127.0.0.1.example.com"])
def test_a_name_that_only_begins_like_this_machine_is_refused(
    port: int, host: str
) -> None:
    assert asks(port, host) == 403
