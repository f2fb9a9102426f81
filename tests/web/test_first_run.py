"""The first run: a few answers, a call script, a greeting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.config import Settings
from ivr.script.load import read
from ivr.script.model import Script
from ivr.store import audit, drafts
from ivr.store.database import reading
from ivr.store.migrate import migrate
from ivr.web.app import create_app

from .conftest import NOON, SCRIPTS
from .pages import csrf

HERE = "http://localhost"
SENT = {
    "first": "en",
    "trade": "clinic",
    "of": "clinic en",
    "company": "Northside Dental",
    "name": "Maria",
    "phone": "+1 503 555 0101",
    "department": "front-desk",
    "open-0": "1",
    "opens-0": "08:00",
    "closes-0": "17:00",
}
BESIDE = {"X-Forwarded-For": "203.0.113.9"}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """A designer on this machine in which nothing was written yet."""
    url = f"sqlite:///{tmp_path}/empty.db"
    migrate(url)
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        voice_engine="none",
    )
    app = create_app(
        settings,
        clock=lambda: float(NOON),
        audio_folder=tmp_path / "audio",
        inline_errands=True,
    )
    yield app
    app.extensions["ivr"].engine.dispose()


@pytest.fixture
def owner(empty: Flask) -> FlaskClient:
    """The owner's browser on this machine."""
    return empty.test_client()


def answers(owner: FlaskClient, path: str = "/start", **given: str) -> TestResponse:
    token = csrf(owner.get("/start"))
    return owner.post(path, data=SENT | {"csrf": token} | given)


def written(app: Flask) -> Script | None:
    with reading(app.extensions["ivr"].engine) as conn:
        found = drafts.newest(conn)
    return read(found.script, "draft").script if found else None


def test_an_empty_designer_leads_to_the_first_question(owner: FlaskClient) -> None:
    assert owner.get("/").headers["Location"] == "/start"
    assert "Who are you?" in owner.get("/start").text


@pytest.mark.parametrize(
    "path", ["/hear", "/picture", "/call", "/proof", "/desk", "/desk/report"]
)
def test_every_page_of_an_empty_designer_leads_to_the_first_question(
    owner: FlaskClient, path: str
) -> None:
    page = owner.get(path)

    assert page.status_code in {404, 503}
    assert "<h1>No line yet</h1>" in page.text
    assert 'href="/start">Set up the line</a>' in page.text


def test_what_is_written_and_not_published_leads_to_publishing(
    owner: FlaskClient,
) -> None:
    answers(owner)

    page = owner.get("/hear").text
    assert "Something is written that callers do not hear yet." in page
    assert 'href="/publish">Publish it</a>' in page


def test_answers_become_a_draft(empty: Flask, owner: FlaskClient) -> None:
    done = answers(owner)

    script = written(empty)
    assert done.headers["Location"] == "/start/ready"
    assert script is not None
    assert script.company.in_("en") == "Northside Dental"
    assert script.hours == {"monday-friday": "08:00-17:00"}
    with reading(empty.extensions["ivr"].engine) as conn:
        assert [e.what for e in audit.latest(conn)] == ["began a line"]


def test_the_greeting_is_shown_word_for_word(owner: FlaskClient) -> None:
    answers(owner)

    page = owner.get("/start/ready").text
    assert "Good morning, Northside Dental, the front desk. This is Maria." in page
    assert "That sounds like a matter for the front desk." in page
    assert "Maria takes the call" in page


def test_nothing_leads_to_the_first_question_any_more(owner: FlaskClient) -> None:
    answers(owner)

    assert owner.get("/").headers.get("Location") != "/start"


