"""A webhook that comes again gets the same answer, and nothing happens twice."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from lines import Line

from ivr.carrier import Caller
from ivr.store import promises
from ivr.store.database import reading

from .conftest import (
    ANDREI,
    JAMES,
    LINE,
    MARIA,
    asks_for_an_appointment,
    open_clinic,
    waits_in_line,
)
from .posting import Twilio, gather_action, heard, tree
from .repeating import ask, kept, repeat

LATER = (1, 3600, 30 * 86400)  # seconds after the call
Story = Callable[[Line, Caller], None]


def books_a_callback(clinic: Line, andrei: Caller) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("It is arranged")
    clinic.carrier.finishes()


def is_called_back(clinic: Line, andrei: Caller) -> None:
    books_a_callback(clinic, andrei)
    maria = clinic.agent(MARIA, "Maria").answers(after=4)
    maria.hears("callback").presses("1").waits(60).hangs_up()
    andrei.answers(after=6).hears("calling you back as promised").presses("1")
    clinic.works(minutes=50)
    clinic.carrier.finishes()


def takes_the_callback_while_holding(clinic: Line, andrei: Caller) -> None:
    waits_in_line(andrei)
    andrei.waits(70).presses("2").hears("call you back by")
    clinic.carrier.finishes()


def leaves_a_message(clinic: Line, andrei: Caller) -> None:
    waits_in_line(andrei)
    andrei.presses("3").hears("We will record it").waits(1)
    andrei.says("This is Andrei Popov, my tooth hurts").presses("#")
    andrei.hears("I have your message")
    clinic.carrier.finishes()


def talks_with_the_agent(clinic: Line, andrei: Caller) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    asks_for_an_appointment(andrei)
    andrei.waits(60)
    clinic.carrier.finishes()


def is_declined_and_holds(clinic: Line, andrei: Caller) -> None:
    clinic.agent(MARIA, "Maria").answers(after=3).hears("press one").presses("2")
    clinic.agent(JAMES, "James").is_a_machine()
    waits_in_line(andrei)
    andrei.waits(200).hangs_up()
    clinic.carrier.finishes()


def gets_the_agent_who_becomes_free(clinic: Line, andrei: Caller) -> None:
    waits_in_line(andrei)
    james = clinic.agent(JAMES, "James").then().answers(after=4)
    james.hears("press one").presses("1").waits(30).hangs_up()
    andrei.hears("Here is James").waits(60)
    clinic.carrier.finishes()


STORIES = pytest.mark.parametrize(
    "story",
    [
        books_a_callback,
        is_called_back,
        takes_the_callback_while_holding,
        leaves_a_message,
        talks_with_the_agent,
        is_declined_and_holds,
        gets_the_agent_who_becomes_free,
    ],
)


def tell(folder: Path, story: Story, times: tuple[int, ...]) -> Line:
    folder.mkdir()
    clinic = open_clinic(folder)
    clinic.app.extensions["repeater"] = repeat(clinic, times)
    story(clinic, clinic.carrier.call(name="Andrei"))
    return clinic


@STORIES
def test_a_call_whose_webhooks_come_up_to_three_times_is_the_same_call(
    tmp_path: Path, story: Story
) -> None:
    once = tell(tmp_path / "once", story, (1,))
    often = tell(tmp_path / "often", story, (1, 2, 3))

    assert kept(often) == kept(once)
    assert str(often.carrier.trace) == str(once.carrier.trace)
    once.engine.dispose()
    often.engine.dispose()


@STORIES
def test_what_comes_again_after_the_call_changes_nothing(
    tmp_path: Path, story: Story
) -> None:
    clinic = tell(tmp_path / "once", story, (1,))
    delivered = clinic.app.extensions["repeater"].delivered
    before = kept(clinic)

    for later in LATER:
        clinic.carrier.waits(later)
        for webhook in delivered:
            status, _, answer = ask(clinic.app, webhook.environ, webhook.body)
            assert status == webhook.status
            if webhook.path in ("/voice", "/voice/turn"):
                assert b"Thank you for calling" in answer
                assert b"<Gather" not in answer
                assert b"<Hangup" in answer

    assert kept(clinic) == before
    clinic.engine.dispose()


def test_what_comes_twice_at_the_same_time_is_promised_once(clinic: Line) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "could somebody call me back")
    action = gather_action(question)
    answers: list[bytes] = []
    ready = threading.Barrier(8)

    def accepts() -> None:
        ready.wait()
        answers.append(twilio.posts(action, SpeechResult="yes please").data)

    threads = [threading.Thread(target=accepts) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(clinic.engine) as conn:
        assert len(list(promises.open_(conn))) == 1
    assert len(set(answers)) == 1
    assert b"It is arranged" in answers[0]


def test_another_answer_to_a_question_that_was_answered_hears_where_we_are(
    clinic: Line,
) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "could somebody call me back")
    first = twilio.says(question, "yes please")

    second = twilio.says(question, "no thank you")

    assert "It is arranged" in heard(first)
    assert heard(second) == heard(first)
    with reading(clinic.engine) as conn:
        assert len(list(promises.open_(conn))) == 1


@pytest.mark.parametrize("token", ["", "forged", "A" * 3000, "%D0%9F", "%00", "."])
def test_a_forged_token_in_mid_flow_is_a_fresh_and_polite_start(
    clinic: Line, token: str
) -> None:
    twilio = Twilio(clinic.app)
    before = kept(clinic)

    answer = twilio.posts(f"/voice/turn?t={token}", Digits="1")

    assert "I'm sorry, I lost track of where we were" in heard(answer)
    assert tree(answer).find("Gather") is not None
    assert kept(clinic) == before


def test_another_calls_token_is_a_fresh_and_polite_start(clinic: Line) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "could somebody call me back")
    stranger = Twilio(clinic.app, "CA" + "b" * 32)

    answer = stranger.says(question, "yes please")

    assert "I'm sorry, I lost track of where we were" in heard(answer)
    with reading(clinic.engine) as conn:
        assert list(promises.open_(conn)) == []


def test_a_call_that_the_store_never_saw_goes_on_with_what_its_token_knows(
    clinic: Line,
) -> None:
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "I would like to make an appointment")
    with clinic.engine.begin() as conn:
        conn.exec_driver_sql("DELETE FROM calls")

    assert "ringing Maria" in heard(twilio.says(question, "yes please"))
