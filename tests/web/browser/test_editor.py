"""The editor in a real browser: what the owner writes is judged, saved, never lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from ivr.store import drafts
from ivr.store.database import reading
from ivr.telephony.switchboard import Switchboard
from ivr.web.draft import current, save

from .conftest import (
    AT_A_DESK_AND_ON_A_TELEPHONE,
    DESKTOP,
    PHONE,
    Site,
    overflows,
    photograph,
    violations,
)

pytestmark = pytest.mark.browser

Opens = Callable[..., Page]
RUDE = "Thank you for calling {company}."


def board(site: Site) -> Switchboard:
    found: Switchboard = site.app.extensions["ivr"]
    return found


def kept(site: Site) -> str:
    """The draft as the store has it."""
    with reading(board(site).engine) as conn:
        found = drafts.newest(conn)
    return found.script if found else ""


def settled(page: Page) -> None:
    """Waits until everything that was typed is saved."""
    expect(page.locator("#saved")).to_have_class("saved")


def section(page: Page, name: str) -> None:
    """Opens a section of the form."""
    summary = page.locator(f"#{name} > summary")
    if page.locator(f"#{name}").get_attribute("open") is None:
        summary.click()


def greeting(page: Page) -> Locator:
    section(page, "s-greetings")
    return page.locator("#f-greetings-line-en")


@pytest.fixture
def page(clinic: Site, opens: Opens) -> Page:
    """The owner at the editor of Northside Dental."""
    return opens(clinic.url + "/script")


@AT_A_DESK_AND_ON_A_TELEPHONE
def test_a_finding_is_marked_and_fixed_by_its_suggestion(
    clinic: Site, page: Page
) -> None:
    greeting(page).fill(RUDE)
    field = page.locator(".said", has=page.locator("#f-greetings-line-en"))

    expect(field.locator(".marks mark.error")).to_have_text(RUDE)
    expect(field.locator(".finding")).to_contain_text("does not ask")
    field.get_by_role("button", name="Use this").first.click()

    expect(field.locator(".finding")).to_have_count(0)
    expect(greeting(page)).to_have_value(re.compile(r"^Thank you for .*company}.*\?$"))
    settled(page)
    assert "{company}. How can I help you?" in kept(clinic)


def test_a_finding_is_explained_by_its_manual_page(page: Page) -> None:
    greeting(page).fill(RUDE)
    page.get_by_role("button", name="Why? question-missing").click()

    manual = page.locator("#manual")
    expect(manual).to_be_visible()
    expect(manual).to_contain_text("GRT")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(manual).to_be_hidden()


def test_the_yaml_keeps_its_comments_and_follows_the_form(
    clinic: Site, page: Page
) -> None:
    before = page.locator("#text").input_value()
    page.locator("#f-company-en").fill("Southside Dental")
    settled(page)

    after = page.locator("#text").input_value()
    assert after == before.replace("Northside Dental", "Southside Dental")
    assert kept(clinic) == after


def test_the_form_follows_the_yaml(page: Page) -> None:
    sheet = page.locator("#text")
    sheet.fill(sheet.input_value().replace("Northside Dental", "Westside Dental"))

    expect(page.locator("#f-company-en")).to_have_value("Westside Dental")


def test_broken_yaml_is_kept_and_its_place_is_shown(clinic: Site, page: Page) -> None:
    broken = page.locator("#text").input_value().replace("key: 1", "key: [1")
    page.locator("#text").fill(broken)
    settled(page)
    place = page.locator("#faults button").first
    place.click()

    expect(page.locator(".unreadable")).to_be_visible()
    assert kept(clinic) == broken
    before = page.evaluate(
        "document.activeElement.value.slice(0, document.activeElement.selectionStart)"
    )
    assert f"Line {before.count(chr(10)) + 1}:" in place.inner_text()
    assert violations(page) == []


def test_the_form_is_back_when_the_yaml_is_mended(page: Page) -> None:
    sound = page.locator("#text").input_value()
    page.locator("#text").fill(sound.replace("key: 1", "key: [1"))
    expect(page.locator(".unreadable")).to_be_visible()
    page.locator("#text").fill(sound)

    expect(page.locator(".unreadable")).to_be_hidden()
    page.locator("#f-company-en").fill("Eastside Dental")
    settled(page)
    assert "company: Eastside Dental" in page.locator("#text").input_value()


def test_what_is_wrong_is_told_at_its_field(page: Page) -> None:
    page.locator("#f-country").fill("USA")
    settled(page)

    expect(page.locator("#f-country-told")).to_contain_text("country")
    expect(page.locator("#f-country")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#s-line > summary")).to_contain_text("1 to look at")


def test_changes_are_undone_and_redone(page: Page) -> None:
    company = page.locator("#f-company-en")
    company.fill("Southside Dental")
    settled(page)
    page.get_by_role("button", name="Undo").click()
    expect(company).to_have_value("Northside Dental")
    page.get_by_role("button", name="Redo").click()

    expect(company).to_have_value("Southside Dental")


def test_an_earlier_version_is_brought_back(clinic: Site, page: Page) -> None:
    page.locator("#f-company-en").fill("Southside Dental")
    settled(page)
    page.get_by_role("button", name="History").click()
    expect(page.locator("#earlier li")).to_have_count(2)
    assert violations(page) == []
    page.get_by_role("button", name="Bring back").click()

    expect(page.locator("#f-company-en")).to_have_value("Northside Dental")
    settled(page)
    assert "company: Northside Dental" in kept(clinic)


def test_an_unsaved_text_survives_a_reload(clinic: Site, page: Page) -> None:
    page.route("**/script/save", lambda route: route.abort())
    page.locator("#f-company-en").fill("Southside Dental")
    expect(page.locator("#saved")).to_contain_text("no connection")
    page.reload()
    expect(page.locator("#notices")).to_contain_text("brought back")
    page.unroute("**/script/save")
    expect(page.locator("#f-company-en")).to_have_value("Southside Dental")
    settled(page)
    assert "company: Southside Dental" in kept(clinic)


def test_an_unsaved_text_survives_a_logout(clinic: Site, page: Page) -> None:
    def out(route: Route) -> None:
        route.fulfill(status=401, body="You are not logged in.")

    page.route("**/script/save", out)
    page.locator("#f-company-en").fill("Southside Dental")
    expect(page.locator("#saved")).to_contain_text("logged out")
    page.unroute("**/script/save", out)
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    settled(page)
    assert "company: Southside Dental" in kept(clinic)


def test_two_people_who_change_two_fields_both_keep_theirs(
    clinic: Site, page: Page
) -> None:
    text = page.locator("#text").input_value()
    save(board(clinic), text.replace("key: 3", "key: 5"), "helen", 0)
    page.locator("#f-company-en").fill("Southside Dental")

    expect(page.locator("#notices")).to_contain_text("both changes are kept")
    settled(page)
    assert "company: Southside Dental" in kept(clinic)
    assert "key: 5" in kept(clinic)


@pytest.mark.parametrize(
    ("button", "company"),
    [("Keep all of mine", "Southside"), ("Take all of theirs", "Westside")],
)
def test_two_people_who_change_the_same_field_choose(
    clinic: Site, page: Page, button: str, company: str
) -> None:
    text = page.locator("#text").input_value()
    save(board(clinic), text.replace("Northside", "Westside"), "helen", 0)
    page.locator("#f-company-en").fill("Southside Dental")

    clash = page.locator("#clash")
    expect(clash).to_contain_text("helen")
    expect(clash).to_contain_text("Westside Dental")
    assert violations(page) == []
    photograph(page, f"clash-{company}")
    clash.get_by_role("button", name=button).click()

    expect(page.locator("#f-company-en")).to_have_value(f"{company} Dental")
    settled(page)
    assert f"company: {company} Dental" in kept(clinic)


def test_two_people_merge_field_by_field(clinic: Site, page: Page) -> None:
    text = page.locator("#text").input_value()
    theirs = text.replace("Northside", "Westside").replace("key: 3", "key: 5")
    save(board(clinic), theirs, "helen", 0)
    page.locator("#f-company-en").fill("Southside Dental")
    clash = page.locator("#clash")
    clash.get_by_label("Mine").check()
    clash.get_by_role("button", name="Save as chosen").click()

    settled(page)
    assert "company: Southside Dental" in kept(clinic)
    assert "key: 5" in kept(clinic)


def test_what_was_not_chosen_stays_in_the_history(clinic: Site, page: Page) -> None:
    text = page.locator("#text").input_value()
    save(board(clinic), text.replace("Northside", "Westside"), "helen", 0)
    page.locator("#f-company-en").fill("Southside Dental")
    page.locator("#clash").get_by_role("button", name="Take all of theirs").click()
    settled(page)

    with reading(board(clinic).engine) as conn:
        told = [each.script for each in drafts.history(conn)]
    assert any("company: Southside Dental" in script for script in told)


def test_people_and_departments_come_move_and_go(clinic: Site, page: Page) -> None:
    section(page, "s-departments")
    page.locator("#new-department").fill("Orthodontics")
    page.locator("#new-department").press("Enter")
    expect(page.locator("#f-departments-orthodontics")).to_be_visible()
    page.get_by_role("button", name="Add a person: Orthodontics").click()
    page.locator("#f-departments-orthodontics-agents-0-name-en").fill("Kari")
    page.locator("#f-departments-orthodontics-agents-0-phone").fill("+1 503 555 0177")
    page.get_by_role("button", name="Move up: Orthodontics").click()
    settled(page)
    page.locator("#f-departments-billing > summary").click()
    page.get_by_role("button", name="Remove the department: billing").click()
    settled(page)

    script = kept(clinic)
    assert re.search(r"name: Kari\n\s+phone: \+1 503 555 0177", script)
    assert script.index("orthodontics:") < script.index("urgent-care:")
    assert "  billing:" not in script
    expect(page.locator("#faults")).to_contain_text("billing")


def test_hours_are_written_day_by_day(clinic: Site, page: Page) -> None:
    section(page, "s-hours")
    page.locator("#f-hours-saturday").fill("10:00-12:00")
    settled(page)

    assert "  friday: 08:00-14:00\n  saturday: 10:00-12:00\n" in kept(clinic)


HOSTILE = "\"><img src=x onerror=alert(1)></textarea><script>alert(2)</script>{{7*7}}'"


def test_hostile_names_are_only_text(clinic: Site, opens: Opens) -> None:
    text = published_text(clinic)
    quoted = '"' + HOSTILE.replace('"', '\\"') + '"'
    hostile = text.replace("company: Northside Dental", f"company: {quoted}")
    hostile = hostile.replace("name: billing", f"name: {quoted}")
    save(board(clinic), hostile, HOSTILE[:40], 0)
    page = opens(clinic.url + "/script")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    expect(page.locator("html")).to_have_attribute("data-judged", "2")
    page.locator("#history").click()

    expect(page.locator("#earlier")).to_be_visible()
    expect(page.locator("#f-company-en")).to_have_value(HOSTILE)
    assert page.locator("img").count() == 0
    assert page.locator("main script").count() == 0
    assert dialogs == []


def published_text(site: Site) -> str:
    found = current(board(site))
    assert found is not None
    return found.script


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("script", "locale"),
    [
        ("hotel.en-fil.yaml", "fil"),
        ("pharmacy.ru.yaml", "ru"),
        ("law-office.en-nb.yaml", "nb"),
    ],
)
def test_every_language_can_be_written_and_read(
    served: Callable[..., Site],
    opens: Opens,
    script: str,
    locale: str,
    size: tuple[int, int],
) -> None:
    page = opens(served(script).url + "/script", size, locale=locale)
    expect(page.locator("html")).to_have_attribute("data-judged", "0")
    for each in page.locator("details").all():
        each.evaluate("each => { each.open = true; }")

    assert violations(page) == []
    assert not overflows(page)
    photograph(page, f"script-{locale}-{size[0]}")


def test_a_text_that_a_language_lacks_is_marked(
    served: Callable[..., Site], opens: Opens
) -> None:
    site = served("hotel.en-fil.yaml")
    page = opens(site.url + "/script")
    page.locator("#f-address-fil").fill("")
    settled(page)

    expect(page.locator("#faults")).to_contain_text("has no text in fil")
