"""How fast the carrier phones: whole calls, cost of a webhook, virtual hours.

    python bench/carrier.py [--calls 300] [--seconds 5]

Side by side in one run: the same forms posted by http.client to the same server.
"""

from __future__ import annotations

import argparse
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.parse import parse_qsl

from ivr.carrier import Carrier

AGENT = "+15550100001"
PAGES = {
    "/voice": '<Gather input="dtmf speech" timeout="5" speechTimeout="1" '
    'numDigits="1" action="/menu"><Say>Good morning, this is Acme. How can I help '
    "you?</Say></Gather><Redirect>/voice</Redirect>",
    "/menu": '<Gather numDigits="1" action="/ring"><Say>That sounds like your invoice. '
    "May I put you through to Maria? Press 1.</Say></Gather>",
    "/ring": f'<Dial timeout="18" action="/hold"><Number>{AGENT}</Number></Dial>',
    "/hold": '<Gather numDigits="1" action="/bye" timeout="2"><Say>Maria is away. '
    "Would you like to hold? Press 1 to stop.</Say></Gather><Pause length='20'/>"
    "<Redirect>/hold</Redirect>",
    "/bye": "<Say>Thank you for calling. Goodbye.</Say>",
}


def app(environ, start_response):
    """A plain application without any framework."""
    size = int(environ.get("CONTENT_LENGTH") or 0)
    parse_qsl(environ["wsgi.input"].read(size).decode(), keep_blank_values=True)
    body = f"<Response>{PAGES[environ['PATH_INFO']]}</Response>".encode()
    headers = [("Content-Type", "text/xml"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def whole_call(line: object) -> int:
    """One call of five webhooks and an unanswered agent; hands back the webhooks."""
    carrier = Carrier(line)
    call = carrier.call().dials().says("I have a question about my invoice")
    call.hears("May I put you through").presses("1").hears("Would you like to hold")
    call.presses("1").hears("Goodbye")
    carrier.finishes()
    carrier.close()
    return sum(entry.what == "request" for entry in carrier.trace.entries)


def on_hold(seconds: float) -> float:
    """Virtual seconds that a caller waits in a loop of updates."""
    carrier = Carrier(app, voice="/hold")
    carrier.call().dials()
    carrier.waits(seconds)
    return carrier.clock.now


def timed(work: Callable[[], object], seconds: float) -> float:
    """Runs a second."""
    work()
    begun, runs = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        work()
        runs += 1
    return runs / (time.perf_counter() - begun)


def serve() -> None:
    """A server with kept connections, in a process of its own."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Page(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self):
            size = int(self.headers.get("Content-Length") or 0)
            parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True)
            body = f"<Response>{PAGES[self.path]}</Response>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    print(server.server_port, flush=True)
    server.serve_forever()


def posted_plainly(port: int, forms: list[tuple[str, str]]) -> None:
    """The same forms by http.client over one kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for path, form in forms:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, form, headers)
        connection.getresponse().read()
    connection.close()


def forms_of_a_call(url: str) -> list[tuple[str, str]]:
    """What the carrier posts in one whole call."""
    carrier = Carrier(url)
    call = carrier.call().dials().says("I have a question about my invoice")
    call.hears("May I put you through").presses("1").hears("Would you like to hold")
    call.presses("1").hears("Goodbye")
    carrier.close()
    asked = [entry for entry in carrier.trace.entries if entry.what == "request"]
    return [("/" + e.words.rsplit("/", 1)[1], e.detail["form"]) for e in asked]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="per measurement")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
        return
    seconds = options.seconds
    webhooks = whole_call(app)
    calls = timed(lambda: whole_call(app), seconds)
    hours = timed(lambda: on_hold(3600), seconds)
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        url = f"http://127.0.0.1:{port}"
        forms = forms_of_a_call(url)
        plain = timed(lambda: posted_plainly(port, forms), seconds) * len(forms)
        carried = timed(lambda: whole_call(url), seconds) * webhooks
    finally:
        server.terminate()
        server.wait()
    figures = {
        "webhooks in a call": webhooks,
        "whole calls per second, WSGI": round(calls),
        "milliseconds per webhook, WSGI": round(1000 / (calls * webhooks), 3),
        "milliseconds per webhook, carrier over HTTP": round(1000 / carried, 3),
        "milliseconds per webhook, http.client": round(1000 / plain, 3),
        "carrier over http.client": round(plain / carried, 2),
        "virtual hours of one held call per second": round(hours, 1),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
