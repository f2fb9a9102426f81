"""Many callers on hold at once: the line under gunicorn, beside a bare Flask app.

Every call is dialed, states a need, agrees to hold, and then fetches its next update
as soon as it has the last one; a real caller does so every half minute. `--pause 1`
lets a second go by, which is thirty times as fast as life. Requests are signed.
"Without the store" are turns that found the database busy for half a second. The
bare app parses the same forms and answers constant TwiML. Both run with two workers
of eight threads, on this machine, and so does the client. It fails unless the line
answers 50 calls without an error and 99 of 100 requests within half a second.

    python bench/load.py [--calls 50 200] [--seconds 60]
"""

import argparse
import asyncio
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, request

from ivr.store import published
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.telephony.signature import sign

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "dental-clinic.en.yaml"
TOKEN = "12345"
WORKERS = "--worker-class gthread --workers 2 --threads 8 --preload --log-level error"
CONSTANT = '<Response><Redirect method="POST">{}/voice/turn</Redirect></Response>'
GATHER = re.compile(r'<Gather[^>]* action="([^"]+)"')
REDIRECT = re.compile(r"<Redirect[^>]*>([^<]+)</Redirect>")
CONTENT_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
ANSWERS = (
    ("How can I help you?", {"SpeechResult": "I would like to make an appointment"}),
    ("May I put you through", {"SpeechResult": "yes please"}),
    ("like to hold", {"Digits": "1"}),
    ("go on holding", {"Digits": "1"}),
)
PROMISED_CALLS, PROMISED_MS = 50, 500
PATIENCE = 10  # seconds for one answer; Twilio waits for fifteen


def bare() -> Flask:
    """Reads the same form and answers a constant."""
    app = Flask("bare")
    document = CONSTANT.format(os.environ.get("PUBLIC_BASE_URL", ""))

    @app.post("/voice")
    @app.post("/voice/turn")
    def voice() -> Response:
        assert request.form["CallSid"]
        return Response(document, content_type="text/xml; charset=utf-8")

    return app


@dataclass
class Tally:
    """What the callers measured; milliseconds."""

    took: list[float] = field(default_factory=list)
    errors: int = 0
    holding: int = 0
    alone: int = 0

    @property
    def p99(self) -> float:
        """Milliseconds within which 99 of 100 requests were answered."""
        took = sorted(self.took) or [0.0]
        return took[min(int(len(took) * 0.99), len(took) - 1)]

    def line(self, name: str, calls: int, seconds: float) -> str:
        """One line of the report."""
        took = sorted(self.took) or [0.0]
        return (
            f"{name:<6} {calls:>4} calls  {len(self.took) / seconds:>7.0f} req/s  "
            f"p50 {statistics.median(took):>6.0f}  p99 {self.p99:>6.0f}  "
            f"max {took[-1]:>6.0f} ms  errors {self.errors}  "
            f"updates {self.holding}  without the store {self.alone}"
        )


async def call(base: str, until: float, pause: float, tally: Tally) -> None:
    """Calls one after the other until the time is up."""
    await asyncio.sleep(pause * secrets.randbelow(1000) / 1000)
    while time.monotonic() < until:
        sid = "CA" + secrets.token_hex(16)
        number = f"+1503555{secrets.randbelow(9000) + 1000}"
        given = {"CallSid": sid, "From": number, "To": "+12135550100"}
        target, said = f"{base}/voice", {"CallStatus": "ringing"}
        parts = urlsplit(base)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            while target and time.monotonic() < until:
                form = {"CallStatus": "in-progress", **given, **said}
                document = await _ask(reader, writer, base, target, form, tally)
                target, said = _next(document, tally)
                await asyncio.sleep(pause)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError):
            tally.errors += 1
        finally:
            writer.close()


async def _ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    base: str,
    target: str,
    form: dict[str, str],
    tally: Tally,
) -> str:
    parts = urlsplit(target)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    body = urlencode(form)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {urlsplit(base).netloc}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Twilio-Signature: {sign(TOKEN, base + path, form.items())}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    begun = time.perf_counter()
    writer.write((head + body).encode())
    async with asyncio.timeout(PATIENCE):
        answered = await reader.readuntil(b"\r\n\r\n")
        length = CONTENT_LENGTH.search(answered)
        document = await reader.readexactly(int(length[1]) if length else 0)
    tally.took.append((time.perf_counter() - begun) * 1000)
    if not answered.startswith(b"HTTP/1.1 200") or b"<Response" not in document:
        raise ValueError(answered[:40])
    return document.decode()


def _next(document: str, tally: Tally) -> tuple[str, dict[str, str]]:
    """Where the call goes on; nowhere after a goodbye."""
    gather = GATHER.search(document)
    for words, said in ANSWERS:
        if gather and words in document:
            return unescape(gather[1]), said
    tally.holding += "press two" in document
    redirect = REDIRECT.search(document)
    return (unescape(redirect[1]).strip() if redirect else ""), {}


async def measure(base: str, calls: int, seconds: float, pause: float) -> Tally:
    """That many calls at once, for that long."""
    tally = Tally()
    until = time.monotonic() + seconds
    await asyncio.gather(*(call(base, until, pause, tally) for _ in range(calls)))
    return tally


def serve(app: str, port: int, folder: Path) -> subprocess.Popen[bytes]:
    """gunicorn on this machine, ready to answer."""
    base = f"http://127.0.0.1:{port}"
    environ = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/ivr.db",
        "SECRET_KEY": "a secret of forty characters, or some more",
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PUBLIC_BASE_URL": base,
        "IVR_VOICE_ENGINE": "none",
        "IVR_DESIGNER": "off",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "bench"))),
    }
    command = [sys.executable, "-m", "gunicorn", *WORKERS.split()]
    command += ["--bind", f"127.0.0.1:{port}", app]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environ, stderr=log)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise SystemExit(f"{app} did not start")


def main() -> None:
    """Prints one line for each app and number of calls."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0, help="seconds in a call")
    given = parser.parse_args()
    kept = True
    apps = {"line": "ivr.web.app:create_app()", "bare": "load:bare()"}
    for calls in given.calls:
        for name, app in apps.items():
            with tempfile.TemporaryDirectory() as made:
                folder = Path(made)
                url = f"sqlite:///{folder}/ivr.db"
                migrate(url)
                engine = open_database(url)
                with writing(engine) as conn:
                    text = SCRIPT.read_text("utf-8").split("\nhours:")
                    open_always = text[0] + "\n\n" + text[1][text[1].index("\n\n") :]
                    published.publish(conn, open_always, int(time.time()))
                engine.dispose()
                with socket.socket() as free:
                    free.bind(("127.0.0.1", 0))
                    port = free.getsockname()[1]
                process = serve(app, port, folder)
                try:
                    base = f"http://127.0.0.1:{port}"
                    tally = asyncio.run(
                        measure(base, calls, given.seconds, given.pause)
                    )
                finally:
                    process.terminate()
                    process.wait(30)
                log = (folder / "log").read_text("utf-8")
                tally.alone = log.count("taken without the store")
            print(tally.line(name, calls, given.seconds), flush=True)
            if name == "line" and calls <= PROMISED_CALLS:
                kept = kept and tally.p99 <= PROMISED_MS and not tally.errors
    sys.exit(not kept)


if __name__ == "__main__":
    main()
