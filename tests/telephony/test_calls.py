"""Whole calls over the webhooks, with agents who answer, decline, and leave."""

from ivr.carrier import Caller
from ivr.promises import ledger
from ivr.store import calls, promises, voicemail, waiting
from ivr.store.database import reading

from .conftest import (
    ANDREI,
    JAMES,
    LINE,
    MARIA,
    Clinic,
    asks_for_an_appointment,
    waits_in_line,
)


def test_the_agent_hears_the_need_and_takes_the_call_with_a_key(
    clinic: Clinic, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("I would like to make an appointment").presses("1")
    maria.waits(30).hangs_up()

    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").hears("Thank you for calling").waits(10)

    assert andrei.outcome == "application"


def test_a_machine_that_answers_for_the_agent_never_gets_the_caller(
    clinic: Clinic, andrei: Caller
) -> None:
    clinic.agent(MARIA, "Maria").is_a_machine()

    asks_for_an_appointment(andrei)

    andrei.hears("Maria has picked up").hears("I am trying James").waits(1)


def test_the_agent_who_declines_is_not_rung_again_for_that_call(
    clinic: Clinic, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=3)
    maria.hears("press one").presses("2")

    waits_in_line(andrei)
    andrei.waits(200)

    assert maria.rings == 1


def test_the_caller_who_holds_is_brought_to_the_agent_who_becomes_free(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    james = clinic.agent(JAMES, "James").then().answers(after=4)
    james.hears("press one").presses("1").waits(30).hangs_up()

    andrei.hears("Thank you for waiting. Here is James.")

    with reading(clinic.engine) as conn:
        assert waiting.place(conn, andrei.leg.sid) is None


def test_somebody_else_may_be_rung_after_a_ring_that_the_caller_cut_short(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    maria = clinic.agent(MARIA, "Maria")
    while maria.rings < 2:
        andrei.waits(1)
    andrei.presses("0").hears("Would you like to go on holding").presses("1")
    james = clinic.agent(JAMES, "James").then().answers(after=4)
    james.hears("press one").presses("1").waits(30).hangs_up()

    andrei.hears("Thank you for waiting. Here is James.")

    assert maria.rings == 2


def test_whoever_was_asked_for_by_name_is_rung_again(
    clinic: Clinic, andrei: Caller
) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?").says("Maria, please")
    andrei.hears("May I put you through to Maria").says("yes please")
    andrei.hears("Would you like to hold").presses("1").waits(1).presses("8")
    maria = clinic.agent(MARIA, "Maria").then().answers(after=4)
    maria.hears("press one").presses("1").waits(30).hangs_up()

    andrei.hears("Thank you for waiting. Here is Maria.")


def test_a_callback_is_in_the_ledger_before_the_caller_hears_of_it(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    andrei.presses("2").hears("We will call you back by")

    with reading(clinic.engine) as conn:
        (promise,) = [ledger.promise_of(row) for row in promises.open_(conn)]
    assert (promise.number, promise.department) == (ANDREI, "front-desk")
    assert promise.need == "I would like to make an appointment"


def test_the_worker_rings_the_agent_and_then_the_caller_at_the_promised_time(
    clinic: Clinic, andrei: Caller
) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("by quarter to eleven").waits(15)
    maria = clinic.agent(MARIA, "Maria").answers(after=4).hears("callback")
    maria.presses("1").waits(60).hangs_up()
    andrei.answers(after=6).hears("calling you back as promised").presses("1")
    andrei.hears("Thank you for calling Northside Dental")

    clinic.works(minutes=50)

    assert clinic.carrier.unfulfilled == []
    assert "waiting music" not in str(clinic.carrier.trace)
    assert not andrei.is_on_the_line

    with reading(clinic.engine) as conn:
        (row,) = promises.of_kind(conn, "callback")
    assert (row["state"], row["outcome"]) == ("kept", "in time")


def test_a_message_is_kept_and_its_reply_has_a_time(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    andrei.presses("3").hears("We will record it").waits(1)
    andrei.says("This is Andrei Popov, my tooth hurts").presses("#")
    andrei.hears("I have your message").hears("Thank you")

    with reading(clinic.engine) as conn:
        (message,) = voicemail.every(conn)
        reply = ledger.look_up(conn, message.promise or 0)
    assert reply is not None
    assert reply.kind == "reply"


def test_the_caller_who_hangs_up_on_hold_gives_up_the_place(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    andrei.hangs_up()
    clinic.carrier.waits(1)

    with reading(clinic.engine) as conn:
        row = calls.find(conn, andrei.leg.sid)
        place = waiting.place(conn, andrei.leg.sid)
    assert row is not None
    assert (row.state, place) == ("ended", None)


def test_the_telephone_stops_ringing_when_the_caller_hangs_up(
    clinic: Clinic, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").does_not_answer()

    asks_for_an_appointment(andrei)
    andrei.hears("ringing Maria").hangs_up()
    clinic.carrier.waits(2)

    assert not maria.is_ringing


def test_a_caller_without_a_number_keys_one_in_to_be_called_back(
    clinic: Clinic, andrei: Caller
) -> None:
    andrei.dials(LINE, "+266696687").hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("Which number may we call?")
    andrei.presses("5035550144#").hears("It is arranged")

    with reading(clinic.engine) as conn:
        (row,) = promises.of_kind(conn, "callback")
    assert row["number"] == "+15035550144"


def test_a_premium_number_is_not_called_back(clinic: Clinic, andrei: Caller) -> None:
    andrei.dials(LINE, "anonymous").hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("Which number may we call?")
    andrei.presses("9005550144#").hears("outside the area that we can call")

    with reading(clinic.engine) as conn:
        assert promises.of_kind(conn, "callback") == []


def test_two_callers_are_told_their_own_places(clinic: Clinic, andrei: Caller) -> None:
    waits_in_line(andrei)
    santos = clinic.carrier.call(name="Mrs. Santos")
    santos.dials(LINE, "+15550100101").hears("How can I help you?")
    santos.says("I would like to make an appointment")
    santos.hears("May I put you through").says("yes please")
    santos.hears("Would you like to hold").presses("1")

    santos.hears("You are second in line")
    andrei.hangs_up()

    santos.hears("You are next in line")
