"""A second call about the same thing today: regret first, and the manager."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lines import SCRIPTS, Line, open_line
from sqlalchemy import text

from ivr.carrier import Caller
from ivr.carrier.monitors import watch
from ivr.script.load import load
from ivr.script.telephone import own_number
from ivr.store.database import reading

from .conftest import ANDREI, LINE
from .test_store_faults import removed

ALL_AT_ONCE = Path(__file__).parents[1] / "scripts"
TEN = datetime(2026, 11, 24, 10, 0)
DAY = 24 * 3600
NEED = "I would like to make an appointment"


@dataclass(frozen=True)
class Said:
    """A need, and what the line says to who calls about it again."""

    need: str
    sorry: str
    manager: str
    no: str
    department: str


SAID = {
    "en": Said(
        NEED,
        "I'm sorry that you need to call us again about this.",
        "May I put you through to our manager, Helen Park?",
        "no",
        "That sounds like a matter for the front desk.",
    ),
    "fil": Said(
        "Gusto ko po sanang magpa-deliver ng bigas",
        "Pasensya na po at kinailangan ninyong tumawag ulit tungkol dito.",
        "Puwede ko po ba kayong ikonekta sa manager namin na si Gng. Santos?",
        "hindi po",
        "Mukhang para po ito sa deliveries.",
    ),
    "ru": Said(
        "Есть ли у вас это лекарство",
        "Простите, что вам приходится звонить нам ещё раз по этому вопросу.",
        "Наш руководитель — Марина Петрова. Соединить вас?",
        "нет",
        "Похоже, вам поможет отдел заказов.",
    ),
    "nb": Said(
        "Jeg vil bestille en rørlegger",
        "Beklager at du må ringe oss igjen om dette.",
        "Skal jeg sette deg over til lederen vår, Berit Dahl?",
        "nei",
        "Det høres ut som noe for verkstedet.",
    ),
}


def calls_about(line: Line, number: str, need: str, name: str) -> Caller:
    caller = line.carrier.call(name=name).dials(number, ANDREI)
    return caller.says(need).waits(2)


def heard(caller: Caller) -> str:
    return " ".join(caller.heard)


@pytest.mark.parametrize("language", SAID)
def test_regret_comes_first_and_the_manager_is_offered(
    language: str, tmp_path: Path
) -> None:
    file = ALL_AT_ONCE / f"all-at-once.{language}.yaml"
    script, said = load(file), SAID[language]
    line = open_line(file, tmp_path, TEN.replace(tzinfo=ZoneInfo(script.timezone)))
    number = own_number(script.numbers[0].number, script.country)

    first = calls_about(line, number, said.need, "Andrei").hangs_up()
    second = calls_about(line, number, said.need, "Andrei again")

    assert said.sorry not in heard(first)
    second.hears(said.sorry).hears(said.manager).says(said.no)
    second.hears(said.department).hangs_up()
    assert watch(line.carrier.trace, line.carrier.clock.now) == []
    line.engine.dispose()


def test_the_need_stated_twice_on_one_call_is_no_second_call(
    clinic: Line, andrei: Caller
) -> None:
    andrei.dials(LINE, ANDREI).says(NEED).hears("May I put you through").says("no")
    andrei.hears("How can I help you?").says(NEED).hears("May I put you through")

    assert "again about this" not in heard(andrei)


def test_the_same_request_delivered_twice_is_answered_alike(clinic: Line) -> None:
    clinic.carrier.faults.duplicate("/voice/turn")
    calls_about(clinic, LINE, NEED, "Andrei").hangs_up()
    second = calls_about(clinic, LINE, NEED, "Andrei again")

    second.hears("again about this").hears("our manager, Helen Park?")
    assert clinic.carrier.problems == []


def test_another_matter_is_another_matter(clinic: Line) -> None:
    calls_about(clinic, LINE, NEED, "Andrei").hangs_up()
    second = calls_about(clinic, LINE, "I have a question about my bill", "later")

    assert "again about this" not in heard(second)


def test_tomorrow_is_another_day(clinic: Line) -> None:
    calls_about(clinic, LINE, NEED, "Andrei").hangs_up()
    clinic.carrier.waits(DAY)
    second = calls_about(clinic, LINE, NEED, "Andrei again")

    assert "May I put you through to Maria?" in heard(second)
    assert "again about this" not in heard(second)


def test_the_goodbye_is_sorry_too(clinic: Line) -> None:
    calls_about(clinic, LINE, NEED, "Andrei").hangs_up()
    second = calls_about(clinic, LINE, NEED, "Andrei again")
    second.hears("our manager").says("could I leave a message")
    second.hears("We will record it").waits(1)
    second.says("This is Andrei Popov, my tooth hurts").presses("#")

    second.hears("I'm sorry for the trouble, and we hope to hear from you again.")


def test_no_number_is_kept(clinic: Line) -> None:
    calls_about(clinic, LINE, NEED, "Andrei").hangs_up()

    with reading(clinic.engine) as conn:
        (row,) = conn.execute(text("SELECT * FROM asked")).all()
    assert ANDREI not in str(row)
    assert len(row.caller) == 32


def test_an_owner_who_remembers_nobody_keeps_nothing(tmp_path: Path) -> None:
    script = tmp_path / "line.yaml"
    clinic = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    script.write_text(clinic + "\nremember_callers: 0\n", "utf-8")
    line = open_line(script, tmp_path, TEN.replace(tzinfo=ZoneInfo("America/New_York")))

    calls_about(line, LINE, NEED, "Andrei").hangs_up()

    with reading(line.engine) as conn:
        assert conn.execute(text("SELECT * FROM asked")).all() == []
    line.engine.dispose()


def test_without_the_database_the_caller_is_helped_as_ever(clinic: Line) -> None:
    calls_about(clinic, LINE, NEED, "Andrei").hangs_up()

    with removed(clinic):
        second = calls_about(clinic, LINE, NEED, "Andrei again")

    second.hears("May I put you through to Maria?")
