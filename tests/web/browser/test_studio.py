"""Mrs. Santos records the greeting in her own voice."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound, from_wav, to_floats
from ivr.store import takes as store_takes
from ivr.store.database import writing
from ivr.store.schema import takes

from .conftest import (
    AT_A_DESK_AND_ON_A_TELEPHONE,
    CLINICS_GREETING,
    DESKTOP,
    PHONE,
    Site,
    overflows,
    photograph,
    violations,
    width,
)

pytestmark = pytest.mark.browser

GREETING = Prompt(CLINICS_GREETING, "en")


def greeting(clinic: Site, opens: Callable[..., Page], **window: object) -> Page:
    studio = opens(clinic.url + "/studio", permissions=["microphone"], **window)
    studio.get_by_role("link", name=CLINICS_GREETING, exact=True).click()
    studio.wait_for_url("**/studio/*")  # until its programs are at work
    return studio


def records(page: Page, seconds: float) -> None:
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_function(
        "least => parseFloat(document.getElementById('clock').value) >= least",
        arg=seconds,
        timeout=30_000,
    )
    page.get_by_role("button", name="Stop").click()


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_the_owner_reads_the_greeting_and_callers_hear_it(
    clinic: Site, opens: Callable[..., Page], owners_voice: Path
) -> None:
    page = greeting(clinic, opens)
    spoken = from_wav(owners_voice.read_bytes())
    records(page, spoken.seconds + 1)

    expect(page.locator("#verdict .facts")).to_be_visible()
    assert violations(page) == []
    photograph(page, f"studio-take-{width(page)}")
    library = clinic.app.extensions["ivr"].library
    assert library.playable(GREETING) is None
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#verdict")).to_contain_text("Callers hear your voice now.")
    assert library.find(GREETING).own


def test_a_file_is_judged_and_taken_like_a_recording(
    clinic: Site, opens: Callable[..., Page], owners_voice: Path
) -> None:
    page = greeting(clinic, opens)
    page.locator("#file").set_input_files(owners_voice)

    expect(page.locator("#verdict")).to_contain_text("take")
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#verdict")).to_contain_text("Callers hear your voice now.")
    page.reload()
    expect(page.get_by_text("A person's own recording.")).to_be_visible()
    page.get_by_role("button", name="Go back to the voice").click()
    expect(page.get_by_text("The voice of a machine.")).to_be_visible()
    assert clinic.app.extensions["ivr"].library.playable(GREETING) is None


def test_a_clipped_take_is_not_used(
    clinic: Site, opens: Callable[..., Page], owners_voice: Path, tmp_path: Path
) -> None:
    spoken = from_wav(owners_voice.read_bytes())
    loud = tmp_path / "loud.wav"
    samples = (to_floats(spoken) * 20).clip(-1, 1) * 32767
    loud.write_bytes(Sound(samples.astype("<i2").tobytes(), spoken.rate).wav())
    page = greeting(clinic, opens)
    page.locator("#file").set_input_files(loud)

    expect(page.locator("#verdict")).to_contain_text("The loudest parts are cut off.")
    assert violations(page) == []
    with page.expect_response("**/keep") as answer:
        page.get_by_role("button", name="Use it").click()
    assert answer.value.status == 422
    assert clinic.app.extensions["ivr"].library.playable(GREETING) is None


def test_what_is_cut_away_is_not_sent(
    clinic: Site, opens: Callable[..., Page], owners_voice: Path
) -> None:
    page = greeting(clinic, opens)
    page.locator("#file").set_input_files(owners_voice)
    expect(page.locator("#verdict .facts")).to_be_visible()
    page.locator("#end").fill("200")

    expect(page.locator("#verdict")).to_contain_text("something is missing")


def test_a_caller_s_ears_get_eight_thousand_samples_a_second(
    clinic: Site, opens: Callable[..., Page], owners_voice: Path
) -> None:
    page = greeting(clinic, opens)
    page.locator("#file").set_input_files(owners_voice)
    expect(page.locator("#verdict .facts")).to_be_visible()
    with page.expect_response("**/telephone") as answer:
        page.get_by_role("button", name="Listen as a caller").click()

    assert from_wav(answer.value.body()).rate == 8000


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_teleprompter_can_be_read_by_everybody(
    clinic: Site, opens: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = greeting(clinic, opens, size=size)

    photograph(page, f"studio-prompt-{size[0]}")
    assert violations(page) == []
    assert not overflows(page)


def test_without_a_microphone_the_owner_is_told_what_to_do(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = greeting(clinic, opens)
    refuse = json.dumps("NotAllowedError")
    page.evaluate(
        "name => { navigator.mediaDevices.getUserMedia = async () => {"
        " throw new DOMException('no', name); }; }",
        json.loads(refuse),
    )
    page.get_by_role("button", name="Record", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("The microphone cannot be used.")


def test_a_recording_by_telephone_appears_in_the_studio(
    clinic: Site, opens: Callable[..., Page], owners_voice: Path
) -> None:
    page = greeting(clinic, opens)
    page.get_by_role("button", name="Wait for the call").click()
    expect(page.locator("#waits")).to_contain_text("and press five")
    assert violations(page) == []
    with writing(clinic.app.extensions["ivr"].engine) as conn:
        (take,) = conn.execute(select(takes.c.id)).scalars()
        store_takes.fetched(conn, take, owners_voice.read_bytes())

    expect(page.locator("#verdict .facts")).to_be_visible()
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#verdict")).to_contain_text("Callers hear your voice now.")
