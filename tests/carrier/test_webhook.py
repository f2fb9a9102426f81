"""How the application is asked: signature, retries, time limits, fallback, errors."""

import pytest

from ivr.carrier import Carrier, signature

from .apps import TwimlApp, wav

FINE = "<Say>Good morning.</Say>"


def codes(carrier: Carrier) -> list[str]:
    return [problem.code for problem in carrier.problems]


def test_the_first_request_says_who_calls():
    app = TwimlApp({"/voice": FINE})
    Carrier(app).call().dials(to="+15550100000", from_="+15550100100")

    form = app.forms("/voice")[0]
    assert form["From"] == "+15550100100"
    assert form["To"] == "+15550100000"
    assert form["CallStatus"] == "ringing"
    assert form["Direction"] == "inbound"
    assert form["ApiVersion"] == "2010-04-01"


def test_every_request_is_signed():
    app = TwimlApp({"/voice": FINE})
    Carrier(app, token="secret").call().dials()

    expected = signature(
        "secret", "http://localhost/voice", app.forms("/voice")[0].items()
    )
    assert app.headers[0]["HTTP_X_TWILIO_SIGNATURE"] == expected


def test_cookies_come_back_within_a_call():
    def app(environ, start_response):
        seen.append(environ.get("HTTP_COOKIE"))
        headers = [("Content-Type", "text/xml"), ("Set-Cookie", "step=2; Path=/")]
        start_response("200 OK", headers)
        return [b"<Response><Redirect>/again</Redirect></Response>"]

    seen: list[str | None] = []
    Carrier(app).call().dials()

    assert seen[:2] == [None, "step=2"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((500, "text/html", "<h1>Internal Server Error</h1>"), "11200"),
        ((404, "text/plain", "no"), "11200"),
        ((200, "", "<Response/>"), "12300"),
        ((200, "application/json", "{}"), "12300"),
        ((200, "text/xml", "<Response>"), "12100"),
        ((200, "text/xml", ""), "12100"),
        ("<Redirect>/voice</Redirect>", "carrier-loop"),
        ("<Say voice='Nope'>Hi</Say>", "13511"),
    ],
)
def test_a_bad_answer_is_an_application_error(page, code):
    carrier = Carrier(TwimlApp({"/voice": page}))
    call = carrier.call().dials().hears("an application error has occurred")
    carrier.finishes()

    assert code in codes(carrier)
    assert call.outcome == "application error"


def test_a_lenient_carrier_goes_on_after_a_schema_problem():
    carrier = Carrier(TwimlApp({"/voice": "<Talk/>" + FINE}), strict=False)
    carrier.call().dials().hears("Good morning.")

    assert codes(carrier) == ["12200"]


def test_the_fallback_is_told_what_happened():
    app = TwimlApp({"/voice": (500, "text/plain", "no"), "/fallback": FINE})
    Carrier(app, fallback="/fallback").call().dials().hears("Good morning.")

    form = app.forms("/fallback")[0]
    assert form["ErrorCode"] == "11200"
    assert form["ErrorUrl"] == "http://localhost/voice"


def test_a_refused_connection_is_tried_once_more():
    carrier = Carrier(TwimlApp({"/voice": FINE}))
    carrier.faults.refuse("/voice", times=1)
    call = carrier.call().dials().hears("Good morning.")

    assert call.exchange.trace.entries[1].detail["status"].startswith("11205")


def test_two_refused_connections_are_an_error_after_ten_seconds():
    carrier = Carrier(TwimlApp({"/voice": FINE}))
    carrier.faults.refuse("/voice", times=2)
    carrier.call().dials().hears("an application error")

    heard = next(e for e in carrier.trace.entries if e.what == "say")
    assert heard.at == 10
    assert codes(carrier) == ["11205"]


def test_the_fragment_orders_more_retries_and_is_never_sent():
    app = TwimlApp({"/voice": FINE})
    carrier = Carrier(app, voice="/voice#ct=1000&rc=3&rp=all")
    carrier.faults.answer(503, "/voice", times=3)
    carrier.call().dials().hears("Good morning.")

    assert [path for path, _ in app.asked] == ["/voice"]


def test_a_bad_fragment_is_an_error_of_its_own():
    carrier = Carrier(TwimlApp({"/voice": FINE}), voice="/voice#ct=50")
    carrier.call().dials()

    assert str(carrier.problems[0]).startswith("11100: #ct=50 is not between 100 and")


