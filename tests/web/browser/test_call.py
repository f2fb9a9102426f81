"""The phone in the browser: an owner calls the draft, and is the agents too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ivr.phone.playing import play
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.phone.transcript import read_transcript
from ivr.script.load import load

from .conftest import (
    AT_A_DESK_AND_ON_A_TELEPHONE,
    DESKTOP,
    PHONE,
    SCRIPTS,
    Site,
    overflows,
    photograph,
    violations,
    width,
)

pytestmark = pytest.mark.browser


def calls(page: Page, when: str = "open") -> None:
    """Dials, at a time when the line is open or closed."""
    if page.locator(f"select[name=when] option[value={when}]").count():
        page.select_option("select[name=when]", when)
    page.click("#setup button")
    expect(page.locator("#now > div")).to_be_attached()


def says(page: Page, words: str) -> None:
    page.fill("#words", words)
    page.press("#words", "Enter")


def hears(page: Page, words: str) -> None:
    expect(page.locator(".timeline li.line", has_text=words).last).to_be_attached()


def holds(page: Page) -> None:
    """Asks for the nurse on duty, whom nobody can find, and agrees to hold."""
    calls(page)
    says(page, "I have a terrible toothache")
    hears(page, "May I put you through to Olivia?")
    says(page, "Yes, please")
    hears(page, "I am ringing Olivia for you now.")
    page.click("text=Fast-forward")
    hears(page, "I am trying Ben for you.")
    page.click("text=Fast-forward")
    hears(page, "Would you like to hold, be called back")
    says(page, "I will hold")
    hears(page, "press two")


README_HEIGHT = 1330  # the README shows so much of this page


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_caller_holds_and_is_called_back(
    clinic: Site, opens: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = opens(clinic.url + "/call", size, dark=size is PHONE)
    holds(page)
    page.click("text=Fast-forward")
    hears(page, "You are still next in line.")
    photograph(page, f"call-holding-{size[0]}")
    if size is DESKTOP:
        photograph(page, "on-hold", README_HEIGHT)
    assert violations(page) == []
    page.click(".key[data-key='2']")
    hears(page, "We look forward to talking with you.")

    expect(page.locator(".outcome")).to_contain_text("Promised: a callback by")
    expect(page.locator("#words")).to_be_disabled()
    photograph(page, f"call-over-{size[0]}")
    assert violations(page) == []
    assert not overflows(page)


def test_the_line_is_heard_and_then_waits_for_the_caller(
    served: Callable[..., Site], opens: Callable[..., Page]
) -> None:
    site = served(voice="hibari")
    page = opens(site.url + "/call")
    with page.expect_response("**/call/voice/*.wav") as spoken:
        calls(page)
    answer = spoken.value

    assert (answer.status, answer.headers["content-type"]) == (200, "audio/wav")
    expect(page.locator("#status")).to_have_text(
        "Your turn: say something or press a key."
    )


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_the_owner_is_the_agent_too(clinic: Site, opens: Callable[..., Page]) -> None:
    page = opens(clinic.url + "/call")
    calls(page)
    says(page, "I would like to make an appointment")
    hears(page, "May I put you through to Maria?")
    page.click(".key[data-key='1']")
    hears(page, "I am ringing Maria for you now.")
    expect(page.locator(".agent.rings .whisper")).to_contain_text(
        "The caller said: I would like to make an appointment"
    )
    photograph(page, f"call-ringing-{width(page)}")
    assert violations(page) == []
    page.get_by_role("button", name="Take the call").click()
    hears(page, "Here is Maria.")
    expect(page.locator("#status")).to_have_text("You are talking with Maria.")
    page.get_by_role("button", name="Ask the caller to hold").click()
    hears(page, "May I put you on hold for about two minutes")
    says(page, "Yes, please")
    hears(page, "Thank you for holding. Maria is looking into this")
    page.get_by_role("button", name="Go back to the caller").click()
    hears(page, "Thank you for waiting. Here is Maria.")
    page.get_by_role("button", name="Hand over to billing").click()
    hears(page, "Priya in billing can help you best")
    says(page, "Yes")
    expect(page.locator(".agent.rings strong")).to_have_text("Priya")
    page.get_by_role("button", name="Take the call").click()
    hears(page, "Here is Priya")
    photograph(page, "call-talking-1280")
    assert violations(page) == []


def test_a_call_is_saved_and_plays_in_the_terminal(
    clinic: Site, opens: Callable[..., Page], tmp_path: Path
) -> None:
    page = opens(clinic.url + "/call")
    holds(page)
    page.click("#hang-up")
    expect(page.locator("#status")).to_have_text("The call is over.")
    with page.expect_download() as kept:
        page.click("text=Save as a transcript")
    file = tmp_path / "call.yaml"
    kept.value.save_as(file)
    transcript = read_transcript(file.read_bytes(), file)

    assert transcript.moves[-1].does == "hangs up"
    play(
        transcript,
        SimulatedCaller(load(SCRIPTS / "dental-clinic.en.yaml"), transcript.at),
    )


def test_what_a_caller_says_is_shown_and_never_run(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/call")
    calls(page)
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> {{ 7*7 }}"
    says(page, hostile)
    hears(page, "for example")

    expect(page.locator(".timeline li.caller .words")).to_have_text(hostile)
    assert page.locator(".timeline img, .timeline script").count() == 0


def test_a_call_is_made_with_the_keyboard_alone(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/call")
    page.focus("#setup button")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("0")

    expect(page.locator(".timeline li.caller .words")).to_have_text("[0]")
