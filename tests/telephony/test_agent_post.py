"""An agent calls from the telephone that rings: in, out, a break, who waits."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lines import Line, open_line

from ivr.carrier import Caller
from ivr.carrier.monitors import watch
from ivr.script.load import load
from ivr.script.telephone import own_number
from ivr.store import roster
from ivr.store.database import reading
from ivr.store.roster import Post, Presence

from .conftest import ANDREI, JAMES, LINE, MARIA, waits_in_line
from .posting import Twilio, path_of
from .test_roster import puts
from .test_store_faults import locked, removed

SCRIPTS = Path(__file__).parents[1] / "scripts"
TEN = datetime(2026, 11, 24, 10, 0)


@pytest.fixture
def maria(clinic: Line) -> Iterator[Caller]:
    """Maria of the front desk, at her own telephone."""
    yield clinic.carrier.call(name="Maria at her telephone")
    assert [
        str(remark)
        for remark in watch(clinic.carrier.trace, clinic.carrier.clock.now)
        if remark.monitor != "transfer-unasked"
    ] == []
    assert [p for p in clinic.carrier.problems if p.weight != "notice"] == []


def post(line: Line, phone: str) -> Post:
    now = int(line.carrier.clock().timestamp())
    with reading(line.engine) as conn:
        return roster.posts(conn, [phone], now)[phone]


def times_rung(line: Line, phone: str) -> int:
    return sum(leg.to == phone for leg in line.carrier.exchange.legs.values())


def test_an_agent_is_known_by_the_number_and_hears_the_keys(maria: Caller) -> None:
    maria.dials(LINE, MARIA)

    maria.hears("Hello, Maria. You are signed in.")
    maria.hears("To sign in, press one. To sign out, press two.")


def test_an_agent_signs_out_and_in_again(clinic: Line, maria: Caller) -> None:
    maria.dials(LINE, MARIA).presses("2").hears("Thank you. You are signed out.")
    assert post(clinic, MARIA).state is Presence.OUT

    maria.presses("1").hears("Thank you. You are signed in.").hangs_up()
    clinic.carrier.waits(20)
    assert post(clinic, MARIA).state is Presence.IN


def test_an_agent_takes_a_break_of_twenty_minutes(clinic: Line, maria: Caller) -> None:
    maria.dials(LINE, MARIA).presses("3").hears("How many minutes is your break?")
    maria.presses("20#")

    maria.hears("Thank you. Your telephone rings again at twenty past ten.")
    assert post(clinic, MARIA).state is Presence.BREAK
    clinic.carrier.waits(20 * 60)
    assert post(clinic, MARIA).state is Presence.IN


def test_a_break_of_a_whole_day_is_asked_for_again(clinic: Line, maria: Caller) -> None:
    maria.dials(LINE, MARIA).presses("3").hears("How many minutes").presses("1440#")

    maria.hears("A break can take up to eight hours.").presses("60#")
    maria.hears("Your telephone rings again at eleven")
    assert post(clinic, MARIA).state is Presence.BREAK


def test_on_a_break_an_agent_hears_until_when(clinic: Line, maria: Caller) -> None:
    maria.dials(LINE, MARIA).presses("3").hears("How many minutes").presses("30#")
    maria.hears("rings again").hangs_up()

    again = clinic.carrier.call(name="Maria again").dials(LINE, MARIA)

    again.hears("Hello, Maria. Your telephone rings again at half past ten.")


def test_an_agent_hears_how_many_wait_and_how_long(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)
    james = clinic.carrier.call(name="James at his telephone").dials(LINE, JAMES)

    james.presses("4")

    james.hears("The front desk: one caller is waiting, the first for")
    assert not any("appointment" in heard for heard in james.heard)


def test_an_agent_of_another_department_hears_that_nobody_waits(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)
    priya = clinic.carrier.call(name="Priya").dials(LINE, "+15035550103")

    priya.presses("4").hears("Nobody is waiting now.")


def test_whoever_signs_in_is_rung_for_the_caller_who_waits(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)
    puts(clinic, MARIA, Presence.OUT)
    james = clinic.carrier.call(name="James at his telephone").dials(LINE, JAMES)
    james.presses("2").hears("signed out").presses("1").hears("signed in").hangs_up()
    rung = times_rung(clinic, JAMES)

    clinic.carrier.waits(40)

    assert times_rung(clinic, JAMES) == rung + 1


def test_zero_lets_an_agent_talk_with_the_line_as_a_caller(maria: Caller) -> None:
    maria.dials(LINE, MARIA).presses("0")

    maria.hears("Hello, Northside Dental. How can I help you?")


def test_an_agent_who_says_nothing_hears_the_keys_twice_and_goodbye(
    maria: Caller,
) -> None:
    maria.dials(LINE, MARIA).hears("To sign in").hears("To sign in")

    maria.hears("Thank you. Goodbye.")


def test_a_caller_is_no_agent(clinic: Line, andrei: Caller) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?").presses("2")

    assert not any("signed" in heard for heard in andrei.heard)
    assert post(clinic, MARIA).state is Presence.IN


@pytest.mark.parametrize("fault", [locked, removed])
def test_nothing_is_confirmed_that_was_not_written_down(
    clinic: Line, maria: Caller, fault: object
) -> None:
    maria.dials(LINE, MARIA).hears("To sign in")

    with fault(clinic):  # type: ignore[operator]
        maria.presses("2").hears("Nothing has changed.")

    assert not any("You are signed out" in heard for heard in maria.heard)
    assert post(clinic, MARIA).state is Presence.IN


def test_the_token_of_another_call_opens_nothing(clinic: Line) -> None:
    theirs = clinic.app.extensions["ivr"].links.post("CA" + "1" * 32, "en", "post-key")

    own = Twilio(clinic.app, "CA" + "2" * 32)
    answered = own.posts(path_of(theirs), From=MARIA, Digits="2")

    assert "/voice?as=caller</Redirect>" in answered.text
    assert post(clinic, MARIA).state is Presence.IN


SAID = {
    "fil": (
        "Hello po, Nena. Naka-sign in po kayo.",
        "Salamat po. Naka-sign out na po kayo.",
        "Salamat po. Tutunog po ulit ang telepono ninyo",
        "Wala pong naghihintay ngayon.",
    ),
    "ru": (
        "Здравствуйте, Елена. Вы на линии.",
        "Спасибо. Вам больше не звонят.",
        "Спасибо. Ваш телефон снова зазвонит",
        "Сейчас никто не ждёт.",
    ),
    "nb": (
        "Hei, Kari. Du er pålogget.",
        "Takk. Du er avlogget.",
        "Takk. Telefonen din ringer igjen",
        "Ingen venter nå.",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_it_goes_in_every_language(language: str, tmp_path: Path) -> None:
    file = SCRIPTS / f"all-at-once.{language}.yaml"
    script = load(file)
    line = open_line(file, tmp_path, TEN.replace(tzinfo=ZoneInfo(script.timezone)))
    number = own_number(script.numbers[0].number, script.country)
    phone = script.departments["desk"].agents[0].phone
    hello, out, rings, nobody = SAID[language]

    agent = line.carrier.call(name="agent").dials(number, phone)
    agent.hears(hello).presses("4").hears(nobody).presses("2").hears(out)
    agent.presses("3").waits(4).presses("45#").hears(rings)

    assert post(line, phone).state is Presence.BREAK
    assert watch(line.carrier.trace, line.carrier.clock.now) == []
    line.engine.dispose()


def test_a_line_of_two_languages_offers_the_other(tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "scripts" / "hotel.en-fil.yaml"
    script = load(file)
    line = open_line(file, tmp_path, TEN.replace(tzinfo=ZoneInfo(script.timezone)))
    number = own_number(script.numbers[0].number, script.country)
    phone = next(iter(script.departments.values())).agents[0].phone

    agent = line.carrier.call(name="agent").dials(number, phone)
    agent.hears("You are signed in.").presses("9").hears("Naka-sign in po kayo.")
    agent.presses("2").hears("Salamat po. Naka-sign out na po kayo.")

    line.engine.dispose()
