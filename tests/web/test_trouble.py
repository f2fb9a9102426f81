"""What cannot be shown is told on a page like the others, with a way on."""

from flask import Flask
from flask.testing import FlaskClient

from .conftest import OUTSIDE
from .pages import logs_in

PERSON = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_a_page_that_is_not_there_leads_on(desk: FlaskClient) -> None:
    page = desk.get("/nosuch", headers=PERSON | {"Accept-Language": "nb"})

    assert page.status_code == 404
    assert "<h1>Denne siden finnes ikke</h1>" in page.text
    assert '<a role="button" href="/desk">' in page.text


def test_an_agent_is_led_to_the_desk(browser: FlaskClient) -> None:
    logs_in(browser, "maria")
    page = browser.get("/accounts", base_url=OUTSIDE, headers=PERSON)

    assert page.status_code == 403
    assert "<h1>This is not open to you</h1>" in page.text
    assert "Your account does not open this page." in page.text
    assert '<a role="button" href="/desk">' in page.text


def test_who_is_not_logged_in_sees_no_other_pages(browser: FlaskClient) -> None:
    page = browser.get("/static/nosuch", base_url=OUTSIDE, headers=PERSON)

    assert page.status_code == 404
    assert 'href="/script"' not in page.text
    assert '<a role="button" href="/login">' in page.text


def test_a_program_is_answered_in_few_words(desk: FlaskClient) -> None:
    asked = [
        desk.get("/nosuch", headers={"Accept": "*/*"}),
        desk.get("/nosuch", headers=PERSON | {"HX-Request": "true"}),
    ]

    assert [answer.status_code for answer in asked] == [404, 404]
    assert not any("<nav" in answer.text for answer in asked)


def test_twilio_is_answered_as_before(public: Flask) -> None:
    answer = public.test_client().post("/voice", headers=PERSON)

    assert answer.status_code == 415
    assert "<nav" not in answer.text
