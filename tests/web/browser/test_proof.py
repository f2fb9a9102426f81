"""The proof of the draft, and the call that breaks a rule, played."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ivr.web import draft
from tests.web.florist import FLORIST, PATIENT_FLORIST

from .conftest import (
    AT_A_DESK_AND_ON_A_TELEPHONE,
    PHONE,
    Site,
    overflows,
    photograph,
    violations,
    width,
)

pytestmark = pytest.mark.browser


def writes(site: Site, script: str) -> None:
    """The owner writes another draft."""
    board = site.app.extensions["ivr"]
    found = draft.current(board)
    draft.save(board, script, "owner", found.revision if found else 0)


def proves(page: Page) -> None:
    """Has every call looked at, and waits for the verdict."""
    page.click("text=Prove every call")
    expect(page.get_by_text("states of a call")).to_be_visible(timeout=240_000)


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_the_call_that_breaks_a_rule_is_told_and_played(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(None)
    writes(site, PATIENT_FLORIST)
    page = opens(site.url + "/proof")
    assert violations(page) == []
    proves(page)
    broken = page.locator(".broken")

    expect(broken).to_have_count(1)
    expect(broken).to_contain_text("A telephone rings three times at most")
    photograph(page, f"proof-broken-{width(page)}")
    assert violations(page) == []
    broken.get_by_text("Play this call").click()
    assert violations(page) == []
    page.click("#play")
    expect(page.locator("#caption")).to_contain_text("How can I help you?")
    expect(page.locator("#play")).to_have_text("Stop")
    photograph(page, f"proof-played-{width(page)}")
    page.click("#play")
    expect(page.locator("#play")).to_have_text("Play")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    photograph(page, "proof-played-390")
    assert not overflows(page)


def test_a_line_that_keeps_every_rule_says_so(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(None)
    writes(site, FLORIST)
    page = opens(site.url + "/proof", PHONE, dark=True)
    proves(page)

    expect(page.locator(".fine").last).to_contain_text("rules are kept on every call.")
    page.click("text=HLD001")
    expect(page.locator(".manual[open]")).to_contain_text("feels dismissed")
    photograph(page, "proof-kept-390")
    assert violations(page) == []
    assert not overflows(page)


def test_a_finding_is_shown_with_its_words_and_its_reason(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(None)
    rude = 'greetings:\n  line: "Lilypad Florist. You must hold. How can I help you?"\n'
    writes(site, FLORIST + rude)
    page = opens(site.url + "/proof")
    found = page.locator(".found li", has_text="TON101").first

    expect(found.locator("blockquote")).to_have_text(
        "Lilypad Florist. You must hold. How can I help you?"
    )
    found.get_by_text("Why").click()
    expect(found.locator(".manual")).to_contain_text("TON101")
    photograph(page, "proof-finding-1280")
    assert violations(page) == []


def test_errors_of_the_draft_come_before_its_proof(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(None)
    writes(
        site,
        FLORIST.replace("Nina", "<img src=x onerror=alert(1)>").replace(
            "shop:", "show:"
        ),
    )
    page = opens(site.url + "/proof")

    expect(page.locator(".found li.error").first).to_contain_text("Line")
    assert page.get_by_text("Prove every call").count() == 0
    assert violations(page) == []
