"""The REST imitation over loopback HTTP, for applications in other processes."""

from __future__ import annotations

import base64
import binascii
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

from ivr.carrier.rest.api import AnswerLost, Api
from ivr.carrier.rest.form import Form

LARGEST_BODY = 1024 * 1024


class RestServer:
    """Serves the REST imitation on loopback while inside its ``with`` block.

    ``url`` is what TWILIO_API_URL is set to. GET /clock tells the virtual time.
    """

    def __init__(self, api: Api, port: int = 0) -> None:
        self.api = api
        self.last_request = 0.0
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.02)

    def wait_for_quiet(self, seconds: float) -> None:
        """Returns once no request has come for that many real seconds."""
        begun = time.monotonic()
        while time.monotonic() < max(begun, self.last_request) + seconds:
            time.sleep(seconds / 5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], owner: RestServer) -> None:
        super().__init__(address, _Asked)
        self.owner = owner


class _Asked(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/clock":
            clock = self.server.owner.api.exchange.clock
            told = {"now": clock().isoformat(), "seconds": clock.now}
            self._send(200, json.dumps(told).encode(), "application/json")
        else:
            self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        owner = self.server.owner
        owner.last_request = time.monotonic()
        size = min(int(self.headers.get("Content-Length") or 0), LARGEST_BODY)
        body = self.rfile.read(size).decode("utf-8", "replace")
        values = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        values |= parse_qs(body, keep_blank_values=True)
        try:
            with owner.api.exchange.clock.held():
                status, reply, kind = owner.api.request(
                    self.command, self.path, Form(values), self._login()
                )
        except AnswerLost:
            self.close_connection = True
            return
        self._send(status, reply, kind)
        owner.last_request = time.monotonic()

    def _login(self) -> tuple[str, str] | None:
        kind, _, encoded = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return None
        try:
            name, _, secret = base64.b64decode(encoded).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return name, secret

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet: the trace tells what was asked."""
