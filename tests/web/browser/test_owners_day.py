"""An owner's day: publish, approve, bring back, close early, let others in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ivr.script.answers import AnsweringAgent, AnsweringDepartment, Answers
from ivr.script.write import write
from ivr.store import accounts, drafts, proofs, proposals, published
from ivr.store.accounts import Role
from ivr.store.database import reading, writing
from ivr.store.proposals import Stage
from ivr.web import proving
from ivr.web.password import hashed
from ivr.web.prover import proved
from ivr.web.welcome import offer

from .conftest import (
    AT_A_DESK_AND_ON_A_TELEPHONE,
    AT_A_DESK_OR_ON_A_TELEPHONE,
    Site,
    obstacles,
    photograph,
    violations,
    width,
)

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
PATIENCE = 60_000  # milliseconds


def line(company: str = "Hilltop Plumbing") -> str:
    james = AnsweringAgent("James", "+15035550102")
    shop = AnsweringDepartment("the workshop", (james,))
    return write(Answers(company, ("en",), (shop,)))


@pytest.fixture(scope="module")
def proof() -> dict[str, object]:
    """What the proof of such a line finds; its company is only a name."""
    return proved(line())


class Business:
    """A designer, and what is in its database."""

    def __init__(self, site: Site, proof: dict[str, object]) -> None:
        self.site, self.url, self.proof = site, site.url, proof
        self.board = site.app.extensions["ivr"]

    def writes(self, script: str, author: str = "santos") -> None:
        now = self.board.now()
        with writing(self.board.engine) as conn:
            newest = drafts.newest(conn)
            drafts.save(conn, script, author, now, newest.revision if newest else 0)
            key = proving.key_of(script)
            proofs.claim(conn, key, now, now + 60)
            proofs.finish(conn, key, now, self.proof)

    def goes_live(self, script: str) -> None:
        with writing(self.board.engine) as conn:
            published.publish(conn, script, self.board.now())

    def employs(self, **roles: Role) -> None:
        secret = hashed(PASSWORD)
        with writing(self.board.engine) as conn:
            for name, role in roles.items():
                accounts.add(conn, name, role, secret, self.board.now())

    def version(self) -> int | None:
        with reading(self.board.engine) as conn:
            return published.active_number(conn)


@pytest.fixture
def business(served: Callable[..., Site], proof: dict[str, object]) -> Business:
    """Hilltop Plumbing, of which nothing is published yet."""
    return Business(served(None), proof)


def logs_in(page: Page, name: str) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_from_the_first_question_to_a_published_line_and_a_call(
    business: Business, opens: Callable[..., Page]
) -> None:
    page = opens(business.url)
    page.get_by_label("Company, as you say it on the telephone").fill("Fjell Dental")
    page.get_by_label("Name", exact=True).fill("Maria")
    page.get_by_label("Telephone", exact=True).fill("+1 503 555 0101")
    page.get_by_role("button", name="Write my line").click()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("On its way")).to_be_visible()
    photograph(page, f"publish-on-its-way-{width(page)}")
    live = page.get_by_text("Callers hear version 1")
    expect(live).to_be_visible(timeout=PATIENCE)
    page.goto(f"{business.url}/call")
    if page.locator("select[name=when] option[value=open]").count():
        page.select_option("select[name=when]", "open")
    page.get_by_role("button", name="Dial").click()

    greeting = "Fjell Dental, the front desk. This is Maria. How can I help you?"
    expect(page.locator(".timeline li.line").first).to_contain_text(greeting)
    assert business.version() == 1


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_a_second_person_approves_what_the_first_one_wrote(
    business: Business, opens: Callable[..., Page]
) -> None:
    business.employs(helen=Role.OWNER, santos=Role.MANAGER)
    business.writes(line())
    helen, santos = opens(business.url + "/login"), opens(business.url + "/login")
    logs_in(helen, "helen")
    logs_in(santos, "santos")
    helen.goto(business.url + "/publish")
    helen.get_by_label("A second person approves each version").check()
    helen.get_by_role("button", name="Save").click()
    santos.goto(business.url + "/publish")
    santos.get_by_role("button", name="Ask to publish").click()
    own = santos.get_by_text("Somebody else approves what you have written.")
    expect(own).to_be_visible(timeout=PATIENCE)
    assert business.version() is None
    photograph(santos, f"publish-waits-own-{width(santos)}")
    helen.goto(business.url)
    helen.get_by_text("santos asks you to approve a version.").wait_for()
    helen.get_by_role("link", name="Look at it").click()
    photograph(helen, f"publish-waits-other-{width(helen)}")
    assert violations(helen) == []
    helen.get_by_role("button", name="Approve and publish").click()

    expect(helen.get_by_text("approved by helen")).to_be_visible()
    assert business.version() == 1


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_an_earlier_version_is_brought_back(
    business: Business, opens: Callable[..., Page]
) -> None:
    business.goes_live(line("Hilltop Plumbing"))
    business.goes_live(line("Hilltop and Sons"))
    page = opens(business.url + "/publish")
    page.get_by_text("What callers noticed").first.click()
    changed = page.locator(".changes-of").first
    expect(changed).to_contain_text("Hello, Hilltop and Sons. How can I help you?")
    photograph(page, f"publish-noticed-{width(page)}")
    assert violations(page) == []
    page.get_by_role("button", name="Bring back version 1").click()

    expect(page.get_by_text("Callers hear version 1")).to_be_visible()
    assert business.version() == 1


@AT_A_DESK_OR_ON_A_TELEPHONE
def test_the_line_is_closed_early_and_opened_again(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url)
    page.get_by_label("Back at").focus()
    page.locator("#closing .bubble").wait_for()
    states = [obstacles(page, "home-closing")]
    page.get_by_role("button", name="Close until then").click()
    page.get_by_text("Closed early").wait_for()
    states.append(obstacles(page, "home-closed"))
    expect(page.locator(".hears .bubble")).to_contain_text("We are closed now")
    page.get_by_role("button", name="Open now").click()

    expect(page.get_by_text("Closed early")).to_have_count(0)
    assert states == [[], []]


def test_each_role_sees_its_own_pages(
    business: Business, opens: Callable[..., Page]
) -> None:
    business.employs(
        helen=Role.OWNER, santos=Role.MANAGER, reyes=Role.VIEWER, maria=Role.AGENT
    )
    business.goes_live(line())
    seen = {}
    for name in ("helen", "santos", "reyes", "maria"):
        page = opens(business.url + "/login")
        logs_in(page, name)
        page.get_by_role("button", name=f"Log out {name}").wait_for()
        pages = page.get_by_role("navigation", name="Pages").get_by_role("link")
        closes = page.get_by_role("button", name="Closed for today").count()
        seen[name] = (page.url.removeprefix(business.url), pages.count(), closes)
        if name == "reyes":
            page.goto(business.url + "/publish")
            assert page.get_by_role("button", name="Bring back").count() == 0
            assert page.get_by_label("A second person approves").count() == 0

    assert [(where, closes) for where, _pages, closes in seen.values()] == [
        *(("/", 1), ("/", 1), ("/", 0), ("/desk", 0))
    ]
    assert seen["helen"][1] == seen["santos"][1] + 1 == seen["reyes"][1] + 1
    assert seen["maria"][1] == 2


@AT_A_DESK_OR_ON_A_TELEPHONE
def test_accounts_are_made_by_everybody_who_may(
    business: Business, opens: Callable[..., Page]
) -> None:
    business.goes_live(line())
    key = offer(business.board.engine, business.board.now())
    page = opens(f"{business.url}/welcome?key={key}")
    states = [obstacles(page, "welcome")]
    page.get_by_label("Name").fill("helen")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("button", name="Log out helen").wait_for()
    page.goto(business.url + "/accounts")
    page.get_by_label("Name").fill("maria")
    page.locator("#password").fill("short")
    page.get_by_label("May do").last.select_option("agent")
    page.get_by_role("button", name="Make the account").click()
    page.get_by_text("A password has 10 characters or more.").wait_for()
    states.append(obstacles(page, "accounts-refused"))
    page.locator("#password").fill(PASSWORD)
    page.get_by_label("May do").last.select_option("agent")
    page.get_by_label("Person on the line", exact=True).last.select_option(
        label="James"
    )
    page.get_by_role("button", name="Make the account").click()
    page.get_by_text("maria may log in now.").wait_for()
    page.locator("summary", has_text="maria").click()
    states.append(obstacles(page, "accounts"))
    page.get_by_role("link", name="Who did what").click()
    expect(page.locator(".log")).to_contain_text("made the account maria (agent)")
    states.append(obstacles(page, "accounts-log"))

    assert states == [[], [], [], []]


@AT_A_DESK_OR_ON_A_TELEPHONE
def test_every_state_of_publishing_can_be_read_by_everybody(
    business: Business, opens: Callable[..., Page]
) -> None:
    business.goes_live(line("Hilltop and Sons"))
    business.writes(line())
    page = opens("about:blank")
    found, now = {}, business.board.now()
    refused = {
        "why": "words",
        "told": ["HLD101 The caller is told to wait."],
        "more": 1,
    }
    for stage, progress in [
        (None, {}),
        (Stage.PROVING, {"seconds": 3, "usual": 12}),
        (Stage.RENDERING, {"done": 120, "count": 473}),
        (Stage.WAITING, {}),
        (Stage.REFUSED, refused),
    ]:
        if stage is not None:
            with writing(business.board.engine) as conn:
                number = proposals.propose(conn, line(), "helen", now, now + 900)
                assert number is not None
                proposals.advance(conn, number, stage, progress, now + 900)
        page.goto(business.url + "/publish")
        name = stage or "draft"
        found[name] = obstacles(page, f"publish-{name}")
        page.goto("about:blank")  # or it would follow what becomes of the proposal
        if stage in proposals.AT_WORK:
            with writing(business.board.engine) as conn:
                proposals.decide(conn, number, Stage.WITHDRAWN, "helen", now)

    assert {name: each for name, each in found.items() if each} == {}
