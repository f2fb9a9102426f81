"""Buttons at the desk: the caller is asked by the line, as with the agent's keys."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from lines import Line

from ivr.carrier import Caller, Person
from ivr.carrier.monitors import watch
from ivr.flow import events
from ivr.promises.overview import outstanding
from ivr.store import rings, roster
from ivr.store.call_log import of_call
from ivr.store.database import reading, writing
from ivr.store.roster import Presence
from ivr.telephony import by_desk
from ivr.telephony.by_desk import Became, Wish

from .conftest import JAMES, MARIA, asks_for_an_appointment, waits_in_line

HOLD = events.AgentAskedToHold()
BACK = events.AgentReturned()
CALL_BACK = events.CallbackSuggested()


def talks(clinic: Line, andrei: Caller) -> Person:
    """Maria has taken Andrei's call."""
    maria = clinic.agent(MARIA, "Maria").answers(after=3)
    maria.hears("press one").presses("1")
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(20)
    return maria


def asks(clinic: Line, andrei: Caller, wish: Wish, phone: str | None = MARIA) -> Became:
    became = by_desk.ask(clinic.app.extensions["ivr"], sid(andrei), wish, phone)
    clinic.app.extensions["ivr-errands"].run()
    return became


def takes(clinic: Line, andrei: Caller, phone: str = MARIA) -> Became:
    became = by_desk.take(clinic.app.extensions["ivr"], sid(andrei), phone)
    clinic.app.extensions["ivr-errands"].run()
    return became


def sid(andrei: Caller) -> str:
    assert andrei.leg
    return andrei.leg.sid


def waits(andrei: Caller) -> None:
    """A minute on hold, after which telephones that rang may ring again."""
    waits_in_line(andrei)
    andrei.waits(65)


def remarks(clinic: Line) -> list[str]:
    trace, now = clinic.carrier.trace, clinic.carrier.clock.now
    return [str(remark) for remark in watch(trace, now)]


def put(clinic: Line, phone: str, state: Presence) -> None:
    with writing(clinic.engine) as conn:
        roster.put(conn, phone, state, clinic.app.extensions["ivr"].now())


def test_a_waiting_caller_is_put_through_to_the_agent_who_asks_for_them(
    clinic: Line, andrei: Caller
) -> None:
    put(clinic, JAMES, Presence.OUT)
    waits_in_line(andrei)
    maria = clinic.agent(MARIA, "Maria").then().answers(after=2)
    maria.hears("press one").presses("1")

    assert takes(clinic, andrei) is Became.DONE
    andrei.hears("Here is Maria").waits(5)
    assert remarks(clinic) == []


def test_of_two_agents_who_ask_for_a_caller_one_is_rung(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)
    first, second = takes(clinic, andrei, JAMES), takes(clinic, andrei, MARIA)

    assert (first, second) == (Became.DONE, Became.RINGING)


def test_of_two_agents_who_press_at_the_same_moment_one_is_rung(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)
    board, call_sid = clinic.app.extensions["ivr"], sid(andrei)
    phones = [MARIA, JAMES] * 2
    with ThreadPoolExecutor(len(phones)) as pool:
        became = list(pool.map(lambda p: by_desk.take(board, call_sid, p), phones))

    assert became.count(Became.DONE) == 1
    with reading(clinic.engine) as conn:
        rung = [r for r in rings.of_call(conn, call_sid) if r.state == "ringing"]
    assert len(rung) == 1


def test_an_agent_who_is_out_is_not_rung(clinic: Line, andrei: Caller) -> None:
    waits_in_line(andrei)
    put(clinic, MARIA, Presence.OUT)

    assert takes(clinic, andrei) is Became.AWAY


def test_nobody_takes_a_caller_who_is_still_deciding_whether_to_hold(
    clinic: Line, andrei: Caller
) -> None:
    asks_for_an_appointment(andrei)
    andrei.hears("Would you like to hold")

    assert takes(clinic, andrei) is Became.ASKED


def test_a_caller_of_another_department_is_not_taken(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)

    assert takes(clinic, andrei, "+15035550103") is Became.NOT_YOURS


