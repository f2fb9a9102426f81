"""CPU of one signed webhook of the line, beside a bare Flask route.

The bare route parses the same form and answers a constant. Both are asked in this
process over WSGI, in turns, with the same requests. Run: python bench/webhook.py
"""

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from flask import Flask, Response, request

from ivr.config import Settings
from ivr.store import published
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.telephony.signature import sign
from ivr.web.app import create_app

SCRIPT = Path(__file__).parents[1] / "scripts" / "dental-clinic.en.yaml"
BASE = "https://line.example.com"
TOKEN = "12345"
TUESDAY_TEN = 1_795_543_200  # 2026-11-24 10:00 in Los Angeles
CONSTANT = (
    b'<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello</Say></Response>'
)
EACH = 50  # requests of one kind before the other kind has its turn

# What Twilio sends with an inbound call, the long tail included.
USUAL = {
    "AccountSid": "AC" + "0" * 31 + "1",
    "ApiVersion": "2010-04-01",
    "CallStatus": "in-progress",
    "CallToken": "x" * 200,
    "Called": "+12135550100",
    "CalledCity": "LOS ANGELES",
    "CalledCountry": "US",
    "CalledState": "CA",
    "CalledZip": "90001",
    "Caller": "+15550100100",
    "CallerCity": "PORTLAND",
    "CallerCountry": "US",
    "CallerState": "OR",
    "CallerZip": "97201",
    "Direction": "inbound",
    "From": "+15550100100",
    "FromCity": "PORTLAND",
    "FromCountry": "US",
    "FromState": "OR",
    "FromZip": "97201",
    "StirVerstat": "TN-Validation-Passed-A",
    "To": "+12135550100",
    "ToCity": "LOS ANGELES",
    "ToCountry": "US",
    "ToState": "CA",
    "ToZip": "90001",
}

Ask = Callable[[str, dict[str, str]], bytes]


def line(folder: Path) -> Flask:
    """The clinic's line, published in a database of its own."""
    url = f"sqlite:///{folder}/ivr.db"
    migrate(url)
    engine = open_database(url)
    with writing(engine) as conn:
        published.publish(conn, SCRIPT.read_text("utf-8"), TUESDAY_TEN)
    engine.dispose()
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        twilio_account_sid=USUAL["AccountSid"],
        twilio_auth_token=TOKEN,
        public_base_url=BASE,
        voice_engine="none",
        designer=False,
    )
    app = create_app(
        settings,
        clock=lambda: TUESDAY_TEN,
        audio_folder=folder / "audio",
        inline_errands=True,
    )
    app.extensions["ivr"].write_behind = lambda write: None
    return app


def bare() -> Flask:
    """A route that reads the same form and answers a constant."""
    app = Flask("bare")

    @app.post("/voice")
    @app.post("/voice/turn")
    def voice() -> Response:
        assert request.form["CallSid"]
        return Response(CONSTANT, content_type="text/xml; charset=utf-8")

    return app


def environ(url: str, form: dict[str, str]) -> dict[str, object]:
    """A signed request as a server hands it to an application."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    body = urlencode(form).encode()
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "RAW_URI": target,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "line.example.com",
        "HTTP_X_TWILIO_SIGNATURE": sign(TOKEN, BASE + target, form.items()),
        "CONTENT_TYPE": "application/x-www-form-urlencoded; charset=UTF-8",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def ask(app: Flask, asked: dict[str, object]) -> bytes:
    """The body of an answer; anything but 200 fails."""
    told: list[str] = []
    body = b"".join(app.wsgi_app(asked, lambda status, headers: told.append(status)))
    assert told == ["200 OK"], (told, body)
    return body


def call(number: int, **given: str) -> dict[str, str]:
    return {"CallSid": f"CA{number:032x}", **USUAL, **given}


def after(document: bytes) -> str:
    """Where the answer to a document's question goes."""
    gather = ElementTree.fromstring(document).find("Gather")
    assert gather is not None, document
    return gather.attrib["action"]


def says(app: Flask, number: int, action: str, words: str) -> bytes:
    form = call(number, SpeechResult=words, Confidence="0.9")
    return ask(app, environ(action, form))


Kind = Callable[[Flask, int], tuple[str, dict[str, str]]]


def plain_turn(app: Flask, number: int) -> tuple[str, dict[str, str]]:
    """The caller states a need and is asked: nothing is written."""
    action = after(ask(app, environ(f"{BASE}/voice", call(number))))
    words = "I would like to make an appointment"
    return action, call(number, SpeechResult=words, Confidence="0.9")


def new_call(app: Flask, number: int) -> tuple[str, dict[str, str]]:
    """The call comes in."""
    return f"{BASE}/voice", call(number)


def silence(app: Flask, number: int) -> tuple[str, dict[str, str]]:
    """The caller says nothing."""
    return after(ask(app, environ(f"{BASE}/voice", call(number)))), call(number)


def look_up(app: Flask, number: int) -> tuple[str, dict[str, str]]:
    """The caller wants a callback: a time that can be offered is looked up."""
    action = after(ask(app, environ(f"{BASE}/voice", call(number))))
    words = "could somebody call me back"
    return action, call(number, SpeechResult=words, Confidence="0.9")


def promise(app: Flask, number: int) -> tuple[str, dict[str, str]]:
    """The caller says yes: the promise is committed, to the disk."""
    offered = says(app, number, look_up(app, number)[0], "could somebody call me back")
    return after(offered), call(number, SpeechResult="yes please", Confidence="0.9")


KINDS: dict[str, Kind] = {
    "plain turn": plain_turn,
    "new call": new_call,
    "silence": silence,
    "turn with a look-up": look_up,
    "turn that promises": promise,
}


def microseconds(app: Flask, asked: dict[str, object]) -> float:
    """CPU of this process for one request, which nothing else keeps busy."""
    begun = time.process_time_ns()
    ask(app, asked)
    return (time.process_time_ns() - begun) / 1000


def compare(count: int) -> None:
    """Asks both in turns, so that neither has the processor's cache to itself."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = line(Path(folder)), bare()
        number = 0
        print(f"{'':22}{'the line':>12}{'bare Flask':>12}{'ratio':>8}")
        for name, kind in KINDS.items():
            took: list[tuple[float, float]] = []
            for _ in range(count // EACH):
                requests = []
                for _ in range(EACH):
                    number += 1
                    asked = kind(ours, number)
                    requests.append((environ(*asked), environ(*asked)))
                for one, same in requests:
                    took.append((microseconds(ours, one), microseconds(theirs, same)))
            line_us = statistics.median(pair[0] for pair in took)
            bare_us = statistics.median(pair[1] for pair in took)
            ratio = line_us / bare_us
            print(f"{name:22}{line_us:9.0f} µs{bare_us:9.0f} µs{ratio:7.2f}×")
        ours.extensions["ivr"].engine.dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="requests of each kind")
    compare(parser.parse_args().count)
