"""A caller whom somebody here knows is offered that one first, and may say no."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lines import SCRIPTS, Line, open_line

from ivr.carrier import Caller
from ivr.languages import phrase
from ivr.script.load import load
from ivr.script.telephone import own_number
from ivr.store.schema import helped

ANDREI = "+15550100100"
WEDNESDAY_NOON = {
    "dental-clinic.en": datetime(2026, 11, 25, 18, 0, tzinfo=UTC),
    "sari-sari.fil": datetime(2026, 11, 25, 2, 0, tzinfo=UTC),
    "pharmacy.ru": datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
    "workshop.nb": datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
}


class Known:
    """A line of a starter, and a caller whose first call was answered."""

    def __init__(self, name: str, folder: Path) -> None:
        self.script = load(SCRIPTS / f"{name}.yaml")
        self.language = self.script.languages[0]
        self.line: Line = open_line(
            SCRIPTS / f"{name}.yaml", folder, WEDNESDAY_NOON[name]
        )
        number = self.script.numbers[0].number
        self.number = own_number(number, self.script.country)
        operator = self.script.operator or next(iter(self.script.departments))
        agent = self.script.departments[operator].agents[0]
        self.name = agent.name.in_(self.language) or ""
        self.agent = self.line.agent(agent.phone, self.name)
        self.says("greeting-line.again", self.dials()).presses("0")
        self.agent.answers(after=4).waits(8).presses("1").waits(40).hangs_up()
        self.line.carrier.waits(90)

    def dials(self) -> Caller:
        caller = self.line.carrier.call(
            name=f"caller {self.line.carrier.clock().isoformat()}"
        )
        return caller.dials(self.number, ANDREI)

    def says(self, name: str, caller: Caller) -> Caller:
        slots = {"agent": self.name}
        words = phrase(self.language, name, **slots)
        return caller.hears(words)


@pytest.fixture(params=sorted(WEDNESDAY_NOON))
def known(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = Known(request.param, tmp_path)
    yield opened
    opened.line.engine.dispose()


def test_who_helped_last_is_offered_and_rung(known: Known) -> None:
    caller = known.says("transfer-question.known", known.dials())
    caller.presses("1")

    known.says("ringing.first", caller)


def test_a_caller_may_want_somebody_else(known: Known) -> None:
    caller = known.says("transfer-question.known", known.dials())
    caller.presses("2")

    known.says("greeting-line.again", caller)


def test_a_caller_who_wishes_it_is_forgotten_for_good(known: Known) -> None:
    caller = known.says("transfer-question.known", known.dials())
    known.says("answer.forgotten", caller.presses("3")).presses("0")
    known.agent.then().answers(after=4).waits(8).presses("1").waits(40).hangs_up()
    known.line.carrier.waits(90)

    again = known.says("greeting-line.again", known.dials())

    offer = phrase(known.language, "transfer-question.known", agent=known.name)
    assert not any(offer in heard for heard in again.heard)


def test_no_number_is_kept(known: Known) -> None:
    with known.line.engine.connect() as conn:
        (row,) = conn.execute(helped.select()).all()

    assert ANDREI not in str(row)
