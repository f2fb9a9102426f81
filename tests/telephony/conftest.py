"""Northside Dental behind the carrier, and Andrei who calls it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lines import SCRIPTS, open_line
from lines import Line as Clinic

from ivr.carrier import Caller

TUESDAY_TEN = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 10:00 in Los Angeles
LINE = "+12135550100"
ANDREI = "+15550100100"
MARIA, JAMES = "+15035550101", "+15035550102"


def open_clinic(folder: Path, start: datetime = TUESDAY_TEN) -> Clinic:
    """The clinic's line, published, on a database and a carrier of its own."""
    return open_line(SCRIPTS / "dental-clinic.en.yaml", folder, start)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """Northside Dental; Maria and James answer at the front desk."""
    opened = open_clinic(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def andrei(clinic: Clinic) -> Caller:
    """Andrei, who calls the clinic."""
    return clinic.carrier.call(name="Andrei")


def asks_for_an_appointment(caller: Caller, number: str = ANDREI) -> None:
    """The caller states the need and agrees to be put through."""
    caller.dials(LINE, number).hears("How can I help you?")
    caller.says("I would like to make an appointment")
    caller.hears("May I put you through to Maria?").says("yes please")


def waits_in_line(caller: Caller) -> None:
    """Nobody answers, and the caller agrees to hold."""
    asks_for_an_appointment(caller)
    caller.hears("Would you like to hold").presses("1")
    caller.hears("You are next in line")
