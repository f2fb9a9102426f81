"""How long callers hear that they have been on the line, whatever they press."""

from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from lines import SCRIPTS, Line, open_line

from ivr.carrier import Caller
from ivr.carrier.monitors import watch
from ivr.script.load import load
from ivr.script.telephone import own_number
from ivr.store import calls
from ivr.store.database import reading

from .conftest import Clinic, waits_in_line

WEDNESDAY_TEN = datetime(2026, 11, 25, 10, 0)


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


@pytest.mark.parametrize(
    "starter", ["dental-clinic.en", "sari-sari.fil", "pharmacy.ru", "workshop.nb"]
)
def test_whatever_is_pressed_on_hold_no_update_is_late(
    tmp_path: Path, starter: str
) -> None:
    script = load(SCRIPTS / f"{starter}.yaml")
    at = WEDNESDAY_TEN.replace(tzinfo=ZoneInfo(script.timezone))
    line = open_line(SCRIPTS / f"{starter}.yaml", tmp_path, at)
    number = own_number(script.numbers[0].number, script.country)
    caller = line.carrier.call(name="caller").dials(number).presses("0").waits(60)
    assert stands(line, caller) == "ask-hold"
    caller.presses("1")
    chance = Random(starter)

    for _ in range(40):
        caller.waits(chance.choice((2, 7, 20, 36, 38, 44)))
        if stands(line, caller).startswith("holding"):
            caller.presses(chance.choice("4568"))
        elif stands(line, caller).startswith("ask"):
            caller.presses("1")

    line.engine.dispose()
    assert watch(line.carrier.trace, line.carrier.clock.now) == []
    assert [e.what for e in line.carrier.trace.of("caller")].count("sound") > 5


def stands(line: Line, caller: Caller) -> str:
    assert caller.leg is not None
    with reading(line.engine) as conn:
        row = calls.find(conn, caller.leg.sid)
    assert row is not None
    return row.call.state
