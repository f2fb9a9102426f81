"""The caller in a terminal."""

import json

import pytest

from ivr.carrier import Carrier
from ivr.carrier.terminal import converse, converse_live, phone, play_file

from .apps import TwimlApp
from .test_http import serve

__all__ = ["serve"]

PAGES = {
    "/voice": '<Gather numDigits="1" action="/menu"><Say>Press 1.</Say></Gather>'
    "<Say>Thank you. Goodbye.</Say>",
    "/menu": "<Pause length='4'/><Say>Thank you for pressing.</Say>",
}


@pytest.fixture
def written() -> list[str]:
    return []


def test_a_conversation_shows_who_hears_what_and_when(written):
    converse(Carrier(TwimlApp(PAGES)).call(), ["1"], written.append)

    assert written == [
        "  0:00.0  caller dials +15550100000 from +15550100100",
        "  0:00.0    POST http://localhost/voice -> 200",
        '  0:00.0  caller hears "Press 1."',
        "  0:00.8  caller presses 1",
        "  0:00.8    POST http://localhost/menu -> 200",
        "  0:00.8  caller hears nothing for 4 s",
        '  0:04.8  caller hears "Thank you for pressing."',
        "  0:06.7  caller is disconnected: completed, by the end of the document",
    ]


def test_enter_alone_stays_silent(written):
    converse(Carrier(TwimlApp(PAGES)).call(), [""], written.append)

    assert '  0:05.8  caller hears "Thank you. Goodbye."' in written


def test_commands_rule_agents(written):
    pages = {"/voice": "<Dial timeout='9'>+15550100001</Dial><Say>Thank you.</Say>"}
    carrier = Carrier(TwimlApp(pages))
    carrier.agent("+15550100001").answers(after=2)
    caller = carrier.call()
    converse(caller, ["agent +15550100001 says good morning", "hello"], written.append)

    assert '  0:02.4  caller hears +15550100001 say "good morning"' in written
    assert '  0:03.9  +15550100001 hears caller say "hello"' in written


def test_help_is_there(written):
    converse(Carrier(TwimlApp(PAGES)).call(), ["help"], written.append)

    assert any(line.startswith("Keys 0-9 * # press") for line in written)


def test_a_live_conversation_keeps_pace_with_the_clock(written):
    carrier = Carrier(TwimlApp(PAGES), speed=10)
    converse_live(carrier.call(), iter(["1"]), written.append)

    assert any("presses 1" in line for line in written)


def test_a_transcript_is_played_and_recorded(serve, tmp_path, written):
    url = serve(TwimlApp(PAGES)) + "/voice"
    steps = tmp_path / "call.yaml"
    steps.write_text("- dials\n- hears: Press 1\n- presses: '1'\n- hears: Thank you")
    record = tmp_path / "trace.json"
    code = phone(url, written.append, transcript=steps, record=record)

    entries = json.loads(record.read_text())["entries"]
    assert code == 0
    assert entries[0]["words"] == "dials +15550100000 from +15550100100"


def test_a_transcript_that_differs_is_a_finding(tmp_path, written):
    steps = tmp_path / "call.yaml"
    steps.write_text("- dials\n- hears: Welcome")

    assert play_file(Carrier(TwimlApp(PAGES)).call(), steps, written.append) == 1


def test_a_transcript_that_cannot_be_read_is_unusable(tmp_path, written):
    steps = tmp_path / "call.yaml"
    steps.write_text("- sings")

    assert play_file(Carrier(TwimlApp(PAGES)).call(), steps, written.append) == 2
    assert written[0].endswith("call.yaml: step 1, sings: nobody can do that here")


def test_a_robot_reports(serve, written):
    url = serve(TwimlApp(PAGES)) + "/voice"

    assert phone(url, written.append, robot=True) == 0
    assert written == [
        "14 calls, 1 places where a caller can act: nothing to complain about"
    ]


def test_rest_calls_are_answered_beside_the_call(serve, written):
    url = serve(TwimlApp(PAGES)) + "/voice"
    phone(url, written.append, ["1"], rest_port=0)

    assert written[0].startswith("REST calls are answered at http://127.0.0.1:")


def test_a_server_that_is_not_there_is_a_finding(written):
    assert phone("http://127.0.0.1:9/voice", written.append) == 1
    assert written[-1].splitlines() == [
        "! 11205: cannot connect: Connection refused (http://127.0.0.1:9/voice)",
        "  The application could not be reached, or did not answer in time.",
    ]


def test_a_page_that_is_no_document_is_told_in_one_line(serve, written):
    page = "<html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n"
    url = serve(TwimlApp({"/voice": (404, "text/html", page)})) + "/voice"

    assert phone(url, written.append) == 1
    assert written[-1].splitlines() == [
        f"! 11200: HTTP 404: 404 Not Found Not Found ({url})",
        "  The application answered with something other than success.",
    ]
