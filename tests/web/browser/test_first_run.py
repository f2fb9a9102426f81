"""A newcomer: from an empty designer to hearing the first own greeting."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import (
    AT_A_DESK_OR_ON_A_TELEPHONE,
    Site,
    obstacles,
    photograph,
)

pytestmark = pytest.mark.browser

HEARD = """player => new Promise(done => player.addEventListener(
    "timeupdate", () => player.currentTime > 0.3 && done(player.currentTime)))"""


class Newcomer:
    """Counts what somebody has to do."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def writes(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)
        self.done += 1

    def chooses(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.done += 1

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()
        self.done += 1


def sets_up(page: Page) -> Newcomer:
    newcomer = Newcomer(page)
    newcomer.writes("Company, as you say it on the telephone", "Hilltop Plumbing")
    newcomer.chooses("What kind of business?", "Workshop, plumber, repairs")
    newcomer.writes("Name", "James")
    newcomer.writes("Telephone", "+1 503 555 0102")
    return newcomer


def test_the_own_greeting_is_heard_after_a_few_steps(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(None, voice="hibari")
    page = opens(site.url)
    newcomer = sets_up(page)
    heard = page.locator("#heard")
    expect(heard).to_contain_text("Good morning, Hilltop Plumbing, the workshop.")
    newcomer.presses("Write my line")
    player = page.get_by_label("The greeting", exact=True)
    player.wait_for(timeout=60_000)
    player.evaluate("player => player.play()")
    newcomer.done += 1

    assert player.evaluate(HEARD) > 0.3
    assert newcomer.done + 1 <= 8  # opening the address counts, too
    photograph(page, "ready-1280")


@AT_A_DESK_OR_ON_A_TELEPHONE
def test_the_first_run_can_be_read_by_everybody(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    page = opens(served(None).url)
    page.get_by_role("button", name="Write my line").click()
    page.get_by_role("alert").wait_for()
    states = [obstacles(page, "start-missing")]
    newcomer = sets_up(page)
    newcomer.presses("Add a person")
    page.get_by_role("button", name="Remove person 2").wait_for()
    page.get_by_text("What do callers want?").click()
    states.append(obstacles(page, "start"))
    page.get_by_role("button", name="Remove person 2").click()
    expect(page.get_by_role("button", name="Remove person 2")).to_have_count(0)
    newcomer.presses("Write my line")
    page.get_by_text("Read the sample call").click()
    states.append(obstacles(page, "ready"))

    assert states == [[], [], []]


def test_it_works_by_keyboard_alone(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    page = opens(served(None).url)
    page.keyboard.type("Hilltop Plumbing")
    for _ in range(6):  # trade, language, three more languages, the name
        page.keyboard.press("Tab")
    page.keyboard.type("James")
    page.keyboard.press("Tab")
    page.keyboard.type("+1 503 555 0102")
    page.keyboard.press("Enter")

    page.wait_for_url("**/start/ready")


def test_it_is_begun_in_russian(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    page = opens(served(None).url, locale="ru")
    page.get_by_label("Компания, как вы называете её по телефону").fill("Аптека Волга")
    page.get_by_label("Чем вы занимаетесь?").select_option(label="Аптека")
    page.get_by_label("English").check()
    expect(page.get_by_label("Латинскими буквами")).to_be_visible()
    page.get_by_label("Имя", exact=True).fill("Анна")
    page.get_by_label("Телефон", exact=True).fill("+7 495 000 01 01")
    page.get_by_role("button", name="Составить мою линию").click()

    expect(page.locator(".bubble.big").first).to_contain_text("Меня зовут Анна")
    expect(page.locator(".bubble.big").last).to_contain_text("This is Anna")


@pytest.fixture
def on_its_way(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> tuple[Page, Route]:
    """A form that was sent for another trade; its answer comes when it is let go."""
    page = opens(served(None).url)
    held: list[Route] = []
    page.route("**/start/again", lambda route: held.append(route), times=1)
    page.get_by_label("Name", exact=True).fill("Jim")
    page.get_by_label("What kind of business?", exact=True).select_option(
        label="Workshop, plumber, repairs"
    )
    while not held:
        page.title()  # lets the browser tell of the request
    return page, held[0]


def test_what_is_typed_while_the_form_is_on_its_way_is_kept(
    on_its_way: tuple[Page, Route],
) -> None:
    page, held = on_its_way
    page.get_by_label("Name", exact=True).fill("James")
    page.get_by_label("Telephone", exact=True).fill("+1 503 555 0102")
    held.continue_()
    page.get_by_placeholder("Hilltop Plumbing").wait_for()

    expect(page.get_by_label("Name", exact=True)).to_have_value("James")
    expect(page.get_by_label("Telephone", exact=True)).to_have_value("+1 503 555 0102")


def test_whoever_types_goes_on_where_they_are(on_its_way: tuple[Page, Route]) -> None:
    page, held = on_its_way
    page.get_by_label("Telephone", exact=True).focus()
    held.continue_()
    page.get_by_placeholder("Hilltop Plumbing").wait_for()

    expect(page.get_by_label("Telephone", exact=True)).to_be_focused()


def test_a_person_who_is_added_while_the_form_is_on_its_way_stays(
    on_its_way: tuple[Page, Route],
) -> None:
    page, held = on_its_way
    page.get_by_label("Name", exact=True).fill("James")
    page.get_by_role("button", name="Add a person").click()
    held.continue_()
    page.get_by_placeholder("Hilltop Plumbing").wait_for()

    expect(page.get_by_role("button", name="Remove person 2")).to_be_visible()
    expect(page.get_by_label("Name", exact=True).first).to_have_value("James")
