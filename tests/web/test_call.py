"""A call from the browser as the server sees it: made again from its moves."""

import html
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lines import SCRIPTS
from werkzeug.test import TestResponse

from ivr.script.load import load
from ivr.store import published
from ivr.store.database import reading, writing
from ivr.store.schema import calls, drafts, promises
from ivr.telephony.switchboard import Switchboard
from ivr.web import draft
from ivr.web.call import phoned

from .conftest import OUTSIDE
from .florist import FLORIST
from .pages import csrf, logs_in

CALL = re.compile(r'data-call="([^"]+)"')
WEDNESDAY_TEN = {"when": "at", "time": "2026-11-25T10:00"}
SAID = re.compile(r'<bdi class="words" lang="(\w+)">(.*?)</bdi>')


class Browser:
    """A page with a call on it."""

    def __init__(self, server: FlaskClient) -> None:
        self.server = server
        logs_in(server, "santos")
        self.token = csrf(server.get("/shares", base_url=OUTSIDE))
        self.call = ""

    def posts(self, path: str, **fields: str | list[str]) -> TestResponse:
        given = {"X-CSRF-Token": self.token}
        answer = self.server.post(path, data=fields, headers=given, base_url=OUTSIDE)
        if found := CALL.search(answer.text):
            self.call = html.unescape(found[1])
        return answer

    def gets(self, path: str) -> TestResponse:
        return self.server.get(path, base_url=OUTSIDE)

    def dials(self, **fields: str) -> str:
        return last(self.posts("/call/dial", **(WEDNESDAY_TEN | fields)))

    def moves(self, *typed: str) -> str:
        return last(self.posts("/call/moves", call=self.call, typed=list(typed)))


def last(answer: TestResponse) -> str:
    """What was said last on the call."""
    assert answer.status_code == 200, answer.text
    return html.unescape(SAID.findall(answer.text)[-1][1])


@pytest.fixture
def page(browser: FlaskClient) -> Browser:
    """Mrs. Santos has the page open."""
    return Browser(browser)


@pytest.fixture
def board(public: Flask) -> Switchboard:
    """The switchboard of the web process."""
    found: Switchboard = public.extensions["ivr"]
    return found


def test_a_call_goes_on_move_by_move(page: Browser) -> None:
    assert page.dials() == "Hello, Northside Dental. How can I help you?"
    assert page.moves("say I have a toothache").endswith("put you through to Olivia?")
    assert page.moves("1") == "Thank you. I am ringing Olivia for you now."
    assert page.moves("agent Olivia accepts").endswith("Here is Olivia.")
    assert page.moves("agent Olivia leaves").startswith("Thank you for calling")


def test_a_call_outside_hours_hears_when_we_are_back(page: Browser) -> None:
    answer = page.posts("/call/dial", when="at", time="2026-11-29T03:00")

    assert "We are closed now and open again" in answer.text


def test_a_caller_dials_the_number_of_a_department(page: Browser) -> None:
    assert page.dials(number="+15035550120").startswith("Northside Dental, billing.")


def test_a_caller_chooses_the_language(board: Switchboard, page: Browser) -> None:
    script = (SCRIPTS / "law-office.en-nb.yaml").read_text("utf-8")
    draft.save(board, script, "kari", 0)

    assert page.dials(language="nb").startswith("Hei, dette er Advokat Haugen.")


def test_a_call_stays_on_the_draft_on_which_it_began(
    board: Switchboard, page: Browser
) -> None:
    kept = draft.save(board, FLORIST, "nina", 0)
    page.dials()
    changed = FLORIST.replace("Lilypad", "Moonlight")
    draft.save(board, changed, "nina", kept.revision)

    assert page.moves("say I would like to order flowers") != ""
    assert "Moonlight Florist" in page.dials()


def test_a_call_whose_draft_is_gone_says_so(board: Switchboard, page: Browser) -> None:
    page.dials()
    draft.save(board, FLORIST, "nina", 0)
    with writing(board.engine) as conn:
        conn.execute(drafts.delete())
        published.publish(conn, FLORIST, 0)
    answer = page.posts("/call/moves", call=page.call, typed="1")

    assert answer.status_code == 409
    assert "The draft has changed. Please call again." in answer.text


def test_a_move_that_cannot_be_made_changes_nothing(page: Browser) -> None:
    page.dials()
    before = page.call
    refused = [
        page.posts("/call/moves", call=page.call, typed=typed)
        for typed in ("record 10", "agent Nobody accepts")
    ]

    assert [answer.status_code for answer in refused] == [422, 422]
    assert page.call == before
    page.moves("hang up")
    assert page.posts("/call/moves", call=page.call, typed="1").status_code == 422


def test_a_call_that_was_not_sealed_here_is_refused(page: Browser) -> None:
    page.dials()
    for forged in ("", "x", page.call[:-2] + "AA", "[]"):
        answer = page.posts("/call/moves", call=forged, typed="1")
        assert answer.status_code == 422


def test_a_call_without_end_is_ended(page: Browser) -> None:
    page.dials()
    answer = page.posts("/call/moves", call=page.call, typed=["wait 1"] * 301)

    assert answer.status_code == 422


def test_what_sounds_like_a_command_can_be_said(page: Browser) -> None:
    page.dials()

    assert "for example" in page.moves("say help")
    assert "page" not in page.moves("help")


def test_the_sound_of_a_prompt_needs_our_seal(page: Browser) -> None:
    assert page.gets("/call/voice/forged.wav").status_code == 404


def test_ringing_and_music_are_heard(page: Browser) -> None:
    for name in ("ringback", "music"):
        answer = page.gets(f"/call/{name}.wav")
        assert answer.data.startswith(b"RIFF")
        assert len(answer.data) == 44 + 30 * 8000 * 2


def test_nothing_is_written_down_by_a_call_that_is_only_tried(
    board: Switchboard, page: Browser
) -> None:
    page.dials()
    page.moves("3")
    with reading(board.engine) as conn:
        assert [conn.execute(t.select()).all() for t in (calls, promises)] == [[], []]


@pytest.mark.parametrize(
    ("when", "local"),
    [
        ("now", "2026-11-24 22:00"),
        ("open", "2026-11-25 08:00"),
        ("closed", "2026-11-24 22:00"),
        ("2026-12-24T10:15", "2026-12-24 10:15"),
        ("nonsense", "2026-11-24 22:00"),
    ],
)
def test_the_time_of_a_call_is_chosen(when: str, local: str) -> None:
    script = load(SCRIPTS / "dental-clinic.en.yaml")
    night = datetime(2026, 11, 25, 6, 0, 30, tzinfo=UTC)

    assert f"{phoned.moment(script, when, night):%Y-%m-%d %H:%M}" == local
