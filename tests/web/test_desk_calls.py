"""Buttons on the desk: an agent acts on their own call, a manager on every call."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lines import Line

from ivr.carrier import Caller, Person
from ivr.promises.overview import outstanding
from ivr.store import accounts, call_log, roster
from ivr.store.accounts import Role
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing
from ivr.store.roster import Presence
from ivr.telephony.report import days
from tests.telephony.conftest import (
    JAMES,
    LINE,
    MARIA,
    asks_for_an_appointment,
    waits_in_line,
)

from .conftest import OUTSIDE
from .pages import csrf

Browses = Callable[[str], FlaskClient]


@pytest.fixture
def at_the_desk(clinic: Line) -> Browses:
    """A browser outside, in which an agent, a viewer or a manager is logged in."""
    now = clinic.app.extensions["ivr"].now()
    with writing(clinic.engine) as conn:
        for name, role, phone in (
            ("maria", Role.AGENT, MARIA),
            ("james", Role.AGENT, JAMES),
            ("temp", Role.AGENT, None),
            ("reyes", Role.VIEWER, None),
            ("santos", Role.MANAGER, None),
        ):
            accounts.add(conn, name, role, "", now, phone)

    def browses(name: str) -> FlaskClient:
        client = clinic.app.test_client()
        client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
        with client.session_transaction(base_url=OUTSIDE) as session:
            session.update(account=name, at=now, seen=now)
        return client

    return browses


def seen(clinic: Line, browser: FlaskClient) -> str:
    clinic.app.extensions["ivr-errands"].run()
    return " ".join(browser.get("/desk/now", base_url=OUTSIDE).text.split())


def presses(clinic: Line, browser: FlaskClient, path: str, **given: str) -> str:
    """Sends a form; what the desk then says, or the refusal's number."""
    token = csrf(browser.get("/login", base_url=OUTSIDE))
    answer = browser.post(
        path,
        data={"csrf": token, **given},
        base_url=OUTSIDE,
        headers={"HX-Request": "true"},
    )
    clinic.app.extensions["ivr-errands"].run()
    if answer.status_code != 200:
        return str(answer.status_code)
    return answer.text.partition("</div>")[0].rpartition('">')[2].partition("<")[0]


def sid(andrei: Caller) -> str:
    assert andrei.leg
    return andrei.leg.sid


def talks(clinic: Line, andrei: Caller) -> Person:
    maria = clinic.agent(MARIA, "Maria").answers(after=3)
    maria.hears("press one").presses("1")
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(20)
    return maria


