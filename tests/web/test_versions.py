"""From the draft to being live, with a second pair of eyes, and back."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.config import Settings
from ivr.script.answers import AnsweringAgent, AnsweringDepartment, Answers
from ivr.script.write import write
from ivr.store import accounts, audit, drafts, proofs, proposals, published
from ivr.store.accounts import Role
from ivr.store.database import reading, writing
from ivr.store.migrate import migrate
from ivr.store.proposals import Stage
from ivr.telephony.switchboard import Switchboard
from ivr.web import proving, publication
from ivr.web.app import create_app
from ivr.web.password import hashed
from ivr.web.prover import proved

from .conftest import NOON, PASSWORD
from .pages import csrf

HERE = "http://localhost"
PATIENCE = 60  # seconds


def line(company: str = "Fjord Dental") -> str:
    kari = AnsweringAgent("Kari", "+4721000101")
    desk = AnsweringDepartment("resepsjonen", (kari,))
    return write(Answers(company, ("nb",), (desk,)))


@pytest.fixture(scope="module")
def proof() -> dict[str, object]:
    """What the proof of such a line finds; its company is only a name."""
    return proved(line())


class Designer:
    """A designer on this machine, and the hands of those who use it."""

    def __init__(self, folder: Path, found: dict[str, object], now: float) -> None:
        self.url, self.found, self.now = f"sqlite:///{folder}/ivr.db", found, now
        migrate(self.url)
        self.folder = folder
        self.app = self.another()
        self.browser = self.app.test_client()

    def another(self) -> Flask:
        """One more web process on the same database."""
        settings = Settings(
            database_url=self.url,
            secret_key="a secret of forty characters, or some more",
            voice_engine="none",
        )
        return create_app(
            settings,
            clock=lambda: self.now,
            audio_folder=self.folder / "audio",
            inline_errands=True,
        )

    @property
    def board(self) -> Switchboard:
        board: Switchboard = self.app.extensions["ivr"]
        return board

    def drafts(self, script: str, *, is_proved: bool = True) -> None:
        with writing(self.board.engine) as conn:
            newest = drafts.newest(conn)
            revision = newest.revision if newest else 0
            drafts.save(conn, script, "santos", NOON, revision)
            if is_proved:
                key = proving.key_of(script)
                proofs.claim(conn, key, NOON, NOON + 60)
                proofs.finish(conn, key, NOON, self.found)

    def presses(self, path: str, who: FlaskClient | None = None, **given: str) -> int:
        browser = who or self.browser
        token = csrf(browser.get("/publish", base_url=HERE))
        sent = given | {"csrf": token}
        return browser.post(path, data=sent, base_url=HERE).status_code

    def reaches(self, stage: Stage) -> proposals.Proposal:
        """The newest proposal, once nobody works on it any more."""
        for thread in threading.enumerate():
            if thread.name == "publication":
                thread.join(PATIENCE)
        with reading(self.board.engine) as conn:
            found = proposals.latest(conn)
        assert found is not None
        assert found.stage is stage
        return found

    def live(self) -> published.Version | None:
        with reading(self.board.engine) as conn:
            return published.active(conn)

    def logs_in(self, name: str) -> FlaskClient:
        browser = self.app.test_client()
        token = csrf(browser.get("/login", base_url=HERE))
        given = {"name": name, "password": PASSWORD, "csrf": token}
        browser.post("/login", data=given, base_url=HERE)
        return browser


@pytest.fixture
def designer(tmp_path: Path, proof: dict[str, object]) -> Iterator[Designer]:
    """Mrs. Santos manages it and Helen owns it; four eyes may be asked for."""
    made = Designer(tmp_path, proof, float(NOON))
    secret = hashed(PASSWORD)
    with writing(made.board.engine) as conn:
        accounts.add(conn, "helen", Role.OWNER, secret, NOON)
        accounts.add(conn, "santos", Role.MANAGER, secret, NOON)
    yield made
    made.board.engine.dispose()


@pytest.fixture
def publishes(designer: Designer) -> Callable[[str], None]:
    """Publishes a script, and waits until it is live."""

    def publish(company: str) -> None:
        designer.drafts(line(company))
        designer.presses("/publish")
        designer.reaches(Stage.LIVE)

    return publish


def test_the_draft_goes_live(designer: Designer) -> None:
    designer.drafts(line())
    pressed = designer.presses("/publish")
    done = designer.reaches(Stage.LIVE)

    live = designer.live()
    assert pressed == 303
    assert live is not None
    assert (done.version, live.script) == (1, line())
    assert live.certificate["rules"]["HLD001"]["verdict"] == "proved"
    assert "Callers hear version 1" in designer.browser.get("/publish").text


def test_what_was_done_is_written_down(designer: Designer) -> None:
    designer.drafts(line())
    designer.presses("/publish")
    designer.reaches(Stage.LIVE)

    with reading(designer.board.engine) as conn:
        done = [(entry.who, entry.what) for entry in audit.latest(conn)]
    assert done == [
        ("this machine", "published"),
        ("this machine", "asked to publish"),
    ]


def test_words_that_are_not_ready_keep_it_from_being_live(designer: Designer) -> None:
    designer.drafts(
        line() + 'greetings:\n  line: "Vent litt. {company}."\n', is_proved=False
    )
    designer.presses("/publish")
    refused = designer.reaches(Stage.REFUSED)

    assert refused.progress["why"] == "words"
    assert designer.live() is None
    page = designer.browser.get("/publish").text
    assert "Some words are not ready for callers." in page
    assert "HLD101" in page


def test_a_rule_that_can_be_broken_keeps_it_from_being_live(
    designer: Designer,
) -> None:
    broken = [
        rule | {"holds": rule["code"] != "HLD001"}
        for rule in designer.found["rules"]  # type: ignore[union-attr]
    ]
    designer.found = designer.found | {"holds": False, "rules": broken}
    designer.drafts(line())
    designer.presses("/publish")
    refused = designer.reaches(Stage.REFUSED)

    assert refused.progress["told"] == [
        {
            "code": "HLD001",
            "says": "Callers are put on hold only after they agreed to wait.",
            "slots": {},
        }
    ]
    assert designer.live() is None


def test_a_script_with_errors_keeps_it_from_being_live(designer: Designer) -> None:
    designer.drafts("company: Fjord Dental\n", is_proved=False)
    designer.presses("/publish")

    assert designer.reaches(Stage.REFUSED).progress["why"] == "script"
    assert "The call script has errors." in designer.browser.get("/publish").text


def test_an_earlier_version_is_brought_back(
    designer: Designer, publishes: Callable[[str], None]
) -> None:
    publishes("Fjord Dental")
    publishes("Fjell Dental")
    before = designer.live()
    designer.presses("/publish/back/1")

    after = designer.live()
    assert before is not None
    assert after is not None
    assert (before.version, after.version) == (2, 1)


def test_a_version_that_never_was_is_not_brought_back(designer: Designer) -> None:
    assert designer.presses("/publish/back/7") == 404


def test_the_page_tells_what_callers_will_notice(
    designer: Designer, publishes: Callable[[str], None]
) -> None:
    publishes("Fjord Dental")
    designer.drafts(line("Fjell Dental"))

    page = designer.browser.get("/publish").text
    assert "Hei, dette er Fjell Dental. Hva kan jeg hjelpe deg med?" in page
    publishes("Fjell Dental")
    changes = designer.browser.get("/publish/changes/2").text
    assert "Fjord Dental" in changes
    assert designer.browser.get("/publish/changes/9").status_code == 404


def test_a_second_person_approves(designer: Designer) -> None:
    helen, santos = designer.logs_in("helen"), designer.logs_in("santos")
    designer.presses("/publish/option", helen, **{"two-people": "1"})
    designer.drafts(line())
    designer.presses("/publish", santos)
    waiting = designer.reaches(Stage.WAITING)
    live_meanwhile = designer.live()
    own = designer.presses(f"/publish/{waiting.id}/approve", santos)
    other = designer.presses(f"/publish/{waiting.id}/approve", helen)

    live = designer.live()
    assert live_meanwhile is None
    assert (own, other) == (403, 303)
    assert live is not None
    assert live.certificate["rules"]["HLD001"]["verdict"] == "proved"
    page = helen.get("/publish", base_url=HERE).text
    assert "santos · approved by helen" in page


def test_who_wrote_it_is_not_offered_to_approve(designer: Designer) -> None:
    helen, santos = designer.logs_in("helen"), designer.logs_in("santos")
    designer.presses("/publish/option", helen, **{"two-people": "1"})
    designer.drafts(line())
    designer.presses("/publish", santos)
    designer.reaches(Stage.WAITING)

    offered = [
        "Approve and publish" in browser.get("/publish", base_url=HERE).text
        for browser in (santos, helen)
    ]
    assert offered == [False, True]


def test_a_second_person_declines(designer: Designer) -> None:
    helen, santos = designer.logs_in("helen"), designer.logs_in("santos")
    designer.presses("/publish/option", helen, **{"two-people": "1"})
    designer.drafts(line())
    designer.presses("/publish", santos)
    waiting = designer.reaches(Stage.WAITING)
    designer.presses(f"/publish/{waiting.id}/decline", helen)
    late = designer.presses(f"/publish/{waiting.id}/approve", helen)

    assert late == 409
    assert designer.live() is None
    page = santos.get("/publish", base_url=HERE).text
    assert "helen declined this version." in page


def test_only_an_owner_decides_about_four_eyes(designer: Designer) -> None:
    santos = designer.logs_in("santos")

    assert designer.presses("/publish/option", santos) == 403


def test_only_one_version_is_on_its_way(designer: Designer) -> None:
    designer.drafts(line())
    with writing(designer.board.engine) as conn:
        first = proposals.propose(conn, line(), "santos", NOON, NOON + 30)
        second = proposals.propose(conn, line("B"), "helen", NOON, NOON + 30)

    assert (first, second) == (1, None)


def test_each_web_process_tells_how_far_it_is(designer: Designer) -> None:
    with writing(designer.board.engine) as conn:
        number = proposals.propose(conn, line(), "santos", NOON, NOON + 30)
        assert number
        told = {"done": 30, "count": 473}
        proposals.advance(conn, number, Stage.RENDERING, told, NOON + 30)
    other = designer.another()
    page = other.test_client().get("/publish/now", base_url=HERE).text
    other.extensions["ivr"].engine.dispose()

    assert "30 of 473" in page


def test_another_process_goes_on_where_one_died(designer: Designer) -> None:
    designer.drafts(line())
    with writing(designer.board.engine) as conn:
        proposals.propose(conn, line(), "santos", NOON, NOON + 30)
    publication.latest(designer.board)
    with reading(designer.board.engine) as conn:
        waited = proposals.latest(conn)
    designer.now += 31
    publication.latest(designer.board)

    assert waited is not None
    assert waited.stage is Stage.CHECKING
    assert designer.reaches(Stage.LIVE).version == 1


def test_the_page_stops_looking_when_it_is_done(
    designer: Designer, publishes: Callable[[str], None]
) -> None:
    publishes("Fjord Dental")
    answer = designer.browser.get("/publish/now", base_url=HERE)

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_hostile_words_are_shown_as_words(designer: Designer) -> None:
    designer.drafts(line("<img src=x onerror=alert(1)>"))

    assert "<img src=x" not in designer.browser.get("/publish").text
