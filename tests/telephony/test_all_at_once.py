"""All telephones of a department ring at once: exactly one agent gets the call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lines import Line, open_line

from ivr.carrier import Caller, Person
from ivr.carrier.monitors import watch
from ivr.store import rings
from ivr.store.database import reading

from .conftest import ANDREI, JAMES, LINE, MARIA, TUESDAY_TEN
from .test_store_faults import removed

SCRIPT = Path(__file__).parents[1] / "scripts" / "all-at-once.en.yaml"
ANN = "+15035550103"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Line]:
    """Harbor Dental, whose front desk is rung all at once."""
    opened = open_line(SCRIPT, tmp_path, TUESDAY_TEN)
    yield opened
    assert watch(opened.carrier.trace, opened.carrier.clock.now) == []
    opened.engine.dispose()


@pytest.fixture
def desk(clinic: Line) -> tuple[Person, Person, Person]:
    """Maria, James and Ann."""
    people = ((MARIA, "Maria"), (JAMES, "James"), (ANN, "Ann"))
    maria, james, ann = (clinic.agent(phone, name) for phone, name in people)
    return maria, james, ann


def asks_for_an_appointment(caller: Caller) -> None:
    caller.dials(LINE, ANDREI).says("I would like to make an appointment")
    caller.hears("May I put you through?").says("yes please")
    caller.hears("I am ringing the front desk for you now")


def accepts(person: Person, after: float) -> None:
    person.answers(after=after).hears("press one").presses("1")


def test_all_are_rung_and_the_others_stop_when_one_accepts(
    clinic: Line, andrei: Caller, desk: tuple[Person, Person, Person]
) -> None:
    maria, james, ann = desk
    accepts(james, after=2)

    asks_for_an_appointment(andrei)
    andrei.hears("Here is James").waits(5)

    assert (maria.rings, james.rings, ann.rings) == (1, 1, 1)
    assert [person.is_ringing for person in (maria, ann)] == [False, False]
    assert james.is_on_the_line


def test_of_two_who_accept_the_first_has_the_call(
    clinic: Line, andrei: Caller, desk: tuple[Person, Person, Person]
) -> None:
    maria, james, _ = desk
    accepts(maria, after=2)
    james.answers(after=2).hears("Your colleague has taken the call")

    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").waits(8)

    assert (maria.is_on_the_line, james.is_on_the_line) == (True, False)
    assert clinic.carrier.unfulfilled == []
    with reading(clinic.engine) as conn:
        assert andrei.leg is not None
        states = [str(ring.state) for ring in rings.of_call(conn, andrei.leg.sid)]
    assert states.count("accepted") == 1


def test_one_who_declines_is_not_rung_again_while_the_others_ring_on(
    clinic: Line, andrei: Caller, desk: tuple[Person, Person, Person]
) -> None:
    maria, james, ann = desk
    maria.answers(after=2).hears("press one").presses("2")
    accepts(ann, after=9)

    asks_for_an_appointment(andrei)
    andrei.hears("Here is Ann").waits(2)

    assert (maria.rings, james.rings, ann.rings) == (1, 1, 1)


def test_nobody_answers_and_the_caller_is_asked_once(
    clinic: Line, andrei: Caller, desk: tuple[Person, Person, Person]
) -> None:
    asks_for_an_appointment(andrei)
    andrei.hears("somebody in the front desk to be free").presses("1")
    andrei.hears("You are next in line")

    assert not any(person.is_ringing for person in desk)


def test_no_telephone_rings_on_when_the_caller_hangs_up(
    clinic: Line, andrei: Caller, desk: tuple[Person, Person, Person]
) -> None:
    asks_for_an_appointment(andrei)
    andrei.waits(3).hangs_up()
    clinic.carrier.waits(2)

    assert not any(person.is_ringing for person in desk)


def test_without_the_database_all_are_dialed_by_the_callers_own_document(
    clinic: Line, andrei: Caller, desk: tuple[Person, Person, Person]
) -> None:
    maria, james, ann = desk
    accepts(ann, after=5)
    with removed(clinic):
        andrei.dials(LINE, ANDREI).says("I would like to make an appointment")
        andrei.hears("May I put you through").says("yes please").waits(15)

        assert (maria.rings, james.rings, ann.rings) == (1, 1, 1)
        assert ann.is_on_the_line
        ann.hangs_up()
        andrei.hears("Thank you")
