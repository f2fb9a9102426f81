"""The desk in a browser: on a screen and on a telephone, by day and by night."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ivr.flow.actions import PromiseKind
from ivr.flow.call import Call
from ivr.promises import ledger
from ivr.promises.times import find_time
from ivr.store import call_log, calls, notes, rings, waiting
from ivr.store.call_log import Entry
from ivr.store.database import promising
from ivr.telephony.line import at

from .conftest import (
    AT_A_DESK_OR_ON_A_TELEPHONE,
    DESKTOP,
    PHONE,
    Site,
    obstacles,
    overflows,
    photograph,
    violations,
)

pytestmark = pytest.mark.browser

TALKING, WAITING, LEG = "CA" + "1" * 32, "CA" + "2" * 32, "CA" + "9" * 32
HEARD = "Thank you for holding. You are next in line."


@pytest.fixture
def busy(clinic: Site) -> Site:
    """Maria talks with one caller, another waits, and a callback is promised."""
    board = clinic.app.extensions["ivr"]
    now, line = board.now(), board.live_line()
    with promising(board.engine) as conn:
        for sid, call, ago in (
            (TALKING, Call("talking", "en", "front-desk", 0), 80),
            (WAITING, Call("holding", "en", "front-desk", place=1, waited=90), 140),
        ):
            calls.save(
                conn,
                sid,
                version=line.version,
                call=call,
                turn=1,
                number="+15550100100",
                line="+12135550100",
                now=now - ago,
            )
        calls.note(conn, TALKING, "I would like to move my appointment to Tuesday")
        calls.note(conn, WAITING, "my crown has come off")
        calls.join(conn, TALKING, "front-desk/0", LEG)
        rings.begin(conn, "ring", "front-desk/0", now - 70, call_sid=TALKING)
        rings.placed(conn, "ring", LEG)
        rings.settle(conn, "ring", rings.RingState.ACCEPTED)
        waiting.line_up(conn, WAITING, "front-desk", (now - 140) * 1000)
        notes.add(conn, TALKING, "james", "Prefers mornings", now)
        update = Entry("u", WAITING, (now - 9) * 1000, "update", "front-desk")
        answered = Entry("f", "CA3", (now - 99) * 1000, "feedback")
        call_log.add(
            conn,
            [
                Entry(**{**vars(update), "detail": {"said": HEARD}}),
                Entry(**{**vars(answered), "detail": {"helped": False}}),
            ],
        )
        kind, where = PromiseKind.CALLBACK, "billing"
        due = find_time(conn, line.script, kind, where, at(now))
        assert due
        ledger.commit(
            conn,
            line.script,
            key=f"{TALKING}:1",
            kind=kind,
            department=where,
            agent="",
            number="+15550100123",
            line="+12135550100",
            need="a question about my bill",
            language="en",
            version=line.version,
            due=int(due.timestamp()),
            now=now,
        )
    return clinic


@AT_A_DESK_OR_ON_A_TELEPHONE
def test_a_busy_desk_can_be_read_and_used_by_everybody(
    busy: Site, opens: Callable[..., Page]
) -> None:
    page = opens(busy.url + "/desk")

    assert obstacles(page, "desk-busy") == []
    page.get_by_role("button", name="Hand over…").click()
    expect(page.get_by_role("button", name="James, the front desk")).to_be_visible()
    assert obstacles(page, "desk-over") == []


@pytest.mark.parametrize("locale", ["fil", "ru", "nb"])
def test_the_desk_fits_a_telephone_in_every_language(
    busy: Site, opens: Callable[..., Page], locale: str
) -> None:
    page = opens(busy.url + "/desk", PHONE, locale=locale)

    photograph(page, f"desk-busy-{PHONE[0]}-{locale}")
    assert page.locator("html").get_attribute("lang") == locale
    assert violations(page) == []
    assert not overflows(page)


def test_the_desk_renews_itself_and_says_what_became_of_a_button(
    busy: Site, opens: Callable[..., Page]
) -> None:
    page = opens(busy.url + "/desk", PHONE)
    page.get_by_role("button", name="Ask to hold").click()

    expect(page.get_by_role("status")).to_have_text("Done.")
    talking = page.locator(f"#t-{TALKING}")
    expect(talking).to_contain_text("The caller is being asked.")
    with page.expect_response(re.compile("/desk/now")):
        pass
    expect(page.get_by_role("status")).to_have_text("Done.")
    board = busy.app.extensions["ivr"]
    with promising(board.engine) as conn:
        calls.end(conn, TALKING, board.now())
    expect(page.get_by_text("Nobody is talking.")).to_be_visible()


def test_the_choice_of_a_colleague_stays_open_while_the_desk_renews_itself(
    busy: Site, opens: Callable[..., Page]
) -> None:
    page = opens(busy.url + "/desk", DESKTOP)
    page.get_by_role("button", name="Hand over…").click()
    with page.expect_response(re.compile("/desk/now")):
        pass

    choice = page.get_by_role("button", name="Priya, billing")
    expect(choice).to_be_visible()
    choice.click()
    expect(page.get_by_role("status")).to_have_text("Done.")
    expect(page.locator(f"#t-{TALKING}")).to_contain_text("being asked")


def test_the_desk_works_without_javascript(
    busy: Site, opens: Callable[..., Page]
) -> None:
    page = opens(busy.url + "/desk", PHONE, java_script_enabled=False)
    page.get_by_role("button", name="Put through to James").click()

    expect(page.get_by_role("status")).to_have_text("Done.")
    with promising(busy.app.extensions["ivr"].engine) as conn:
        rung = [ring.agent for ring in rings.of_call(conn, WAITING)]
    assert rung == ["front-desk/1"]  # James


def test_a_call_with_its_notes_can_be_read_on_a_telephone(
    busy: Site, opens: Callable[..., Page]
) -> None:
    page = opens(f"{busy.url}/desk/calls/{TALKING}", PHONE)

    assert "Prefers mornings" in page.content()
    assert obstacles(page, "desk-call") == []
