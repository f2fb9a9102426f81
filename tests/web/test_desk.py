"""The desk: who waits and for what, who is there, what is owed."""

from flask.testing import FlaskClient
from lines import Line

from ivr.carrier import Caller
from ivr.store import closures, notes, roster, voicemail
from ivr.store.database import reading, writing
from ivr.store.roster import Presence
from tests.telephony.conftest import (
    JAMES,
    LINE,
    MARIA,
    asks_for_an_appointment,
    waits_in_line,
)

from .pages import csrf


def seen(clinic: Line, desk: FlaskClient) -> str:
    clinic.app.extensions["ivr-errands"].run()
    return " ".join(desk.get("/desk/now").text.split())


def sends(desk: FlaskClient, path: str, **given: str) -> int:
    token = csrf(desk.get("/desk"))
    return desk.post(path, data={"csrf": token, **given}).status_code


def now(clinic: Line) -> int:
    return int(clinic.carrier.clock().timestamp())


def test_a_caller_who_waits_is_shown_with_the_words_and_what_was_said(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    waits_in_line(andrei)

    page = seen(clinic, desk)
    assert "I would like to make an appointment" in page
    assert "the front desk, place 1" in page
    assert "Heard: Thank you for holding. You are next in line." in page
    assert "Next update in about" in page


def test_who_talks_with_whom_is_shown_without_the_number(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=2)
    maria.hears("press one").presses("1").waits(60).hangs_up()
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(10)

    page = seen(clinic, desk)
    assert "Maria with +1…00" in page
    assert "5550100100" not in page
    assert "on the telephone" in page


def test_the_desk_tells_that_the_line_is_closed_early(
    clinic: Line, desk: FlaskClient
) -> None:
    assert "Closed" not in seen(clinic, desk)

    with writing(clinic.engine) as conn:
        closures.close(conn, "santos", now(clinic), now(clinic) + 3600)

    assert "<strong>Closed early</strong> · back 11:00" in seen(clinic, desk)


def test_an_agent_goes_out_and_comes_back_by_the_page(
    clinic: Line, desk: FlaskClient
) -> None:
    assert sends(desk, "/desk/agents", agent="front-desk/0", state="out") == 303
    with reading(clinic.engine) as conn:
        assert roster.away(conn, now(clinic)) == {MARIA: Presence.OUT}

    assert sends(desk, "/desk/agents", agent="front-desk/0", state="in") == 303
    with reading(clinic.engine) as conn:
        assert roster.away(conn, now(clinic)) == {}


def test_a_lunch_ends_after_an_hour(clinic: Line, desk: FlaskClient) -> None:
    sends(desk, "/desk/agents", agent="front-desk/1", state="lunch")

    with reading(clinic.engine) as conn:
        assert roster.away(conn, now(clinic) + 3599) == {JAMES: Presence.BREAK}
        assert roster.away(conn, now(clinic) + 3600) == {}


def test_nobody_unknown_is_put_anywhere(desk: FlaskClient) -> None:
    assert sends(desk, "/desk/agents", agent="front-desk/9", state="out") == 404
    assert sends(desk, "/desk/agents", agent="front-desk/0", state="gone") == 400


def test_a_message_is_heard_and_replied_to(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    waits_in_line(andrei)
    andrei.presses("3").hears("We will record it").waits(1)
    andrei.says("My tooth hurts").presses("#")
    andrei.hears("I have your message").hears("Thank you")
    assert "reply by" in seen(clinic, desk)

    assert sends(desk, "/desk/messages/1", done="heard") == 303
    with reading(clinic.engine) as conn:
        (message,) = voicemail.every(conn)
    assert message.heard_at is not None
    assert sends(desk, "/desk/messages/1", done="replied") == 303
    assert "No message waits for a reply." in seen(clinic, desk)


def test_a_callback_that_is_owed_is_shown_with_its_time(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    andrei.dials(LINE, "+15550100100").hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("by quarter to eleven")

    assert "<strong>by 10:45</strong> +1…00" in seen(clinic, desk)


def test_what_an_agent_notes_is_there_for_the_next(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    waits_in_line(andrei)
    sid = andrei.leg.sid
    words = "Prefers <Tuesday>"

    assert sends(desk, f"/desk/calls/{sid}/notes", words=words) == 303

    page = desk.get(f"/desk/calls/{sid}").text
    assert "Prefers &lt;Tuesday&gt;" in page
    with reading(clinic.engine) as conn:
        (note,) = notes.of_call(conn, sid)
    assert note.author == "this machine"
    assert "Notes (1)" in seen(clinic, desk)


def test_the_page_of_a_call_tells_what_happened(
    clinic: Line, andrei: Caller, desk: FlaskClient
) -> None:
    waits_in_line(andrei)
    seen(clinic, desk)

    page = desk.get(f"/desk/calls/{andrei.leg.sid}").text
    assert "We asked before the hold." in page
    assert "The caller agreed to hold." in page


def test_a_call_that_nobody_knows_is_not_found(desk: FlaskClient) -> None:
    assert desk.get("/desk/calls/CA9").status_code == 404


def test_the_card_speaks_the_language_of_the_call(desk: FlaskClient) -> None:
    page = desk.get("/desk/card?agent=front-desk/1&language=en").text

    assert "James" in page
    assert 'lang="en"' in page


def test_the_page_that_changes_is_what_a_switch_answers_with(
    desk: FlaskClient,
) -> None:
    token = csrf(desk.get("/desk"))
    given = {"csrf": token, "agent": "front-desk/0", "state": "out"}
    answer = desk.post("/desk/agents", data=given, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "out" in answer.text
    assert "<html" not in answer.text
