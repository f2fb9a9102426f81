"""Whatever goes wrong inside, a caller of Twilio's hears an apology and a person."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lines import SCRIPTS, Line
from lines import open_line as open_script

from ivr.store import published
from ivr.store.database import writing
from ivr.telephony.in_time import MOST_AT_ONCE, InTime, TooLate
from ivr.telephony.last_resort import LANGUAGE, Guarded, LastResort, Standby
from ivr.telephony.line import open_line

from .conftest import MARIA
from .posting import BASE, Twilio, gather_action, heard

XML = [("Content-Type", "text/xml; charset=utf-8")]
HTML = [("Content-Type", "text/html")]
Start = Callable[..., Any]
App = Callable[[dict[str, Any], Start], Iterable[bytes]]

CLINIC = open_line(1, (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8"))
OSLO_TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LAW_OFFICE = open_line(3, (SCRIPTS / "law-office.en-nb.yaml").read_text("utf-8"))
PHARMACY = open_line(2, (SCRIPTS / "pharmacy.ru.yaml").read_text("utf-8"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Line]:
    """A law office that speaks English and Norwegian."""
    opened = open_script(SCRIPTS / "law-office.en-nb.yaml", tmp_path, OSLO_TEN)
    yield opened
    opened.engine.dispose()


def raises(error: BaseException) -> App:
    def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        raise error

    return app


def answers(
    body: bytes, status: str = "200 OK", headers: list[tuple[str, str]] = XML
) -> App:
    def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        start(status, headers)
        return [body]

    return app


def breaks_off(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    start("200 OK", XML)
    yield b"<Response>"
    raise OSError("the line broke")


def never_starts(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    return [b"<Response/>"]


def endless(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    start("200 OK", XML)
    while True:
        yield b" " * 1000


def recurses(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    return recurses(environ, start)


FAILURES: dict[str, App] = {
    "exception": raises(ValueError("boom")),
    "base-exception": raises(BaseException("boom")),
    "system-exit": raises(SystemExit(1)),
    "memory-error": raises(MemoryError()),
    "recursion": recurses,
    "breaks-off": breaks_off,
    "never-starts": never_starts,
    "endless": endless,
    "html-500": answers(b"<h1>Error</h1>", "500 INTERNAL SERVER ERROR", HTML),
    "twiml-500": answers(b"<Response/>", "500 INTERNAL SERVER ERROR"),
    "html-200": answers(b"<html></html>", headers=HTML),
    "no-type": answers(b"<Response/>", headers=[]),
    "redirect": answers(b"", "302 FOUND", [("Location", "/voice")]),
    "empty": answers(b""),
    "malformed": answers(b"<Response><Say>"),
    "blank-line-first": answers(b'\n<?xml version="1.0"?><Response/>'),
    "blank-line": answers(b"\n<Response/>"),
    "another-element": answers(b"<html/>"),
    "control-character": answers(b"<Response><Say>\x00</Say></Response>"),
    "not-utf-8": answers(b"<Response><Say>\xff</Say></Response>"),
    "too-large": answers(b"<Response>" + b" " * 61_000 + b"</Response>"),
}


def ask(
    app: App, path: str = "/voice/turn", signed: bool = True
) -> tuple[str, str, bytes]:
    """Status, type and body of one webhook behind the guard."""
    guarded = Guarded(app, Standby(LastResort.of(CLINIC)))
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        told.append((status, headers))

    environ = {"PATH_INFO": path, "REQUEST_METHOD": "POST", "ivr.signed": signed}
    body = b"".join(guarded(environ, start))
    ((status, headers),) = told
    return status, dict(headers).get("Content-Type", ""), body


@pytest.mark.parametrize("app", FAILURES.values(), ids=FAILURES)
def test_the_caller_hears_an_apology_and_a_person_is_rung(app: App) -> None:
    status, kind, body = ask(app)

    document = ElementTree.fromstring(body)
    assert (status, kind) == ("200 OK", "text/xml; charset=utf-8")
    assert [verb.tag for verb in document] == ["Say", "Dial", "Say", "Hangup"]
    assert "I'm sorry" in (document[0].text or "")
    assert document[1].text == MARIA


@pytest.mark.parametrize("app", FAILURES.values(), ids=FAILURES)
def test_who_did_not_sign_hears_nothing(app: App) -> None:
    assert ask(app, signed=False) == ("403 FORBIDDEN", "", b"")


@pytest.mark.parametrize("status", ["403 FORBIDDEN", "404 NOT FOUND", "413 TOO LARGE"])
def test_a_refusal_stays_a_refusal(status: str) -> None:
    assert ask(answers(b"no", status, HTML), signed=False)[0] == status


def test_sound_twiml_passes_unchanged() -> None:
    body = b'<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>'

    assert ask(answers(body)) == ("200 OK", "text/xml; charset=utf-8", body)


def test_a_failed_report_is_taken_in_silence() -> None:
    for path in (
        "/voice/status",
        "/voice/agent/status",
        "/voice/callback/agent-status",
    ):
        assert ask(raises(ValueError()), path) == ("204 NO CONTENT", "", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/voice/agent/whisper",
        "/voice/agent/answer",
        "/voice/callback/agent",
        "/voice/callback/accept",
    ],
)
def test_an_agent_is_never_connected_with_an_agent(path: str) -> None:
    _, _, body = ask(raises(ValueError()), path)

    assert [verb.tag for verb in ElementTree.fromstring(body)] == ["Say", "Hangup"]


def test_a_caller_whom_we_called_back_gets_a_person() -> None:
    _, _, body = ask(raises(ValueError()), "/voice/callback/caller")

    assert ElementTree.fromstring(body).find("Dial") is not None


def test_a_shutdown_is_a_shutdown() -> None:
    with pytest.raises(KeyboardInterrupt):
        ask(raises(KeyboardInterrupt()))


def test_pages_and_sounds_are_none_of_its_business() -> None:
    assert ask(answers(b"page", headers=HTML), "/audio/x.wav")[2] == b"page"


def test_a_caller_is_not_left_in_silence_by_a_webhook_that_takes_too_long() -> None:
    goes_on, went_on = threading.Event(), threading.Event()

    def stuck(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        goes_on.wait()
        start("200 OK", XML)
        went_on.set()
        return [b"<Response/>"]

    guarded = Guarded(stuck, Standby(LastResort.of(CLINIC)), deadline=0.01)
    environ = {"PATH_INFO": "/voice/turn", "ivr.signed": True}
    body = b"".join(guarded(environ, lambda *_: None))
    goes_on.set()

    assert "I'm sorry" in (ElementTree.fromstring(body)[0].text or "")
    assert guarded.used == 1
    assert went_on.wait(5)


def test_two_seconds_are_the_longest_silence() -> None:
    assert Guarded(raises(ValueError()), Standby(LastResort.of(None))).deadline == 2.0


def test_a_webhook_that_is_stuck_holds_up_no_other() -> None:
    goes_on = threading.Event()

    def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/voice/stuck":
            goes_on.wait()
        start("200 OK", XML)
        return [b"<Response/>"]

    guarded = Guarded(app, Standby(LastResort.of(CLINIC)), deadline=0.01)
    signed = {"ivr.signed": True}
    for _ in range(5):
        guarded({"PATH_INFO": "/voice/stuck", **signed}, lambda *_: None)
    guarded.deadline = 30.0
    body = guarded({"PATH_INFO": "/voice/turn", **signed}, lambda *_: None)
    goes_on.set()

    assert list(body) == [b"<Response/>"]


def test_more_webhooks_than_can_be_stuck_are_answered_at_once() -> None:
    hands, goes_on = InTime(), threading.Event()
    for _ in range(MOST_AT_ONCE):
        with pytest.raises(TooLate):
            hands.do(goes_on.wait, 0.0)

    with pytest.raises(TooLate):
        hands.do(lambda: None, 30.0)
    goes_on.set()


def test_the_answer_is_closed_when_it_was_read() -> None:
    class Body:
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            return iter([b"<Response/>"])

        def close(self) -> None:
            self.closed = True

    body = Body()

    def app(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        start("200 OK", XML)
        return body

    ask(app)

    assert body.closed


def test_it_is_counted() -> None:
    guarded = Guarded(raises(ValueError()), Standby(LastResort.of(CLINIC)))

    for _ in range(3):
        guarded({"PATH_INFO": "/voice", "ivr.signed": True}, lambda *_: None)

    assert guarded.used == 3


def test_it_speaks_the_lines_own_language() -> None:
    document = ElementTree.fromstring(LastResort.of(PHARMACY).apology)

    assert document[0].attrib["language"] == "ru-RU"


def test_it_speaks_the_language_of_the_call() -> None:
    guarded = Guarded(raises(ValueError()), Standby.of(LAW_OFFICE))

    spoken = []
    for language in ("", "en", "nb", "ru"):
        environ = {"PATH_INFO": "/voice/turn", "ivr.signed": True}
        body = b"".join(guarded({**environ, LANGUAGE: language}, lambda *_: None))
        spoken.append(ElementTree.fromstring(body)[0].attrib["language"])
    assert spoken == ["en-US", "en-US", "nb-NO", "en-US"]


def test_a_call_that_fails_in_norwegian_hears_norwegian(office: Line) -> None:
    twilio = Twilio(office.app)
    asked = twilio.presses(twilio.dials(), "9")
    assert "Hva kan jeg hjelpe" in heard(asked)
    url = gather_action(asked)

    board = office.app.extensions["ivr"]
    board.line, whole = None, board.line
    failed = twilio.posts(url, Digits="1")
    board.line = whole
    lost = twilio.posts("/voice/fallback", ErrorCode="11200", ErrorUrl=BASE + url)

    assert "Beklager" in heard(failed)
    assert "Beklager" in heard(lost)


def test_without_a_line_a_message_is_recorded() -> None:
    document = ElementTree.fromstring(LastResort.of(None).apology)

    assert [verb.tag for verb in document] == ["Say", "Record", "Say", "Hangup"]


def test_no_word_of_the_failure_reaches_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ask(raises(ValueError("+15550100100 said my tooth hurts")))

    assert not re.search("5550100100|tooth", caplog.text)
    assert "ValueError" in caplog.text


def test_a_signed_call_without_a_published_line_is_answered(clinic: Line) -> None:
    board = clinic.app.extensions["ivr"]
    with writing(clinic.engine) as conn:
        conn.exec_driver_sql("DELETE FROM live")
    board.live, board.script = None, None

    answer = Twilio(clinic.app).dials()

    assert "I'm sorry" in heard(answer)


def test_a_new_version_has_a_last_resort_of_its_own(clinic: Line) -> None:
    text = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    moved = text.replace("+1 503 555 0101", "+1 503 555 0177")
    with writing(clinic.engine) as conn:
        published.publish(conn, moved, 1)

    Twilio(clinic.app).dials()

    standby = clinic.app.extensions["ivr-last-resort"]
    assert b"+15035550177" in standby.documents.apology


def test_the_fallback_answers_both_methods_and_asks_no_store(clinic: Line) -> None:
    twilio = Twilio(clinic.app)

    answer = twilio.posts("/voice/fallback", ErrorCode="11200", ErrorUrl="https://x")
    after = twilio.posts("/voice/fallback?recorded=1")

    assert "I'm sorry" in heard(answer)
    assert [verb.tag for verb in ElementTree.fromstring(after.data)] == [
        "Say",
        "Hangup",
    ]
