"""The agent's star key: while the agent hears the keys, the caller hears from us."""

from lines import Line

from ivr.carrier import Caller, Person
from ivr.carrier.monitors import watch

from .conftest import MARIA, asks_for_an_appointment
from .test_store_faults import removed

LOOKS_INTO_IT = "Maria is looking into this for you."


def talks(clinic: Line, andrei: Caller) -> Person:
    """Maria has taken Andrei's call."""
    maria = clinic.agent(MARIA, "Maria").answers(after=3)
    maria.hears("press one").presses("1")
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(10)
    return maria


def remarks(clinic: Line) -> list[str]:
    trace, now = clinic.carrier.trace, clinic.carrier.clock.now
    return [str(remark) for remark in watch(trace, now)]


def test_the_caller_hears_a_sentence_within_a_second(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    pressed = clinic.carrier.clock.now
    maria.presses("*").waits(1)

    (entry,) = [
        entry
        for entry in clinic.carrier.trace.of("Andrei")
        if entry.words == LOOKS_INTO_IT
    ]
    assert entry.at - pressed < 1.0


def test_an_agent_who_chooses_nothing_is_back_with_the_caller(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    maria.presses("*").hears("To go back to the caller, press one.")
    maria.hears("Here is the caller again")

    andrei.hears("Here is Maria again")
    assert remarks(clinic) == []


def test_an_agent_who_cannot_decide_has_the_caller_asked(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    maria.presses("*").waits(11).presses("3")

    andrei.hears(LOOKS_INTO_IT)
    andrei.hears("Maria is still looking into this for you.")
    andrei.hears("May I put you on hold for about two minutes").says("yes")
    andrei.hears("Thank you for holding")
    assert remarks(clinic) == []


def test_the_call_goes_to_the_department_chosen_while_the_caller_was_asked(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    maria.presses("*").waits(6).presses("3").waits(9).presses("2")

    andrei.hears("Maria says that Priya in billing can help you best")


def test_the_caller_is_asked_when_the_agent_hangs_up_over_the_keys(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    maria.presses("*").waits(2).hangs_up()

    andrei.hears("the line to my colleague has dropped").presses("1")
    andrei.hears("Thank you for holding")
    assert remarks(clinic) == []


def test_nobody_rings_on_when_the_caller_hangs_up_over_the_keys(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    maria.presses("*").waits(2)
    andrei.hangs_up()

    maria.hears("The caller has left the line")
    clinic.carrier.waits(5)
    assert not maria.is_on_the_line


def test_the_star_key_pressed_once_is_one_menu_however_often_it_arrives(
    clinic: Line, andrei: Caller
) -> None:
    clinic.carrier.faults.duplicate("/voice/agent/left")
    maria = talks(clinic, andrei)
    maria.presses("*").waits(1)

    andrei.hears(LOOKS_INTO_IT)
    maria.presses("2")
    andrei.hears("May I put you on hold")


def test_a_caller_whom_nobody_can_move_is_not_left_in_silence(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)
    clinic.carrier.api.faults.answer(500)
    maria.presses("*").waits(10)

    andrei.hears("I am still here for you.")
    assert remarks(clinic) == []


def test_without_the_database_the_star_key_leaves_them_together(
    clinic: Line, andrei: Caller
) -> None:
    maria = talks(clinic, andrei)

    with removed(clinic):
        maria.presses("*").hears("Here is the caller again.").waits(5)
        andrei.says("Are you still there?")

    assert "Are you still there?" in maria.heard
    assert remarks(clinic) == []


def test_without_the_database_an_agent_who_accepts_hears_why_nobody_comes(
    clinic: Line, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=3)
    asks_for_an_appointment(andrei)
    andrei.hears("I am ringing Maria").waits(1)

    with removed(clinic):
        maria.hears("To take the call, press one.").presses("1")
        maria.hears("Nothing has changed.")

    andrei.hears("I am trying James")