def test_a_slow_application_leaves_silence():
    carrier = Carrier(TwimlApp({"/voice": FINE}))
    carrier.faults.slow(6, "/voice")
    carrier.call().dials().hears("Good morning.")

    heard = next(e for e in carrier.trace.entries if e.what == "say")
    assert heard.at == 6


def test_after_fifteen_seconds_the_carrier_gives_up():
    carrier = Carrier(TwimlApp({"/voice": FINE}))
    carrier.faults.slow(16, "/voice")
    carrier.call().dials().hears("an application error")

    heard = next(e for e in carrier.trace.entries if e.what == "say")
    assert heard.at == 15
    assert codes(carrier) == ["11205"]


def test_a_request_may_come_twice():
    app = TwimlApp({"/voice": FINE})
    carrier = Carrier(app)
    carrier.faults.duplicate("/voice")
    carrier.call().dials().hears("Good morning.")

    tokens = [headers["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"] for headers in app.headers]
    assert len(tokens) == 2
    assert tokens[0] == tokens[1]


def test_status_callbacks_may_be_lost_late_or_double():
    app = TwimlApp({"/voice": FINE, "/status": ""})
    carrier = Carrier(app, status="/status")
    carrier.faults.delay(30, "/status").duplicate("/status")
    carrier.call().dials()
    carrier.finishes()

    entries = [e for e in carrier.trace.entries if e.what == "callback"]
    assert [round(entry.at) for entry in entries] == [31, 31]


def test_the_second_copy_of_a_status_callback_may_come_much_later():
    app = TwimlApp({"/voice": FINE, "/status": ""})
    carrier = Carrier(app, status="/status")
    carrier.faults.duplicate("/status", within=60)
    carrier.call().dials()
    carrier.finishes()

    first, second = [e.at for e in carrier.trace.entries if e.what == "callback"]
    assert round(first) == 1
    assert 10 < second - first <= 60


def test_a_missing_sound_is_silence_and_a_notice():
    carrier = Carrier(TwimlApp({"/voice": "<Play>/no.wav</Play>" + FINE}))
    carrier.call().dials().hears("Good morning.")

    assert str(carrier.problems[0]) == (
        "11200: HTTP 404 for http://localhost/no.wav (<Play>)"
    )


def test_a_sound_of_the_wrong_type_is_13420():
    pages = {"/voice": "<Play>/a.ogg</Play>", "/a.ogg": (200, "audio/ogg", b"OggS")}
    carrier = Carrier(TwimlApp(pages))
    carrier.call().dials()

    assert codes(carrier) == ["13420"]


def test_the_words_beside_a_sound_are_heard():
    pages = {
        "/voice": "<Play>/a.wav</Play>",
        "/a.wav": (200, "audio/wav", wav(2.5)),
        "/a.txt": (200, "text/plain; charset=utf-8", "God morgen."),
    }
    carrier = Carrier(TwimlApp(pages))
    carrier.call().dials().hears("God morgen.")

    assert carrier.clock.now == 2.5


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("(ringing tone)", "caller hears the line ring"),
        ("(hold music)", "caller hears hold music for 2.5 s"),
    ],
)
def test_words_in_brackets_describe_a_sound(beside, told):
    pages = {
        "/voice": "<Play>/a.wav</Play>",
        "/a.wav": (200, "audio/wav", wav(2.5)),
        "/a.txt": (200, "text/plain", beside),
    }
    carrier = Carrier(TwimlApp(pages))
    call = carrier.call().dials().waits(5)

    assert call.heard == []
    assert told in str(carrier.trace)


def test_plain_text_is_spoken_and_a_sound_is_played():
    text = Carrier(TwimlApp({"/voice": (200, "text/plain", "Hello.")}))
    sound = Carrier(TwimlApp({"/voice": (200, "audio/wav", wav(4))}))
    text.call().dials().hears("Hello.")
    sound.call().dials()
    sound.finishes()

    assert sound.clock.now == 4


def test_redirects_of_http_are_followed():
    def app(environ, start_response):
        if environ["PATH_INFO"] == "/voice":
            start_response("302 Found", [("Location", "/elsewhere")])
            return [b""]
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [f"<Response><Say>{environ['REQUEST_METHOD']}</Say></Response>".encode()]

    Carrier(app).call().dials().hears("GET")


def test_two_runs_are_the_same():
    def run() -> str:
        app = TwimlApp({"/voice": "<Record action='/x'/>", "/x": FINE})
        carrier = Carrier(app, seed=7)
        carrier.call().dials().waits(1).says("hello")
        return carrier.finishes().trace.to_json()

    assert run() == run()
