"""Ringing through a carrier that refuses, fails or loses its answer: never twice."""

from xml.etree import ElementTree

import pytest
from lines import Line

from ivr.carrier import Caller
from ivr.store import calls, outbox, rings, schema
from ivr.store.database import reading
from ivr.store.rings import RingState

from .conftest import (
    JAMES,
    MARIA,
    asks_for_an_appointment,
    waits_in_line,
)
from .posting import Twilio, gather_action, heard, path_of


def outcomes(line: Line, kind: str) -> list[str]:
    table = schema.outbox
    with reading(line.engine) as conn:
        rows = conn.execute(table.select().where(table.c.kind == kind))
        return [str(row.outcome) for row in rows]


def placed(line: Line, phone: str) -> int:
    """How often the carrier was made to call a telephone."""
    return sum(leg.to == phone for leg in line.carrier.exchange.legs.values())


def state_of(line: Line, caller: Caller) -> str:
    assert caller.leg is not None
    with reading(line.engine) as conn:
        row = calls.find(conn, caller.leg.sid)
    assert row is not None
    return row.state


@pytest.mark.parametrize("fault", ["429", "500 before", "500 after", "lost"])
def test_an_agent_is_rung_once_whatever_became_of_the_request(
    clinic: Line, andrei: Caller, fault: str
) -> None:
    faults = clinic.carrier.api.faults
    match fault:
        case "429":
            faults.answer(429, "POST /2010-04-01", times=1)
        case "500 before":
            faults.answer(500, "POST /2010-04-01", times=1)
        case "500 after":
            faults.answer_after(500, "POST /2010-04-01", times=1)
        case _:
            faults.lose("POST /2010-04-01", times=1)
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("press one").presses("1").waits(20).hangs_up()

    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(40)

    assert placed(clinic, MARIA) == 1
    assert maria.rings == 1


def test_two_lost_answers_in_a_row_ring_once(clinic: Line, andrei: Caller) -> None:
    clinic.carrier.api.faults.lose("Calls.json", times=2)
    maria = clinic.agent(MARIA, "Maria").does_not_answer()

    asks_for_an_appointment(andrei)
    andrei.hears("I am trying James")

    assert placed(clinic, MARIA) == 1
    assert maria.rings == 1


def test_a_number_that_the_carrier_refuses_leads_to_the_next_agent(
    clinic: Line, andrei: Caller
) -> None:
    clinic.carrier.api.faults.answer(400, "POST /2010-04-01", times=1)
    clinic.agent(JAMES, "James").does_not_answer()

    asks_for_an_appointment(andrei)

    andrei.hears("I am trying James")
    assert placed(clinic, MARIA) == 0


def test_a_carrier_that_is_down_leaves_the_caller_with_choices(
    clinic: Line, andrei: Caller
) -> None:
    clinic.carrier.api.faults.answer(500)

    waits_in_line(andrei)
    andrei.presses("2").hears("call you back by")

    assert placed(clinic, MARIA) == 0


def test_an_agent_is_not_rung_for_a_caller_who_has_left_meanwhile(
    clinic: Line, andrei: Caller
) -> None:
    clinic.carrier.api.faults.answer(500)
    asks_for_an_appointment(andrei)
    andrei.hears("ringing Maria").hangs_up()
    clinic.carrier.api.faults.clear()

    clinic.carrier.waits(120)

    assert placed(clinic, MARIA) == 0
    assert state_of(clinic, andrei) == "ended"


def test_nobody_is_rung_for_a_caller_who_hangs_up_at_once(clinic: Line) -> None:
    andrei, _, _ = rung(clinic)
    andrei.posts("/voice/status", CallStatus="completed")

    clinic.app.extensions["ivr-errands"].run()

    assert placed(clinic, MARIA) == 0
    assert outcomes(clinic, "end-leg") == ["done it never rang"]


def test_a_telephone_that_rings_unknown_to_us_stops_when_the_caller_has_left(
    clinic: Line, andrei: Caller
) -> None:
    clinic.carrier.api.faults.lose("Calls.json", times=1)
    maria = clinic.agent(MARIA, "Maria").does_not_answer()
    asks_for_an_appointment(andrei)
    andrei.hears("ringing Maria").hangs_up()

    clinic.carrier.waits(3)
    clinic.app.extensions["ivr-errands"].run()
    clinic.carrier.waits(1)

    assert placed(clinic, MARIA) == 1
    assert maria.leg is not None
    assert maria.leg.ended_by == "application"


def test_an_errand_that_comes_too_late_to_ring_counts_as_unanswered(
    clinic: Line,
) -> None:
    _, _, ring = rung(clinic)
    clinic.carrier.waits(61)
    clinic.app.extensions["ivr-errands"].run()

    with reading(clinic.engine) as conn:
        found = rings.find(conn, ring)
    assert found is not None
    assert found.state is RingState.UNANSWERED


def test_a_caller_who_hung_up_is_not_moved(clinic: Line) -> None:
    andrei, whisper, _ = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    maria.posts(gather_action(maria.posts(whisper)), Digits="1")
    andrei.posts("/voice/status", CallStatus="completed")

    clinic.app.extensions["ivr-errands"].run()

    assert outcomes(clinic, "move-caller") == ["done the caller has hung up"]


