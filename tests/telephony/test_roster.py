"""Agents who are out, on a break or wrapping up; whose telephone rings first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lines import SCRIPTS, open_line

from ivr.carrier import Caller
from ivr.store import roster
from ivr.store.database import reading
from ivr.store.roster import Presence
from ivr.telephony import presence

from .conftest import ANDREI, JAMES, LINE, MARIA, TUESDAY_TEN, Clinic

RESTED = "wrap_up:\n  after_call: 60\n"
TAKING_TURNS = (
    "name: the front desk\n",
    "name: the front desk\n    ring: round robin\n",
)


def puts(clinic: Clinic, phone: str, state: Presence, seconds: int = 0) -> None:
    board = clinic.app.extensions["ivr"]
    presence.put(board, phone, state, board.now() + seconds if seconds else None)


def states_the_need(caller: Caller, number: str = ANDREI) -> None:
    caller.dials(LINE, number).hears("How can I help you?")
    caller.says("I would like to make an appointment")


def open_edited(folder: Path, edit: tuple[str, str], more: str = "") -> Clinic:
    text = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    assert edit[0] in text
    script = folder / "line.yaml"
    script.write_text(text.replace(*edit) + more, "utf-8")
    return open_line(script, folder, TUESDAY_TEN)


@pytest.fixture
def rested(tmp_path: Path) -> Iterator[Clinic]:
    """The clinic, where agents have a minute after each call."""
    opened = open_edited(tmp_path, ("", ""), RESTED)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def taking_turns(tmp_path: Path) -> Iterator[Clinic]:
    """The clinic, whose front desk is rung in turns."""
    opened = open_edited(tmp_path, TAKING_TURNS)
    yield opened
    opened.engine.dispose()


def test_an_agent_who_is_out_is_neither_named_nor_rung(
    clinic: Clinic, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=2)
    puts(clinic, MARIA, Presence.OUT)

    states_the_need(andrei)
    andrei.hears("May I put you through to James?").says("yes please")
    andrei.hears("I am ringing James").waits(40)

    assert maria.rings == 0


def test_with_nobody_there_a_callback_is_offered_and_no_hold(
    clinic: Clinic, andrei: Caller
) -> None:
    puts(clinic, MARIA, Presence.OUT)
    puts(clinic, JAMES, Presence.OUT)

    states_the_need(andrei)
    andrei.hears("May I put you through").says("yes please")
    andrei.hears("Shall I arrange that?")

    assert not any("like to hold" in words for words in andrei.heard)


def test_an_agent_who_goes_out_after_being_named_is_not_rung(
    clinic: Clinic, andrei: Caller
) -> None:
    james = clinic.agent(JAMES, "James").answers(after=4)
    puts(clinic, MARIA, Presence.OUT)
    states_the_need(andrei)
    andrei.hears("May I put you through to James?").waits(1)
    puts(clinic, JAMES, Presence.OUT)
    andrei.says("yes please").hears("Shall I arrange that?")

    assert james.rings == 0


def test_the_caller_who_holds_is_brought_to_the_agent_who_comes_back(
    clinic: Clinic, andrei: Caller
) -> None:
    states_the_need(andrei)
    andrei.hears("May I put you through to Maria?").says("yes please")
    andrei.hears("Would you like to hold").presses("1")
    puts(clinic, JAMES, Presence.OUT)
    puts(clinic, MARIA, Presence.OUT)
    andrei.hears("You are next in line").waits(100)
    maria = clinic.agent(MARIA, "Maria").then().answers(after=2)
    maria.hears("press one").presses("1").waits(30).hangs_up()

    puts(clinic, MARIA, Presence.IN)

    andrei.hears("Here is Maria").waits(1)


def test_an_agent_has_time_after_a_call(rested: Clinic) -> None:
    maria = rested.agent(MARIA, "Maria").answers(after=2)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    andrei = rested.carrier.call(name="Andrei")
    states_the_need(andrei)
    andrei.hears("May I put you through to Maria?").says("yes please")
    andrei.hears("Here is Maria").hears("Thank you for calling").waits(2)

    with reading(rested.engine) as conn:
        now = int(rested.carrier.clock().timestamp())
        away = roster.away(conn, now), roster.away(conn, now + 60)
    assert away == ({MARIA: Presence.WRAP_UP}, {})


def test_an_agent_has_time_after_a_callback_too(tmp_path: Path) -> None:
    clinic = open_edited(tmp_path, ("", ""), "wrap_up:\n  after_call: 600\n")
    andrei = clinic.carrier.call(name="Andrei").dials(LINE, ANDREI)
    andrei.says("could somebody call me back").hears("Shall I arrange that?")
    andrei.says("yes please").hears("by quarter to eleven").waits(15)
    maria = clinic.agent(MARIA, "Maria").answers(after=4).hears("callback")
    maria.presses("1").waits(60).hangs_up()
    andrei.answers(after=6).hears("calling you back as promised").presses("1")

    while maria.rings == 0 or maria.is_on_the_line:
        clinic.works(minutes=1)

    with reading(clinic.engine) as conn:
        now = int(clinic.carrier.clock().timestamp())
        away = roster.away(conn, now), roster.away(conn, now + 600)
    assert away == ({MARIA: Presence.WRAP_UP}, {})
    clinic.engine.dispose()


def test_agents_are_rung_in_turns(taking_turns: Clinic) -> None:
    named = []
    for name, number in (("Andrei", ANDREI), ("Mrs. Santos", "+15550100122")):
        caller = taking_turns.carrier.call(name=name)
        states_the_need(caller, number)
        caller.hears("May I put you through").says("yes please")
        caller.hears("I am ringing").waits(1)
        heard = " ".join(caller.heard)
        named.append(heard.rpartition("I am ringing ")[2].partition(" ")[0])
        caller.hangs_up()
        taking_turns.carrier.waits(2)

    assert named == ["Maria", "James"]
