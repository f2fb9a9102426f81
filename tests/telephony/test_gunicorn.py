"""The Procfile's web line for real: two workers, a database file, calls over HTTP."""

import http.client
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lines import SCRIPTS
from sqlalchemy import Engine

from ivr.carrier import Carrier
from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.carrier.transport import HttpTransport
from ivr.promises import ledger
from ivr.store import promises, published
from ivr.store.database import open_database, reading, writing
from ivr.store.migrate import migrate

from .conftest import ANDREI, LINE, MARIA, asks_for_an_appointment, waits_in_line

PROCFILE = Path(__file__).parents[2] / "Procfile"
WORKERS = 2


@dataclass
class Server:
    """gunicorn in a process of its own; all that it wrote is kept."""

    process: "subprocess.Popen[str]"
    port: int
    carrier: Carrier
    engine: Engine
    written: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None

    def wait_for_workers(self) -> None:
        booted = 0
        for line in self._lines():
            booted += "Booting worker" in line
            if booted == WORKERS:
                return
        raise AssertionError("".join(self.written))

    def _lines(self) -> Iterator[str]:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.written.append(line)
            yield line

    def read_on(self) -> None:
        """Goes on reading what the server writes, so that it is never held up."""
        self.reader = threading.Thread(target=lambda: list(self._lines()), daemon=True)
        self.reader.start()

    def close(self) -> None:
        """Stops the server as a deployment does, and lets go of everything."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(25) == 0
        if self.reader:
            self.reader.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        for transport in self.carrier.exchange.hosts.values():
            if isinstance(transport, HttpTransport):
                transport.close()
        self.engine.dispose()


def always_open() -> str:
    """The clinic's script without hours: it is open whenever this test is run."""
    text = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    before, after = text.index("# A day that is left out"), text.index("# Callers who")
    return text[:before] + text[after:]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def web_line(port: int) -> list[str]:
    """What the Procfile says, run by this Python."""
    lines = dict(
        line.split(": ", 1) for line in PROCFILE.read_text("utf-8").splitlines()
    )
    program, *arguments = shlex.split(lines["web"].replace("$PORT", str(port)))
    assert program == "gunicorn"
    return [sys.executable, "-m", "gunicorn", *arguments]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    url = f"sqlite:///{folder}/ivr.db"
    migrate(url)
    engine = open_database(url)
    now = datetime.now(UTC)
    with writing(engine) as conn:
        published.publish(conn, always_open(), int(now.timestamp()))
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    carrier = Carrier(start=now)
    with carrier.serve_rest() as api:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROCFILE.parent),
            "DATABASE_URL": url,
            "SECRET_KEY": "a secret of forty characters, or some more",
            "PUBLIC_BASE_URL": base,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_API_URL": api,
            "IVR_VOICE_ENGINE": "none",
            "IVR_DESIGNER": "off",
        }
        process = subprocess.Popen(
            web_line(port),
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        server = Server(process, port, carrier, engine)
        try:
            server.wait_for_workers()
            server.read_on()
            carrier.line = carrier.connect(
                base, voice="/voice", fallback="/voice/fallback", status="/voice/status"
            )
            yield server
        finally:
            server.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("gunicorn")) as opened:
        yield opened


def test_the_server_says_that_it_is_well(server: Server) -> None:
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    asked.request("GET", "/healthz")

    assert asked.getresponse().status == 200
    asked.close()


def test_the_caller_holds_and_takes_a_callback(server: Server) -> None:
    andrei = server.carrier.call(name="Andrei")

    waits_in_line(andrei)
    andrei.waits(60).presses("2").hears("call you back by")
    server.carrier.waits(10)

    with reading(server.engine) as conn:
        (promise,) = [ledger.promise_of(row) for row in promises.open_(conn)]
    assert (promise.number, promise.department) == (ANDREI, "front-desk")
    assert promise.need == "I would like to make an appointment"


def test_the_agent_is_rung_and_talks_with_the_caller(server: Server) -> None:
    santos = server.carrier.call(name="Mrs. Santos")
    maria = server.carrier.agent("Maria", MARIA).then().answers(after=6)
    maria.hears("press one").presses("1").waits(30).hangs_up()

    asks_for_an_appointment(santos, "+15550100222")
    santos.hears("Here is Maria").hears("Thank you").waits(10)

    assert santos.outcome == "application"


def test_nobody_hears_of_a_fault(server: Server) -> None:
    assert [p for p in server.carrier.problems if p.weight != "notice"] == []


def test_no_number_no_word_and_no_token_is_in_the_servers_log(server: Server) -> None:
    written = "".join(server.written)

    assert "Booting worker" in written
    for secret in (ANDREI, LINE, MARIA, "appointment", "?t=", TOKEN + '"'):
        assert secret not in written


def test_an_unsigned_call_is_refused(server: Server) -> None:
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    asked.request("POST", "/voice", "CallSid=CA" + "a" * 32, kind)

    assert asked.getresponse().status == 403
    asked.close()
