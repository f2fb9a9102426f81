"""How long callers hear that they have been on the line, whatever they press."""

from ivr.carrier import Caller
from ivr.carrier.monitors import watch

from .conftest import Clinic, waits_in_line


def test_seconds_before_an_unknown_key_count_for_the_next_update(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)

    andrei.waits(34).presses("8")

    andrei.hears("You have been on the line for half a minute.")


def test_seconds_before_a_wish_for_a_person_count_for_the_question(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)

    andrei.waits(34).presses("0")

    andrei.hears("on the line for half a minute. Would you like to go on holding")


def test_seconds_of_the_question_count_for_whoever_holds_on(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    andrei.waits(34).presses("0").hears("go on holding").presses("1")

    andrei.hears("You have been on the line for one minute.")


def test_keys_at_the_worst_moments_let_no_update_be_late(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)

    for seconds in (37, 7, 37, 7, 20, 7, 36, 7):
        andrei.waits(seconds).presses("8")

    assert watch(clinic.carrier.trace, clinic.carrier.clock.now) == []