def test_the_caller_agrees_to_a_hold_that_was_asked_for_at_the_desk(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)

    assert asks(clinic, andrei, HOLD) is Became.DONE
    andrei.hears("May I put you on hold for about two minutes")
    maria.hears("I am asking the caller.")
    andrei.says("yes").hears("Thank you for holding")
    maria.hears("The caller is holding.")
    assert asks(clinic, andrei, BACK) is Became.DONE
    andrei.hears("Here is Maria").waits(3)
    maria.hears("Here is the caller again")
    assert remarks(clinic) == []


def test_the_caller_declines_the_hold_and_the_agent_is_back(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    asks(clinic, andrei, HOLD)

    andrei.hears("May I put you on hold").says("no")
    andrei.hears("Here is Maria again")
    maria.hears("Here is the caller again")
    assert remarks(clinic) == []


@pytest.mark.parametrize(
    ("to", "phone", "asked"),
    [
        ("billing", "+15035550103", "Maria says that Priya in billing can help you"),
        ("urgent-care/1", "+15035550105", "Maria says that Ben in urgent care can"),
        (
            "manager",
            "+15035550110",
            "Maria would like our manager, Helen Park, to help you further",
        ),
    ],
)
def test_a_caller_is_handed_over_warm_and_after_a_yes(
    clinic: Line, andrei: Caller, to: str, phone: str, asked: str
) -> None:
    colleague = clinic.agent(phone, "colleague").answers(after=2)
    colleague.hears("asks you to take over").presses("1")
    maria = talks(clinic, andrei)

    assert asks(clinic, andrei, events.AgentAskedToTransfer(to)) is Became.DONE
    andrei.hears(asked).says("yes")
    maria.hears("Your colleague has taken the call")
    andrei.hears("Here is").waits(3)
    assert colleague.is_on_the_line
    assert not maria.is_on_the_line
    assert remarks(clinic) == []


def test_a_callback_is_promised_after_a_yes_and_the_agent_is_free(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)

    assert asks(clinic, andrei, CALL_BACK) is Became.DONE
    andrei.hears("Maria can call you back by").says("yes")
    maria.hears("The caller has left the line")
    andrei.hears("Thank you for calling")
    with reading(clinic.engine) as conn:
        (promise,) = outstanding(conn)
    assert promise.agent == "front-desk/0"
    assert remarks(clinic) == []


def test_who_waits_may_choose_a_callback_at_once(clinic: Line, andrei: Caller) -> None:
    waits_in_line(andrei)

    assert asks(clinic, andrei, CALL_BACK, phone=None) is Became.DONE
    andrei.hears("Would you like to hold, be called back by").presses("2")
    andrei.hears("call you back by quarter to eleven")
    assert remarks(clinic) == []


def test_a_wish_that_comes_twice_is_asked_once(clinic: Line, andrei: Caller) -> None:
    talks(clinic, andrei)

    assert asks(clinic, andrei, HOLD) is Became.DONE
    assert asks(clinic, andrei, HOLD) is Became.ASKED


def test_nobody_acts_on_a_colleagues_call(clinic: Line, andrei: Caller) -> None:
    talks(clinic, andrei)

    assert asks(clinic, andrei, HOLD, phone=JAMES) is Became.ELSEWHERE


def test_a_caller_who_has_hung_up_is_gone(clinic: Line, andrei: Caller) -> None:
    talks(clinic, andrei)
    call_sid = sid(andrei)
    andrei.hangs_up()
    clinic.carrier.waits(2)

    board = clinic.app.extensions["ivr"]
    assert by_desk.ask(board, call_sid, HOLD, MARIA) is Became.GONE
    assert by_desk.take(board, call_sid, MARIA) is Became.GONE


def test_what_was_asked_for_at_the_desk_is_in_the_log(
    clinic: Line, andrei: Caller
) -> None:
    talks(clinic, andrei)
    asks(clinic, andrei, HOLD)
    andrei.hears("May I put you on hold")

    with reading(clinic.engine) as conn:
        wishes = [
            e.detail["wish"] for e in of_call(conn, sid(andrei)) if e.what == "desk"
        ]
    assert wishes == ["agent-hold"]
