"""One short question after a talk, where the owner wants it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lines import SCRIPTS
from lines import Line as Clinic

from ivr.store import call_log
from ivr.store.database import reading

from .conftest import ANDREI, LINE, MARIA, TUESDAY_TEN, open_line

QUESTION = "did we help you today?"


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Clinic]:
    """Northside Dental, whose owner wants to know."""
    script = tmp_path / "asking.yaml"
    plain = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    script.write_text(f"{plain}\nfeedback: true\n", "utf-8")
    opened = open_line(script, tmp_path, TUESDAY_TEN)
    yield opened
    opened.engine.dispose()


def kept(clinic: Clinic, sid: str) -> list[bool]:
    with reading(clinic.engine) as conn:
        entries = call_log.of_call(conn, sid)
    return [entry.detail["helped"] for entry in entries if entry.what == "feedback"]


@pytest.mark.parametrize(
    ("key", "then", "helped"),
    [("1", "Thank you for telling us", True), ("2", "our manager, Helen Park", False)],
)
def test_the_answer_is_kept(asking: Clinic, key: str, then: str, helped: bool) -> None:
    asking.agent(MARIA, "Maria").answers(after=4).hears("press one").presses("1").waits(
        30
    ).hangs_up()
    andrei = asking.carrier.call(name="Andrei")
    andrei.dials(LINE, ANDREI).hears("How can I help you?").presses("0")

    andrei.hears("Here is Maria").hears(QUESTION).presses(key).hears(then).waits(5)

    assert kept(asking, andrei.leg.sid) == [helped]


def test_an_upset_caller_is_not_asked(asking: Clinic) -> None:
    helen = asking.agent("+15035550110", "Helen").answers(after=4)
    helen.hears("press one").presses("1").waits(30).hangs_up()
    andrei = asking.carrier.call(name="Andrei")
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("this is ridiculous").hears("May I put you through").says("yes please")

    andrei.hears("Here is Helen Park").hears("sorry for the trouble").waits(10)

    assert not any(QUESTION in heard for heard in andrei.heard)