def test_callers_hear_nothing_of_a_draft(empty: Flask, owner: FlaskClient) -> None:
    answers(owner)

    assert empty.test_client().get("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"company": " "}, "What is your company called?"),
        ({"name": ""}, "Who answers?"),
        ({"phone": "911"}, "This is an emergency number."),
        ({"phone": "+1 900 555 0101"}, "This is a premium-rate number."),
        ({"phone": "maria"}, "Please write the number with its country code."),
        ({"open-0": "1", "opens-0": "25:00"}, "When are you open?"),
    ],
)
def test_what_is_missing_is_asked_again(
    empty: Flask, owner: FlaskClient, given: dict[str, str], said: str
) -> None:
    again = answers(owner, **given)

    assert again.status_code == 422
    assert said in again.text
    assert written(empty) is None


def test_a_hostile_name_stays_a_name(owner: FlaskClient) -> None:
    page = answers(owner, company='"><script>alert(1)</script>', name="").text

    assert "<script>alert(1)" not in page


def test_a_trade_brings_what_its_callers_want(owner: FlaskClient) -> None:
    page = answers(owner, "/start/again", trade="hotel").text

    assert "I would like to book a room" in page
    assert "reservations" in page
    assert 'value="Northside Dental"' in page


def test_the_owners_words_stay_while_the_trade_does(owner: FlaskClient) -> None:
    page = answers(owner, "/start/again", **{"needs-front-desk": "Do you walk dogs"})

    assert "Do you walk dogs" in page.text


def test_a_person_is_added_and_removed(owner: FlaskClient) -> None:
    two = answers(owner, "/start/again", add="1").text
    token = csrf(owner.get("/start"))
    both = SENT | {"name": ["Maria", "James"], "phone": ["1", "2"], "csrf": token}
    both |= {"department": ["front-desk", "billing"], "remove": "0"}
    one = owner.post("/start/again", data=both).text

    assert two.count('name="phone"') == 2
    assert "Maria" not in one
    assert "James" in one


@pytest.mark.parametrize(
    ("language", "heard"),
    [
        ("en", "Good morning, Northside Dental, the front desk. This is Maria."),
        ("fil", "Magandang umaga po, Northside Dental, front desk. Si Maria po ito."),
        ("ru", "Доброе утро, Northside Dental, регистратура. Меня зовут Maria."),
        ("nb", "God morgen, Northside Dental, resepsjonen. Du snakker med Maria."),
    ],
)
def test_the_greeting_is_heard_as_one_types(
    owner: FlaskClient, language: str, heard: str
) -> None:
    of = {"first": language, "of": f"clinic {language}"}

    assert heard in answers(owner, "/start/heard", phone="", **of).text


def test_a_second_language_is_offered_and_spoken(
    empty: Flask, owner: FlaskClient
) -> None:
    answers(owner, languages="fil")

    script = written(empty)
    assert script is not None
    assert script.languages == ("en", "fil")
    page = owner.get("/start/ready").text
    assert "Si Maria po ito" in page


def test_the_page_speaks_the_readers_language(owner: FlaskClient) -> None:
    page = owner.get("/start", headers={"Accept-Language": "ru"}).text

    assert "Кто вы?" in page
    assert "Клиника или стоматология" in page
    assert "Хочу записаться на приём" in page


def test_starting_again_keeps_what_was_written_before(
    empty: Flask, owner: FlaskClient
) -> None:
    answers(owner)
    answers(owner, company="Southside Dental")

    with reading(empty.extensions["ivr"].engine) as conn:
        companies = [
            read(kept.script, "draft").script.company.in_("en")
            for kept in drafts.history(conn)
        ]
    assert companies == ["Southside Dental", "Northside Dental"]


def test_the_line_of_a_file_answers_meanwhile_and_may_be_kept(
    empty: Flask, owner: FlaskClient
) -> None:
    board = empty.extensions["ivr"]
    board.script = (SCRIPTS / "workshop.nb.yaml").read_text("utf-8")
    first = owner.get("/").headers["Location"]
    owner.post("/start/keep", data={"csrf": csrf(owner.get("/start"))})

    assert first == "/start"
    assert "Fjellheim Rør" in owner.get("/").text


def test_it_begins_on_this_machine_alone_without_accounts(owner: FlaskClient) -> None:
    assert owner.get("/start", headers=BESIDE).status_code == 403