def test_an_agent_has_a_waiting_caller_put_through(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    waits_in_line(andrei)
    browser = at_the_desk("james")
    james = clinic.agent(JAMES, "James").then().answers(after=2)
    james.hears("press one").presses("1")

    assert "Put through to me" in seen(clinic, browser)
    path = f"/desk/calls/{sid(andrei)}/take"
    assert presses(clinic, browser, path, agent="front-desk/1") == "Done."
    andrei.hears("Here is James")


def test_nobody_rings_a_colleagues_telephone(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    waits_in_line(andrei)
    path = f"/desk/calls/{sid(andrei)}/take"

    james, manager = at_the_desk("james"), at_the_desk("santos")
    assert presses(clinic, james, path, agent="front-desk/0") == "403"
    assert "Put through to Maria" in seen(clinic, manager)
    assert presses(clinic, manager, path, agent="front-desk/0") == "Done."


def test_an_agent_asks_to_hold_and_comes_back_by_the_page(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    maria = talks(clinic, andrei)
    browser, path = at_the_desk("maria"), f"/desk/calls/{sid(andrei)}"

    assert presses(clinic, browser, f"{path}/hold") == "Done."
    andrei.hears("May I put you on hold").says("yes").hears("Thank you for holding")
    maria.hears("The caller is holding")
    page = seen(clinic, browser)
    assert "On hold for" in page
    assert "Back to the caller" in page
    assert presses(clinic, browser, f"{path}/back") == "Done."
    andrei.hears("Here is Maria")


def test_an_agent_hands_over_to_a_colleague_by_name(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    talks(clinic, andrei)
    browser, path = at_the_desk("maria"), f"/desk/calls/{sid(andrei)}/over"

    page = seen(clinic, browser)
    for offered in ("James, the front desk", "urgent care", "Helen Park (manager)"):
        assert offered in page
    assert "Maria, the front desk" not in page
    assert presses(clinic, browser, path, to="urgent-care/1") == "Done."
    andrei.hears("Maria says that Ben in urgent care can help you")
    assert presses(clinic, browser, path, to="nowhere") == "404"


def test_a_callback_is_suggested_and_promised_after_a_yes(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    talks(clinic, andrei)
    browser = at_the_desk("maria")

    presses(clinic, browser, f"/desk/calls/{sid(andrei)}/callback")
    andrei.hears("Maria can call you back by").says("yes").hears("Thank you")
    assert "Call back now" in seen(clinic, browser)


def test_a_colleague_neither_sees_nor_moves_a_call(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    talks(clinic, andrei)
    james, path = at_the_desk("james"), f"/desk/calls/{sid(andrei)}"

    assert "You are not on a call." in seen(clinic, james)
    assert james.get(path, base_url=OUTSIDE).status_code == 404
    said = presses(clinic, james, f"{path}/hold")
    assert said == "The call has moved on: somebody else is with this caller now."


def test_whoever_talked_with_the_caller_may_read_the_call_later(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    maria = talks(clinic, andrei)
    call_sid = sid(andrei)
    maria.hangs_up()
    andrei.hears("Thank you for calling").waits(8)
    path = f"/desk/calls/{call_sid}"

    statuses = [
        at_the_desk(name).get(path, base_url=OUTSIDE).status_code
        for name in ("maria", "james", "santos")
    ]
    assert statuses == [200, 404, 200]


def test_a_call_that_has_ended_says_so_kindly(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    talks(clinic, andrei)
    path = f"/desk/calls/{sid(andrei)}/hold"
    andrei.hangs_up()
    clinic.carrier.waits(2)

    said = presses(clinic, at_the_desk("maria"), path)
    assert said == "The caller has hung up meanwhile."


def test_an_account_without_an_agent_looks_and_is_told_why(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    waits_in_line(andrei)
    browser = at_the_desk("temp")

    page = browser.get("/desk", base_url=OUTSIDE).text
    assert "ivr account tie temp --agent NAME" in page
    assert "Put through" not in page


def test_a_viewer_sees_the_calls_and_no_button(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    talks(clinic, andrei)
    viewer = at_the_desk("reyes")

    page = seen(clinic, viewer)
    assert "Maria with +1…00" in page
    assert "<button" not in page


def test_an_agent_goes_on_a_break_and_sends_nobody_else_on_one(
    clinic: Line, at_the_desk: Browses
) -> None:
    browser = at_the_desk("maria")
    own = {"agent": "front-desk/0", "state": "break-10"}
    other = {"agent": "front-desk/1", "state": "out"}

    assert presses(clinic, browser, "/desk/agents", **other) == "403"
    presses(clinic, browser, "/desk/agents", **own)
    with reading(clinic.engine) as conn:
        away = roster.away(conn, clinic.app.extensions["ivr"].now())
    assert away == {MARIA: Presence.BREAK}


def promised(clinic: Line, andrei: Caller) -> None:
    andrei.dials(LINE, "+15550100100").hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("by quarter to eleven").waits(10)


def test_a_promised_callback_is_taken_over_before_its_time(
    clinic: Line, andrei: Caller, at_the_desk: Browses
) -> None:
    promised(clinic, andrei)
    james = clinic.agent(JAMES, "James").answers(after=2)
    james.hears("We promised a callback").presses("1")
    clinic.agent("+15550100100", "Andrei at home").answers(after=3)
    browser = at_the_desk("james")

    given = {"done": "call", "agent": "front-desk/1"}
    assert presses(clinic, browser, "/desk/promises/1", **given) == "Done."
    assert "James is calling back now." in seen(clinic, browser)
    clinic.carrier.waits(25)
    assert james.rings == 1
    again = presses(clinic, browser, "/desk/promises/1", **given)
    assert again == "A telephone is already ringing for this."


@pytest.mark.parametrize("done", ["kept", "cancelled"])
def test_a_callback_made_by_hand_or_no_longer_wanted_is_closed(
    clinic: Line, andrei: Caller, at_the_desk: Browses, done: str
) -> None:
    promised(clinic, andrei)
    browser = at_the_desk("maria")

    assert presses(clinic, browser, "/desk/promises/1", done=done) == "Done."
    with reading(clinic.engine) as conn:
        assert outstanding(conn) == []
    said = presses(clinic, browser, "/desk/promises/1", done=done)
    assert said == "This promise has been kept already, or is no longer wanted."


def test_a_button_pressed_while_the_database_is_locked_asks_to_try_again(
    clinic: Line, andrei: Caller, desk: FlaskClient, tmp_path: Path
) -> None:
    talks(clinic, andrei)
    token = csrf(desk.get("/desk"))
    other = sqlite3.connect(tmp_path / "ivr.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    path = f"/desk/calls/{sid(andrei)}/hold"
    asks = {"HX-Request": "true"}
    answer = desk.post(path, data={"csrf": token}, headers=asks)
    other.execute("ROLLBACK")
    other.close()

    assert answer.status_code == 200
    assert "This could not be written down just now." in answer.text
    assert "Ask to hold" in answer.text


def test_without_the_database_the_desk_says_that_it_tries_again(
    clinic: Line, desk: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / "ivr.db"
    file.rename(tmp_path / "away.db")
    part = desk.get("/desk/now", headers={"HX-Request": "true"})
    page = desk.get("/desk")
    (tmp_path / "away.db").rename(file)

    assert (part.status_code, page.status_code) == (503, 503)
    assert "Calls go on; this page tries again." in part.text
    assert "<html" not in part.text
    assert "<html" in page.text


def test_the_desk_speaks_the_readers_language(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    talks(clinic, andrei)
    asks = {"Accept-Language": "nb"}

    assert "Spør om å vente" in desk.get("/desk/now", headers=asks).text


def test_what_callers_answered_is_on_the_desk_and_in_the_report(
    clinic: Line, desk: FlaskClient
) -> None:
    board = clinic.app.extensions["ivr"]
    at = board.now() * 1000
    with writing(clinic.engine) as conn:
        for number, helped in enumerate((True, True, False)):
            entry = Entry(
                f"f{number}", f"CA{number}", at, "feedback", "", {"helped": helped}
            )
            call_log.add(conn, [entry])

    page = " ".join(desk.get("/desk/now").text.split())
    assert (
        "In the last week 2 of 3 callers who were asked said that we could help."
        in page
    )
    assert "/desk/calls/CA2" in page
    with reading(clinic.engine) as conn:
        (today,) = days(conn, board.live_line().calendar.timezone, board.now(), 1)
    assert (today.helped, today.not_helped) == (2, 1)
