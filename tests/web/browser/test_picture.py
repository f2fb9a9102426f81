"""The picture of the call: drawn, read, walked through by keyboard, a way marked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ivr.web import draft
from tests.web.florist import FLORIST

from .conftest import (
    AT_A_DESK_OR_ON_A_TELEPHONE,
    Site,
    obstacles,
    photograph,
    violations,
)
from .test_call import calls, hears, says

pytestmark = pytest.mark.browser


@AT_A_DESK_OR_ON_A_TELEPHONE
def test_the_call_is_drawn_from_the_greeting_to_the_goodbye(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/picture")
    drawn = page.locator("#canvas .node text:not(.people)")

    for place, chapter in enumerate(
        ("A call comes in", "Greeting", "Finding out the need")
    ):
        expect(drawn.nth(place)).to_have_text(chapter)
    expect(page.locator(".node.ringing")).to_contain_text(
        "the front desk: Maria, James"
    )
    assert obstacles(page, "picture") == []


def test_the_picture_is_walked_through_by_keyboard(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/picture")
    page.locator(".node.dialed").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".node.ringing")).to_be_focused()
    page.keyboard.press("Enter")

    ringing = page.locator("#chapter-ringing")
    expect(ringing.locator("> summary")).to_be_focused()
    expect(ringing).to_contain_text("I am ringing Maria for you now.")
    expect(page.locator(".node.ringing")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".edge.exception.chosen").first).to_be_visible()
    photograph(page, "picture-ringing-1280")
    assert violations(page) == []


def test_the_way_of_a_call_is_marked(clinic: Site, opens: Callable[..., Page]) -> None:
    page = opens(clinic.url + "/call")
    calls(page)
    says(page, "I would like to make an appointment")
    hears(page, "May I put you through to Maria?")
    page.click("#hang-up")
    expect(page.locator("#status")).to_have_text("The call is over.")
    page.click("text=See it in the picture")

    expect(page.locator(".marked")).to_have_text("Marked: the way of your call.")
    expect(page.locator(".node.passed text:not(.people)")).to_have_text(
        ["A call comes in", "Greeting", "Asking before connecting"]
    )
    page.click("#chapter-asking > summary")
    expect(page.locator("#moment-confirm mark")).to_have_text("Step 2")
    photograph(page, "picture-marked-1280")
    assert violations(page) == []


def test_hostile_names_are_drawn_and_never_run(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(None)
    hostile = "</script><img src=x onerror=alert(1)>"
    script = FLORIST.replace("name: Nina", f'name: "{hostile}"')
    draft.save(site.app.extensions["ivr"], script, "owner", 0)
    page = opens(site.url + "/picture")
    drawn = page.locator(".node.ringing").text_content()
    page.goto(site.url + "/call")
    page.click("#setup button")
    told = page.locator(".agent strong").first.inner_text()
    page.goto(site.url + "/shares")

    assert "</script><img src=x" in str(drawn)
    assert told == hostile
    assert page.locator("img, main script").count() == 0
