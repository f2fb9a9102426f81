"""No number, no word of a caller and no token is ever written to a log."""

import http.client
import logging
import re
import sqlite3
import threading
from typing import Any
from urllib.parse import urlencode

import pytest
from lines import Line
from werkzeug.serving import make_server

from ivr.carrier import Caller
from ivr.web.quiet import QuietRequests

from .conftest import ANDREI, JAMES, LINE, MARIA, waits_in_line
from .posting import Twilio, gather_action, path_of
from .test_gate import FORM, FORM_TYPE
from .test_store_faults import file_of, locked

SECRET = re.compile(
    r"5550100|0100100|5035550|2135550|appointment|Popov|tooth|yes please"
    r"|\bt=|[A-Za-z0-9_-]{60,}",
    re.IGNORECASE,
)


def assert_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    written = [
        f"{record.name} {record.getMessage()} {record.exc_text or ''}"
        for record in caplog.records
    ]
    assert [line for line in written if SECRET.search(line)] == []


def test_whole_calls_leave_nothing_of_the_caller_in_the_log(
    clinic: Line, andrei: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    clinic.agent(MARIA, "Maria").answers(after=3).hears("press one").presses("2")
    clinic.agent(JAMES, "James").cannot_be_reached()

    waits_in_line(andrei)
    andrei.presses("3").hears("We will record it").waits(1)
    andrei.says("This is Andrei Popov, my tooth hurts").presses("#")
    andrei.hears("I have your message")
    clinic.carrier.finishes()
    clinic.works(minutes=5)

    assert_says_nothing(caplog)


def test_the_carriers_refusals_leave_nothing_of_the_caller_in_the_log(
    clinic: Line, andrei: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    clinic.carrier.api.faults.answer(500, "Calls", times=3)

    waits_in_line(andrei)
    andrei.presses("2").hears("call you back by")
    clinic.carrier.api.faults.answer(400, "Calls")
    clinic.works(minutes=50)

    assert_says_nothing(caplog)


def test_a_failing_store_leaves_nothing_of_the_caller_in_the_log(
    clinic: Line, andrei: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    with locked(clinic):
        andrei.says("yes please").hears("message")

    assert "a turn is taken without the store" in caplog.text
    assert_says_nothing(caplog)


def test_a_failure_inside_is_told_by_its_place_not_by_its_words(
    clinic: Line, caplog: pytest.LogCaptureFixture
) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "could somebody call me back")
    board = clinic.app.extensions["ivr"]

    def fails() -> float:
        raise ValueError(f"{ANDREI} wants an appointment")

    board.clock = fails
    twilio.says(question, "yes please")

    assert "ValueError at" in caplog.text
    assert "test_logs.py" in caplog.text
    assert_says_nothing(caplog)


def test_a_broken_statement_is_logged_without_its_values(
    clinic: Line, caplog: pytest.LogCaptureFixture
) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "could somebody call me back")
    with sqlite3.connect(file_of(clinic)) as other:
        other.execute("DROP TABLE promises")
    other.close()

    answer = twilio.says(question, "yes please")

    assert answer.status_code == 200
    assert_says_nothing(caplog)


def test_the_access_log_of_ivr_serve_holds_no_query(
    clinic: Line, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    twilio = Twilio(clinic.app)
    target = path_of(gather_action(twilio.dials()))
    server = make_server("127.0.0.1", 0, clinic.app, request_handler=QuietRequests)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    status = _post(server.server_port, f"{target}&Digits=+15550100100")
    server.shutdown()
    thread.join()
    server.server_close()

    captured = capfd.readouterr()
    written = caplog.text + captured.out + captured.err
    assert status == 403
    assert '"POST /voice/turn" 403' in written
    assert "?" not in written
    assert_says_nothing(caplog)


def _post(port: int, target: str) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers: dict[str, Any] = {"Content-Type": FORM_TYPE, "X-Twilio-Signature": "x"}
    asked.request("POST", target, urlencode(FORM), headers)
    answer = asked.getresponse()
    answer.read()
    asked.close()
    return answer.status
