"""A call is shared: somebody without an account listens until the link ends."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import (
    AT_A_DESK_AND_ON_A_TELEPHONE,
    PHONE,
    Site,
    overflows,
    photograph,
    violations,
    width,
)
from .test_call import calls, hears, says

pytestmark = pytest.mark.browser


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_a_shared_call_is_heard_until_its_link_ends(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/call")
    calls(page)
    says(page, "I would like to <b>make</b> an appointment")
    hears(page, "May I put you through to Maria?")
    page.click("text=Share this call")
    link = page.locator("#link").input_value()
    photograph(page, f"shares-{width(page)}")
    assert violations(page) == []

    guest = opens(link, PHONE, dark=True)
    guest.click("#play")
    expect(guest.locator("#caption")).to_contain_text("How can I help you?")
    expect(guest.locator(".timeline li.caller .words")).to_have_text(
        "I would like to <b>make</b> an appointment"
    )
    photograph(guest, "shared-390")
    assert violations(guest) == []
    assert not overflows(guest)

    clinic.app.extensions["ivr"].clock = lambda: time.time() + 8 * 86400
    assert guest.request.get(link).status == 410


def test_a_link_that_has_ended_says_so_plainly(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/shares", PHONE)
    page.click("text=Make a link")
    link = page.locator("#link").input_value()
    assert violations(page) == []
    assert not overflows(page)
    page.click("text=Revoke")
    expect(page.locator(".links .closed")).to_have_text("revoked")
    closed = page.request.get(link)

    assert closed.status == 410
    page.set_content(closed.text())
    assert "This link has ended" in page.inner_text("h1")
