"""The first page: open or closed, what callers hear, who was here, what is owed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lines import SCRIPTS, Line, open_line
from werkzeug.test import TestResponse

from ivr.carrier import Caller
from ivr.carrier.rest.api import Api
from ivr.carrier.server import RestServer
from ivr.store import audit, closures
from ivr.store.database import reading
from tests.telephony.conftest import ANDREI, LINE, MARIA, TUESDAY_TEN

from .pages import csrf

HERE = "http://localhost"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Line]:
    """Northside Dental on a Tuesday at ten, with its designer."""
    opened = open_line(
        SCRIPTS / "dental-clinic.en.yaml", tmp_path, TUESDAY_TEN, designer=True
    )
    yield opened
    opened.engine.dispose()


@pytest.fixture
def andrei(clinic: Line) -> Caller:
    """Andrei, who calls the clinic."""
    return clinic.carrier.call(name="Andrei")


@pytest.fixture
def santos(clinic: Line) -> FlaskClient:
    """Mrs. Santos's browser on this machine."""
    return clinic.app.test_client()


def closes(santos: FlaskClient, until: str) -> TestResponse:
    token = csrf(santos.get("/"))
    return santos.post("/close", data={"csrf": token, "until": until})


def leaves_a_message(andrei: Caller) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("I would like to leave a message")
    andrei.hears("press the pound key").waits(1).says("My tooth hurts. Call me.")
    andrei.presses("#").hears("I have your message").waits(10)


def test_it_says_that_we_are_open_and_what_callers_hear(santos: FlaskClient) -> None:
    page = santos.get("/").text

    assert "Open" in page
    assert "until 12:00" in page
    assert "Hello, Northside Dental. How can I help you?" in page


def test_closed_until_two_is_heard_and_seen_at_once(
    clinic: Line, santos: FlaskClient, andrei: Caller
) -> None:
    done = closes(santos, "14:00")
    page = santos.get("/").text
    andrei.dials(LINE, ANDREI).hears("We are closed now and open again at two.")

    assert done.status_code == 303
    assert "Closed early" in page
    assert "back 14:00" in page
    assert "We are closed now and open again at two." in page


def test_it_opens_by_itself(clinic: Line, santos: FlaskClient) -> None:
    closes(santos, "11:00")
    clinic.carrier.waits(3600)

    assert "until 12:00" in santos.get("/now").text


def test_it_is_opened_by_hand(clinic: Line, santos: FlaskClient) -> None:
    closes(santos, "14:00")
    santos.post("/open", data={"csrf": csrf(santos.get("/"))})

    assert "Closed early" not in santos.get("/").text
    with reading(clinic.engine) as conn:
        done = [entry.what for entry in audit.latest(conn)]
    assert done == ["opened the line", "closed the line"]


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("14:00", "2026-11-24 14:00"),
        ("09:30", "2026-11-25 09:30"),
        ("10:00", "2026-11-25 10:00"),
        ("today", "2026-11-25 00:00"),
    ],
)
def test_a_time_that_has_gone_is_tomorrows(
    clinic: Line, santos: FlaskClient, written: str, until: str
) -> None:
    closes(santos, written)

    board = clinic.app.extensions["ivr"]
    with reading(clinic.engine) as conn:
        closed = closures.current(conn, board.now())
    assert closed is not None
    zone = board.live_line().calendar.timezone
    local = datetime.fromtimestamp(closed.until, zone)
    assert f"{local:%Y-%m-%d %H:%M}" == until


@pytest.mark.parametrize("until", ["", "later", "25:00", "14:00+02:00", "-1", "T"])
def test_what_is_no_time_closes_nothing(
    clinic: Line, santos: FlaskClient, until: str
) -> None:
    refused = closes(santos, until)

    assert refused.status_code == 400
    with reading(clinic.engine) as conn:
        assert closures.lately(conn) is None


def test_what_callers_would_hear_is_shown_before(
    clinic: Line, santos: FlaskClient, andrei: Caller
) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("could somebody call me back").hears("by quarter to eleven")
    andrei.says("yes please").hears("It is arranged.").waits(8)

    page = santos.get("/closing?until=14:00").text
    assert "open again at two" in page
    assert "1 callback was promised for 10:45." in page
    assert "Closed early" not in santos.get("/").text


def test_who_waits_and_who_talks_is_shown(
    clinic: Line, santos: FlaskClient, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=3)
    maria.hears("press one").presses("1").waits(60).hangs_up()
    andrei.dials(LINE, ANDREI).hears("How can I help you?").presses("0")
    andrei.hears("Here is Maria")

    assert "talks with Maria" in santos.get("/office").text
    andrei.hears("Thank you for calling").waits(10)
    page = santos.get("/office").text
    assert "talked with Maria" in page
    assert "+1…00" in page


def test_a_message_waits_and_is_played(
    clinic: Line, santos: FlaskClient, andrei: Caller
) -> None:
    leaves_a_message(andrei)
    page = santos.get("/office").text
    board = clinic.app.extensions["ivr"]
    with RestServer(Api(clinic.carrier.exchange)) as server:
        board.settings = replace(board.settings, twilio_api_url=server.url)
        played = santos.get("/messages/1.wav")

    assert "left a message" in page
    assert 'src="/messages/1.wav"' in page
    assert played.status_code == 200
    assert played.data[:4] == b"RIFF"


def test_a_message_of_no_recording_is_not_fetched(
    clinic: Line, santos: FlaskClient
) -> None:
    assert santos.get("/messages/7.wav").status_code == 404


def test_without_an_account_it_is_told_where_messages_are(
    clinic: Line, santos: FlaskClient, andrei: Caller
) -> None:
    leaves_a_message(andrei)
    board = clinic.app.extensions["ivr"]
    board.settings = replace(board.settings, twilio_account_sid=None)

    told = "Messages are kept at Twilio, and no account is set here."
    assert told in santos.get("/office").text
    assert santos.get("/messages/1.wav").status_code == 409


def test_a_callers_words_are_shown_as_words(
    clinic: Line, santos: FlaskClient, andrei: Caller
) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("billing <script>alert(1)</script> question").waits(3)

    page = santos.get("/office").text
    assert "<script>alert" not in page


def test_a_sound_that_is_not_there_is_not_found(santos: FlaskClient) -> None:
    answers = {
        santos.get(f"/spoken/en/{of}.wav").status_code
        for of in ("a" * 32, "a" * 32 + "-" + "b" * 32, "..", "%2e%2e%2f")
    }

    assert answers == {404}


def test_the_page_speaks_norwegian(santos: FlaskClient) -> None:
    page = santos.get("/", headers={"Accept-Language": "nb"}).text

    assert "Åpent" in page
    assert "til 12:00" in page
