"""Maria records the greeting by telephone while the studio waits for it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lines import Line

from ivr.carrier import Caller
from ivr.carrier.rest.api import Api
from ivr.carrier.server import RestServer
from ivr.speech.sound import from_wav
from ivr.store import takes
from ivr.store.database import reading, writing
from ivr.store.takes import Take

from .conftest import LINE, MARIA

GREETING = "Hello, Northside Dental. How can I help you?"
OFFER = "The studio is waiting for a recording of yours. To record it, press five."


@pytest.fixture
def twilio(clinic: Line) -> Iterator[RestServer]:
    """Where the recordings lie, over HTTP."""
    with RestServer(Api(clinic.carrier.exchange)) as server:
        board = clinic.app.extensions["ivr"]
        board.settings = replace(board.settings, twilio_api_url=server.url)
        yield server


@pytest.fixture
def maria(clinic: Line) -> Caller:
    return clinic.carrier.call(name="Maria at her telephone")


def now(line: Line) -> int:
    return int(line.carrier.clock().timestamp())


def studio_waits(line: Line) -> int:
    with writing(line.engine) as conn:
        return takes.ask(conn, GREETING, "en", MARIA, "santos", now(line))


def found(line: Line, take: int) -> Take:
    with reading(line.engine) as conn:
        return takes.find(conn, take)


def test_what_maria_says_after_the_tone_reaches_the_studio(
    clinic: Line, maria: Caller, twilio: RestServer
) -> None:
    take = studio_waits(clinic)
    maria.dials(LINE, MARIA).hears(OFFER)
    maria.presses("5").hears("After the tone, please repeat this")
    maria.hears(GREETING)
    maria.waits(1).says(GREETING).presses("#").hears("You can hear it in the studio.")
    clinic.carrier.finishes()

    assert from_wav(found(clinic, take).wav).seconds > 1
    assert list(clinic.carrier.exchange.recordings.kept) == []


def test_nobody_is_offered_what_the_studio_does_not_want(
    clinic: Line, maria: Caller
) -> None:
    maria.dials(LINE, MARIA).hears("You are signed in.")

    assert OFFER not in maria.heard


def test_after_a_quarter_of_an_hour_the_studio_waits_no_longer(
    clinic: Line, maria: Caller
) -> None:
    studio_waits(clinic)
    clinic.carrier.waits(15 * 60 + 1)
    maria.dials(LINE, MARIA).hears("You are signed in.")

    assert OFFER not in maria.heard


def test_who_says_nothing_is_asked_again(
    clinic: Line, maria: Caller, twilio: RestServer
) -> None:
    take = studio_waits(clinic)
    maria.dials(LINE, MARIA).presses("5").waits(20)

    maria.hears("I did not hear anything.").hears(OFFER)
    assert found(clinic, take).recording_sid is None


def test_another_telephone_is_not_asked(clinic: Line, maria: Caller) -> None:
    with writing(clinic.engine) as conn:
        takes.ask(conn, GREETING, "en", "+15035550199", "santos", now(clinic))
    maria.dials(LINE, MARIA).hears("You are signed in.")

    assert OFFER not in maria.heard
