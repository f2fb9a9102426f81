"""The same over real sockets: a real server, and REST calls on loopback."""

import http.client
import json
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from ivr.carrier import Carrier

from .apps import TwimlApp


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    servers = []

    def start(app) -> str:
        server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


class Redirected(TwilioHttpClient):
    """The vendor's client with another address."""

    def __init__(self, url: str) -> None:
        super().__init__(timeout=5)
        self.url = url

    def request(self, method, url, **rest):
        return super().request(
            method, url.replace("https://api.twilio.com", self.url), **rest
        )


def test_a_real_server_is_phoned(serve):
    menu = '<Gather numDigits="1" action="/menu"><Say>Press 1.</Say></Gather>'
    url = serve(TwimlApp({"/voice": menu, "/menu": "<Say>Sales.</Say>"}))

    Carrier().call(url + "/voice").dials().presses("1").hears("Sales.")


def test_a_server_that_is_not_there_is_an_application_error():
    carrier = Carrier()
    carrier.call("http://127.0.0.1:9/voice").dials().hears("an application error")

    assert carrier.problems[0].code == "11205"


def test_an_agent_is_rung_through_rest_on_loopback(serve):
    carrier = Carrier()
    with carrier.serve_rest(patience=0.5) as api:
        rest = Client(
            carrier.exchange.account,
            carrier.exchange.token,
            http_client=Redirected(api),
        )

        def work_after_the_answer(sid: str) -> None:
            rest.calls.create(to="+15550100001", from_="+1555", url=f"{url}/agent")

        def voice(form: dict[str, str]) -> str:
            thread = threading.Thread(target=work_after_the_answer, args=(form["To"],))
            thread.start()
            threads.append(thread)
            return "<Say>I am ringing Kari.</Say><Pause length='60'/>"

        threads: list[threading.Thread] = []
        url = serve(TwimlApp({"/voice": voice, "/agent": "<Say>A call for you.</Say>"}))
        kari = carrier.agent("Kari", "+15550100001").answers(after=4)
        call = carrier.call(url + "/voice").dials().hears("I am ringing Kari.")
        call.waits(5)
        kari.hears("A call for you.")
        for thread in threads:
            thread.join()
        rest.http_client.session.close()

        rung = next(e for e in carrier.trace.entries if e.what == "rings")
        assert rung.at == 0


def test_a_lost_answer_closes_the_connection():
    carrier = Carrier()
    carrier.api.faults.lose()
    with carrier.serve_rest() as api:
        connection = http.client.HTTPConnection(api.removeprefix("http://"))
        connection.request("GET", "/2010-04-01/Accounts/AC1/Calls.json")

        with pytest.raises(http.client.RemoteDisconnected):
            connection.getresponse()
        connection.close()


def test_other_processes_can_ask_for_the_virtual_time():
    carrier = Carrier().waits(90)
    with carrier.serve_rest() as api:
        connection = http.client.HTTPConnection(api.removeprefix("http://"))
        connection.request("GET", "/clock")
        told = json.loads(connection.getresponse().read())
        connection.close()

    assert told == {"now": "2026-03-02T09:01:30+00:00", "seconds": 90.0}


def test_real_time_takes_real_time():
    carrier = Carrier(TwimlApp({"/voice": "<Pause length='1'/>"}), speed=20)
    carrier.call().dials()
    before = carrier.clock.real_seconds()
    carrier.waits(1)

    assert carrier.clock.real_seconds() - before >= 0.9
