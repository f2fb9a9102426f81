"""A real server process with the line in it, for calls over real HTTP."""

import http.client
import json
import logging
import multiprocessing
import socket
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import Engine
from werkzeug.serving import make_server

from ivr.carrier import Carrier
from ivr.config import Settings
from ivr.store import published
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

SETTLE = "/settle"
STARTING_SECONDS = 30
SECRET = "a secret of forty characters, or some more"
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["ivr.web.app", "ivr.carrier", "pytest"])


class RemoteClock:
    """Unix seconds of the carrier's clock, asked for over HTTP."""

    def __init__(self, api: str) -> None:
        self.host = urlsplit(api).netloc

    def __call__(self) -> float:
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.request("GET", "/clock")
        told = json.loads(connection.getresponse().read())
        connection.close()
        return datetime.fromisoformat(told["now"]).timestamp()


def line(environment: Mapping[str, str], audio: Path) -> "WSGIApplication":
    """The published line, which also does its errands when it is asked to."""
    app = create_app(
        Settings.from_environment(environment),
        clock=RemoteClock(environment["TWILIO_API_URL"]),
        audio_folder=audio,
        inline_errands=True,
    )
    errands = app.extensions["ivr-errands"]

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != SETTLE:
            return app(environ, start_response)
        errands.run()
        start_response("204 No Content", [])
        return []

    return answer


def serve(environment: dict[str, str], audio: Path, port: Connection) -> None:
    """Serves the published line until the process is terminated."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    bound = socket.create_server(("127.0.0.1", 0))
    number = bound.getsockname()[1]
    environment["PUBLIC_BASE_URL"] = f"http://127.0.0.1:{number}"
    app = line(environment, audio)
    server = make_server("127.0.0.1", number, app, threaded=True, fd=bound.fileno())
    port.send(number)
    server.serve_forever()


class HttpLine:
    """A line in a process of its own, and a carrier that phones it over HTTP.

    `audio` is where its sounds are kept: lines may share it.
    """

    def __init__(
        self, script: Path, folder: Path, audio: Path, start: datetime
    ) -> None:
        url = f"sqlite:///{folder}/ivr.db"
        migrate(url)
        self.engine: Engine = open_database(url)
        with writing(self.engine) as conn:
            published.publish(conn, script.read_text("utf-8"), int(start.timestamp()))
        self.carrier = Carrier(start=start.astimezone(UTC))
        self._rest = self.carrier.serve_rest(patience=0)
        environment = {
            "DATABASE_URL": url,
            "SECRET_KEY": SECRET,
            "TWILIO_ACCOUNT_SID": self.carrier.exchange.account,
            "TWILIO_AUTH_TOKEN": self.carrier.exchange.token,
            "TWILIO_API_URL": self._rest.__enter__(),
            "IVR_VOICE_ENGINE": "none",
            "IVR_DESIGNER": "off",
        }
        self._host = f"127.0.0.1:{self._begin(environment, audio)}"
        self.carrier.line = self.carrier.connect(
            f"http://{self._host}", "", "/voice", "/voice/fallback", "/voice/status"
        )
        self.carrier.settle_with(self._settle)

    def _begin(self, environment: dict[str, str], audio: Path) -> int:
        """Starts the server; answers its port."""
        port, theirs = PROCESSES.Pipe()
        self._process = PROCESSES.Process(
            target=serve, args=(environment, audio, theirs), daemon=True
        )
        self._process.start()
        theirs.close()
        if not port.poll(STARTING_SECONDS):
            raise TimeoutError("the server does not start")
        return int(port.recv())

    def _end(self) -> None:
        self._process.terminate()
        self._process.join()

    def _settle(self) -> None:
        connection = http.client.HTTPConnection(self._host, timeout=30)
        connection.request("POST", SETTLE)
        connection.getresponse().read()
        connection.close()

    def close(self) -> None:
        """Ends the server."""
        self.carrier.close()
        self._end()
        self._rest.__exit__(None, None, None)
        self.engine.dispose()
