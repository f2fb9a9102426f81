"""Minutes are told only with enough data, in steps, and never leap up."""

import pytest

from ivr.carrier import Caller
from ivr.store import call_log
from ivr.store.call_log import Entry
from ivr.store.database import writing
from ivr.telephony.estimate import minutes_left, rounded

from .conftest import Clinic, waits_in_line

NOW = 1_795_543_200


def talked(clinic: Clinic, calls: int, seconds: int, now: int = NOW) -> None:
    entries = [
        Entry(
            f"ring{n}:talked",
            f"CA{n}",
            (now - n - 1) * 1000,
            "talked",
            "front-desk",
            {"seconds": seconds},
        )
        for n in range(calls)
    ]
    with writing(clinic.engine) as conn:
        call_log.add(conn, entries)


def minutes(clinic: Clinic, place: int, agents: int = 2, told: int = 0) -> int | None:
    with writing(clinic.engine) as conn:
        return minutes_left(conn, "front-desk", place, agents, told, NOW)


def test_nine_calls_are_too_few_to_tell_minutes_from(clinic: Clinic) -> None:
    talked(clinic, 9, seconds=240)

    assert minutes(clinic, place=1) is None


def test_ten_calls_are_enough(clinic: Clinic) -> None:
    talked(clinic, 10, seconds=240)

    assert [minutes(clinic, place) for place in (1, 2, 3, 5, 9)] == [2, 5, 10, 10, 20]


def test_calls_of_long_ago_do_not_count(clinic: Clinic) -> None:
    talked(clinic, 10, seconds=240, now=NOW - 31 * 24 * 3600)

    assert minutes(clinic, place=1) is None


def test_with_nobody_there_no_minutes_are_told(clinic: Clinic) -> None:
    talked(clinic, 10, seconds=240)

    assert minutes(clinic, place=1, agents=0) is None


def test_it_may_become_one_step_worse_and_no_more(clinic: Clinic) -> None:
    talked(clinic, 10, seconds=240)

    assert minutes(clinic, place=2, told=3) == 5
    assert minutes(clinic, place=2, told=2) is None


@pytest.mark.parametrize(
    ("minutes", "step"), [(0, 1), (0.2, 1), (3.1, 5), (11, 15), (500, 60)]
)
def test_minutes_are_rounded_up_to_a_step_and_never_zero(
    minutes: float, step: int
) -> None:
    assert rounded(minutes) == step


def test_the_caller_hears_minutes_when_the_place_gets_better(clinic: Clinic) -> None:
    talked(clinic, 12, 240, now=int(clinic.carrier.clock().timestamp()))
    andrei = clinic.carrier.call(name="Andrei")
    waits_in_line(andrei)
    santos = clinic.carrier.call(name="Mrs. Santos")
    santos.dials("+12135550100", "+15550100101").hears("How can I help you?")
    santos.says("I would like to make an appointment")
    santos.hears("May I put you through").says("yes please")
    santos.hears("Would you like to hold").presses("1")
    santos.hears("You are second in line")

    andrei.hangs_up()

    santos.hears("You are next in line. It should take about two minutes.")


def test_without_data_no_minutes_are_heard(clinic: Clinic, andrei: Caller) -> None:
    waits_in_line(andrei)
    andrei.waits(120)

    assert not any("It should take" in words for words in andrei.heard)