def test_a_caller_whom_the_carrier_no_longer_knows_is_not_moved_again(
    clinic: Line,
) -> None:
    _, whisper, _ = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    maria.posts(gather_action(maria.posts(whisper)), Digits="1")

    clinic.app.extensions["ivr-errands"].run()

    assert outcomes(clinic, "move-caller") == ["done the call is over"]


def test_an_agent_who_accepts_when_the_caller_has_left_is_hung_up_on(
    clinic: Line,
) -> None:
    andrei, whisper, _ = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    action = gather_action(maria.posts(whisper))
    andrei.posts("/voice/status", CallStatus="completed")

    assert [verb.tag for verb in _verbs(maria.posts(action, Digits="1").text)] == [
        "Hangup"
    ]


def test_a_move_that_the_carrier_forgot_is_tried_again(
    clinic: Line, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    asks_for_an_appointment(andrei)
    assert andrei.leg is not None
    clinic.carrier.api.faults.answer(500, f"Calls/{andrei.leg.sid}", times=1)

    andrei.hears("Here is Maria")

    assert outcomes(clinic, "move-caller") == ["done"]


def rung(clinic: Line) -> tuple[Twilio, str, str]:
    """Andrei's call while Maria's telephone rings, and where Maria's key goes."""
    twilio = Twilio(clinic.app)
    question = twilio.says(twilio.dials(), "I would like to make an appointment")
    twilio.says(question, "yes please")
    with reading(clinic.engine) as conn:
        (ring,) = rings.of_call(conn, twilio.call_sid)
    links = clinic.app.extensions["ivr"].links
    return twilio, path_of(links.whisper(ring.key)), ring.key


def test_an_agent_who_accepts_twice_on_one_telephone_hears_the_same(
    clinic: Line,
) -> None:
    _, whisper, _ = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    action = gather_action(maria.posts(whisper))

    first, second = (maria.posts(action, Digits="1") for _ in range(2))

    assert "Here is the caller" in heard(first)
    assert first.data == second.data


def test_another_telephone_hears_that_the_call_is_taken(clinic: Line) -> None:
    _, whisper, _ = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    other = Twilio(clinic.app, "CA" + "d" * 32)
    action = gather_action(maria.posts(whisper))
    maria.posts(action, Digits="1")

    late = other.posts(action, Digits="1")

    assert "already been taken" in heard(late)
    assert b"<Conference" not in late.data


def test_an_agent_who_declines_twice_hears_the_same(clinic: Line) -> None:
    _, whisper, key = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    action = gather_action(maria.posts(whisper))

    first, second = (maria.posts(action, Digits="2") for _ in range(2))

    assert first.data == second.data
    with reading(clinic.engine) as conn:
        ring = rings.find(conn, key)
    assert ring is not None
    assert ring.state is RingState.DECLINED


@pytest.mark.parametrize(
    "order",
    [
        ("completed", "ringing", "in-progress"),
        ("no-answer", "completed"),
        ("completed", "no-answer", "busy", "failed"),
        ("ringing", "completed", "ringing"),
    ],
)
def test_reports_of_a_leg_may_come_in_any_order(
    clinic: Line, order: tuple[str, ...]
) -> None:
    _, _, key = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    status = path_of(clinic.app.extensions["ivr"].links.agent_status(key))

    for reported in order:
        answer = maria.posts(status, CallStatus=reported)
        assert (answer.status_code, answer.data) == (204, b"")

    with reading(clinic.engine) as conn:
        states = [ring.state for ring in rings.of_call(conn, "CA" + "a" * 32)]
    assert states.count(RingState.UNANSWERED) == 1


def test_a_late_no_answer_does_not_end_a_conversation(clinic: Line) -> None:
    twilio, whisper, key = rung(clinic)
    maria = Twilio(clinic.app, "CA" + "c" * 32)
    maria.posts(gather_action(maria.posts(whisper)), Digits="1")
    status = path_of(clinic.app.extensions["ivr"].links.agent_status(key))

    maria.posts(status, CallStatus="ringing")

    with reading(clinic.engine) as conn:
        ring = rings.find(conn, key)
        row = calls.find(conn, twilio.call_sid)
    assert ring is not None
    assert row is not None
    assert ring.state is RingState.ACCEPTED
    assert row.agent == "front-desk/0"


def test_a_report_of_an_unknown_ring_is_taken_in_silence(clinic: Line) -> None:
    twilio = Twilio(clinic.app)

    for token in ("", "forged"):
        answer = twilio.posts(f"/voice/agent/status?t={token}", CallStatus="completed")
        assert answer.status_code == 204


def test_a_forged_whisper_is_hung_up_on(clinic: Line) -> None:
    answer = Twilio(clinic.app).posts("/voice/agent/whisper?t=forged")

    assert [verb.tag for verb in _verbs(answer.text)] == ["Hangup"]


def _verbs(text: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text))


def test_no_errand_is_left_open_after_the_calls(clinic: Line, andrei: Caller) -> None:
    clinic.carrier.api.faults.answer(500, "Calls", times=2)
    waits_in_line(andrei)
    andrei.waits(100).hangs_up()
    clinic.carrier.waits(120)
    clinic.works(minutes=2)

    with reading(clinic.engine) as conn:
        assert outbox.open_count(conn, int(clinic.carrier.clock().timestamp())) == 0
