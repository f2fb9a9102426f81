"""Closed early, back at two: heard at once, kind to callers, over by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lines import SCRIPTS, Line, open_line

from ivr.carrier import Caller
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.promises import ledger
from ivr.script.calendar import Closure
from ivr.script.load import load
from ivr.store import closures, promises
from ivr.store.database import reading, writing

from .conftest import JAMES, MARIA

ANDREI = "+15550100100"
TUESDAY, FRIDAY = 24, 27
LINES = {
    "en": ("dental-clinic.en", "America/Los_Angeles", "+15035550100"),
    "fil": ("sari-sari.fil", "Asia/Manila", "+639175550100"),
    "ru": ("pharmacy.ru", "Europe/Moscow", "+74950000100"),
    "nb": ("workshop.nb", "Europe/Oslo", "+4721000100"),
}
OPEN = {
    "en": "Hello, Northside Dental.",
    "fil": "Hello, Aling Nena Store po.",
    "ru": "здравствуйте",
    "nb": "Hei, dette er Fjellheim Rør.",
}
BACK_AT_TWO = {
    "en": "We are closed now and open again at two. Would you like to be called back "
    "by half past two, or leave a message?",
    "fil": "Sarado po kami ngayon at magbubukas ulit mamayang alas-dos ng hapon.",
    "ru": "Сейчас мы закрыты и откроемся в два часа дня.",
    "nb": "Vi har stengt nå og åpner igjen klokka to.",
}
BOOKED = {
    "en": "We will call you back by half past two.",
    "fil": "Tatawagan po namin kayo bago mag-alas-dos y medya ng hapon.",
    "ru": "Мы перезвоним вам до четырнадцати тридцати.",
    "nb": "Vi ringer deg tilbake innen halv tre.",
}


class Office:
    """A line at ten on a working day, and its owner."""

    def __init__(self, language: str, folder: Path, day: int = TUESDAY) -> None:
        script, zone, self.number = LINES[language]
        self.ten = datetime(2026, 11, day, 10, 0, tzinfo=ZoneInfo(zone))
        self.line: Line = open_line(SCRIPTS / f"{script}.yaml", folder, self.ten)

    def closes_until(self, hour: int) -> None:
        until = int(self.ten.replace(hour=hour).timestamp())
        with writing(self.line.engine) as conn:
            closures.close(conn, "santos", self.now(), until)

    def opens_again(self) -> None:
        with writing(self.line.engine) as conn:
            closures.reopen(conn, self.now())

    def now(self) -> int:
        return int(self.line.carrier.clock().timestamp())

    def caller(self) -> Caller:
        return self.line.carrier.call(name="Andrei").dials(self.number, ANDREI)

    def promised(self) -> list[str]:
        with reading(self.line.engine) as conn:
            found = [ledger.promise_of(row) for row in promises.open_(conn)]
        zone = self.ten.tzinfo
        return [f"{datetime.fromtimestamp(p.due, zone):%H:%M}" for p in found]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Office]:
    """Northside Dental, where Maria and James answer."""
    office = Office("en", tmp_path)
    yield office
    office.line.engine.dispose()


@pytest.mark.parametrize("language", LINES)
def test_the_next_caller_hears_when_we_are_back(language: str, tmp_path: Path) -> None:
    office = Office(language, tmp_path)
    office.closes_until(14)

    andrei = office.caller().hears(BACK_AT_TWO[language])
    andrei.presses("2").waits(6).presses("1").hears(BOOKED[language]).waits(8)
    assert office.promised() == ["14:30"]
    office.line.engine.dispose()


@pytest.mark.parametrize("language", LINES)
def test_the_simulator_says_the_same(language: str, tmp_path: Path) -> None:
    office = Office(language, tmp_path)
    office.closes_until(14)
    andrei = office.caller().waits(30)
    script = load(SCRIPTS / f"{LINES[language][0]}.yaml")
    simulated = SimulatedCaller(script, office.ten)
    ends = office.ten.replace(hour=14)
    simulated.office.closure = Closure(office.ten.astimezone(UTC), ends.astimezone(UTC))
    simulated.dials()
    simulated.stays_silent()

    said = [e.words for e in simulated.call.timeline if e.who == "line"]
    assert said[: len(andrei.heard)] == andrei.heard
    assert len(andrei.heard) > 1
    office.line.engine.dispose()


@pytest.mark.parametrize("language", LINES)
def test_it_ends_by_itself(language: str, tmp_path: Path) -> None:
    office = Office(language, tmp_path)
    office.closes_until(11)
    office.line.carrier.waits(3600)

    office.caller().hears(OPEN[language])
    office.line.engine.dispose()


@pytest.mark.parametrize("language", LINES)
def test_it_is_ended_by_hand(language: str, tmp_path: Path) -> None:
    office = Office(language, tmp_path)
    office.closes_until(14)
    office.line.carrier.waits(60)
    office.opens_again()

    office.caller().hears(OPEN[language])
    office.line.engine.dispose()


@pytest.mark.parametrize("language", LINES)
def test_a_caller_who_still_says_the_need_hears_it_too(
    language: str, tmp_path: Path
) -> None:
    office = Office(language, tmp_path)
    andrei = office.caller().hears(OPEN[language])
    office.closes_until(14)

    back = BACK_AT_TWO[language].partition(". ")[0].rpartition(" ")[2].rstrip(".")
    andrei.presses("0").hears(back)
    office.line.engine.dispose()


def test_nobody_is_rung_for_a_caller_who_was_just_asked(clinic: Office) -> None:
    maria = clinic.line.agent(MARIA, "Maria").answers()
    andrei = clinic.caller().hears("How can I help you?")
    andrei.says("I would like to make an appointment")
    andrei.hears("May I put you through to Maria?")
    clinic.closes_until(14)

    andrei.says("yes please").hears("We can call you back by half past two.")
    assert maria.rings == 0


def test_who_stands_in_line_is_still_served(clinic: Office) -> None:
    andrei = clinic.caller().hears("How can I help you?")
    andrei.says("I would like to make an appointment")
    andrei.hears("May I put you through to Maria?").says("yes please")
    andrei.hears("Would you like to hold").presses("1").hears("You are next in line")
    clinic.closes_until(14)
    james = clinic.line.agent(JAMES, "James").then().answers(after=4)
    james.hears("press one").presses("1").waits(30).hangs_up()

    andrei.hears("Thank you for waiting. Here is James.")


def test_who_talks_goes_on_talking(clinic: Office) -> None:
    maria = clinic.line.agent(MARIA, "Maria").answers(after=3)
    maria.hears("press one").presses("1").waits(60).hangs_up()
    andrei = clinic.caller().hears("How can I help you?").presses("0")
    andrei.hears("Here is Maria")
    clinic.closes_until(14)

    andrei.hears("Thank you for calling").waits(10)
    assert andrei.outcome == "application"


def test_a_time_that_was_offered_is_not_promised_into_the_closure(
    clinic: Office,
) -> None:
    andrei = clinic.caller().hears("How can I help you?")
    andrei.says("could somebody call me back").hears("by quarter to eleven")
    clinic.closes_until(14)

    andrei.says("yes please").hears("by half past two").says("yes please")
    andrei.hears("It is arranged. We will call you back by half past two.")
    assert clinic.promised() == ["14:30"]


def test_what_was_promised_before_is_kept_when_we_are_back(clinic: Office) -> None:
    andrei = clinic.caller().hears("How can I help you?")
    andrei.says("could somebody call me back").hears("by quarter to eleven")
    andrei.says("yes please").hears("It is arranged.").waits(8)
    maria = clinic.line.agent(MARIA, "Maria").does_not_answer()
    clinic.closes_until(14)

    clinic.line.works(minutes=120)
    rung_while_closed = maria.rings
    clinic.line.works(minutes=122)
    assert (rung_while_closed, maria.rings > 0) == (0, True)


def test_a_promise_of_a_friday_is_kept_on_monday(tmp_path: Path) -> None:
    office = Office("en", tmp_path, FRIDAY)
    andrei = office.caller().hears("How can I help you?")
    andrei.says("could somebody call me back").hears("by quarter to eleven")
    andrei.says("yes please").hears("It is arranged.").waits(8)
    maria = office.line.agent(MARIA, "Maria").does_not_answer()
    office.closes_until(17)

    office.line.works(minutes=60)
    office.line.carrier.waits(68 * 3600)  # until seven on Monday
    rung_while_closed = maria.rings
    office.line.works(minutes=65)
    assert (rung_while_closed, maria.rings > 0) == (0, True)
    office.line.engine.dispose()


def test_closed_for_today_means_until_tomorrow(clinic: Office) -> None:
    clinic.closes_until(17)

    clinic.caller().hears("We are closed now and open again at eight tomorrow morning")


def test_the_later_closure_counts(clinic: Office) -> None:
    clinic.closes_until(16)
    clinic.closes_until(14)

    clinic.caller().hears("open again at two")


def test_a_lost_database_does_not_open_the_line(clinic: Office, tmp_path: Path) -> None:
    clinic.closes_until(14)
    clinic.caller().hears("open again at two").hangs_up()
    for file in tmp_path.glob("ivr.db*"):
        file.rename(file.with_suffix(".lost"))

    clinic.caller().hears("We are closed now and open again at two.")
