"""How a request reaches an application: in the same process, or over HTTP."""

from __future__ import annotations

import http.client
import io
import ssl
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes, urlsplit

WsgiApp = Callable[..., Iterable[bytes]]
CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it goes over the wire; times in seconds."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how many seconds of the caller's time it took."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    cookies: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type, in lower case and without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Undelivered(Exception):
    """No answer came: the code says whether connecting or waiting failed."""

    def __init__(self, code: str, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.code = code
        self.seconds = seconds


class Unconnected(Undelivered):
    """The connection failed, so the application saw nothing."""


class Transport(Protocol):
    """Anything that can carry a request to an application."""

    def send(self, request: Request) -> Answer:
        """The answer; raises Undelivered where none comes."""

    def close(self) -> None:
        """Lets go of everything that is kept open."""


class WsgiTransport:
    """Calls a WSGI application in this process; its time costs the caller nothing."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def close(self) -> None:
        """Nothing is kept open in the same process."""

    def send(self, request: Request) -> Answer:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], _error: object = None
        ) -> Callable[[bytes], object]:
            started[:] = [(status, headers)]
            return chunks.append

        chunks: list[bytes] = []
        try:
            result = self._app(_environ(request), start_response)
            try:
                chunks.extend(result)
            finally:
                close = getattr(result, "close", None)
                if close is not None:
                    close()
        except Exception as error:
            print(f"the application raised {error!r}", file=sys.stderr)
            return Answer(500, {"content-type": "text/plain"}, repr(error).encode())
        status, headers = started[0]
        return _answer(int(status.split(" ", 1)[0]), headers, b"".join(chunks), 0.0)


def _environ(request: Request) -> dict[str, Any]:
    parts = urlsplit(request.url)
    secure = parts.scheme == "https"
    raw = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw).decode("latin-1"),
        "RAW_URI": raw + query,
        "REQUEST_URI": raw + query,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or (443 if secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": parts.netloc.rpartition("@")[2],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(request.body)),
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return environ


def _answer(
    status: int, headers: Iterable[tuple[str, str]], body: bytes, seconds: float
) -> Answer:
    pairs = [(name.lower(), value) for name, value in headers]
    cookies = tuple(value for name, value in pairs if name == "set-cookie")
    return Answer(status, dict(pairs), body, seconds, cookies)


class HttpTransport:
    """Asks a server over HTTP; one connection a host is kept open.

    With ``real_time`` the seconds that the server takes are the caller's seconds too.
    """

    def __init__(self, real_time: bool = False) -> None:
        self._connections: dict[tuple[str, str], http.client.HTTPConnection] = {}
        self._real_time = real_time

    def send(self, request: Request) -> Answer:
        parts = urlsplit(request.url)
        begun = time.monotonic()
        kept = self._connections.pop((parts.scheme, parts.netloc), None)
        if kept is not None:
            try:
                return self._exchange(kept, request, begun)
            except (OSError, http.client.HTTPException) as error:
                kept.close()
                if isinstance(error, TimeoutError):
                    raise self._late(begun) from None
        connection = self._connect(parts.scheme, parts.netloc, request, begun)
        try:
            return self._exchange(connection, request, begun)
        except TimeoutError:
            connection.close()
            raise self._late(begun) from None
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise Undelivered("11205", str(error) or repr(error)) from None

    def _connect(
        self, scheme: str, netloc: str, request: Request, begun: float
    ) -> http.client.HTTPConnection:
        host = netloc.rpartition("@")[2]
        seconds = request.connect_seconds
        connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(host, timeout=seconds)
            if scheme == "https"
            else http.client.HTTPConnection(host, timeout=seconds)
        )
        try:
            connection.connect()
        except ssl.SSLError as error:
            raise Undelivered("11235", str(error)) from None
        except OSError as error:
            took = time.monotonic() - begun if self._real_time else 0.0
            raise Unconnected(
                "11205", f"cannot connect: {error.strerror or error}", took
            ) from None
        return connection

    def _exchange(
        self, connection: http.client.HTTPConnection, request: Request, begun: float
    ) -> Answer:
        parts = urlsplit(request.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.timeout = request.read_seconds
        if connection.sock is not None:
            connection.sock.settimeout(request.read_seconds)
        connection.request(
            request.method, target, request.body or None, dict(request.headers)
        )
        response = connection.getresponse()
        body = response.read()
        if not response.will_close:
            self._connections[(parts.scheme, parts.netloc)] = connection
        took = time.monotonic() - begun if self._real_time else 0.0
        return _answer(response.status, response.getheaders(), body, took)

    def _late(self, begun: float) -> Undelivered:
        return Undelivered("11205", "no answer in time", time.monotonic() - begun)

    def close(self) -> None:
        """Closes the connections that are kept open."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()
