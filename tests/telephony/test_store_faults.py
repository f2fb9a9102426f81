"""The database locked, gone, broken or read-only in mid-call: what the caller hears."""

import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from lines import Line
from sqlalchemy import event

from ivr.carrier import Caller
from ivr.store import calls, promises, waiting
from ivr.store.database import reading

from .conftest import (
    ANDREI,
    JAMES,
    LINE,
    MARIA,
    asks_for_an_appointment,
    waits_in_line,
)

Fault = Callable[[Line], AbstractContextManager[None]]
SOON = 2.0  # seconds of real time until a caller hears something


def file_of(line: Line) -> Path:
    url = line.app.extensions["ivr"].settings.database_url
    return Path(str(url).removeprefix("sqlite:///"))


@contextmanager
def locked(line: Line) -> Iterator[None]:
    """Another program writes, and does not finish."""
    other = sqlite3.connect(file_of(line), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def removed(line: Line) -> Iterator[None]:
    file = file_of(line)
    file.rename(file.with_suffix(".away"))
    yield
    file.with_suffix(".away").rename(file)


@contextmanager
def corrupt(line: Line) -> Iterator[None]:
    file = file_of(line)
    line.engine.dispose()
    whole = {part: part.read_bytes() for part in file.parent.glob("ivr.db*")}
    for part in whole:
        part.write_bytes(os.urandom(len(whole[part])))
    yield
    line.engine.dispose()
    for part in file.parent.glob("ivr.db*"):
        part.unlink()
    for part, content in whole.items():
        part.write_bytes(content)


@contextmanager
def read_only(line: Line) -> Iterator[None]:
    def connected(raw: Any, record: object) -> None:
        raw.execute("PRAGMA query_only = ON")

    line.engine.dispose()
    event.listen(line.engine, "connect", connected)
    yield
    event.remove(line.engine, "connect", connected)
    line.engine.dispose()


@contextmanager
def full(line: Line) -> Iterator[None]:
    """The disk is full: nothing can be written, neither rows nor the spool."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


FAULTS = pytest.mark.parametrize("fault", [locked, removed, corrupt, read_only, full])


@pytest.fixture(autouse=True)
def answers_soon(clinic: Line) -> Iterator[None]:
    """No answer of the line takes two seconds, whatever the store does."""
    slowest = 0.0
    app = clinic.app.wsgi_app

    def timed(environ: Any, start_response: Any) -> Any:
        nonlocal slowest
        begun = time.monotonic()
        body = app(environ, start_response)
        slowest = max(slowest, time.monotonic() - begun)
        return body

    clinic.app.wsgi_app = timed  # type: ignore[assignment,method-assign]
    yield
    assert slowest < SOON


def all_heard(line: Line, caller: Caller) -> str:
    return " ".join(entry.heard for entry in line.carrier.trace.of(caller.name))


def booked(line: Line) -> int:
    with reading(line.engine) as conn:
        return len(list(promises.open_(conn)))


@FAULTS
def test_the_greeting_is_heard(clinic: Line, andrei: Caller, fault: Fault) -> None:
    with fault(clinic):
        andrei.dials(LINE, ANDREI).hears("Northside Dental. How can I help you?")


@pytest.mark.parametrize("fault", [locked, removed])
def test_the_agents_telephone_is_dialed_by_the_callers_own_document(
    clinic: Line, andrei: Caller, fault: Fault
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("To take the call, press one").presses("1")
    maria.hears("Here is the caller").waits(30).hangs_up()

    with fault(clinic):
        asks_for_an_appointment(andrei)
        andrei.hears("I am ringing Maria").waits(50)

    andrei.hears("Thank you")
    assert maria.rings == 1
    assert andrei.outcome == "application"


@pytest.mark.parametrize("fault", [removed, read_only])
def test_the_next_agent_is_dialed_and_then_the_caller_is_asked(
    clinic: Line, andrei: Caller, fault: Fault
) -> None:
    maria = clinic.agent(MARIA, "Maria").does_not_answer()
    james = clinic.agent(JAMES, "James").is_a_machine()

    with fault(clinic):
        asks_for_an_appointment(andrei)
        andrei.hears("I am trying James")
        andrei.hears("Would you like to hold")

    assert (maria.rings, james.rings) == (1, 1)


@FAULTS
def test_no_callback_is_confirmed_that_was_not_booked(
    clinic: Line, andrei: Caller, fault: Fault
) -> None:
    andrei.dials(LINE, ANDREI).hears("How can I help you?")
    andrei.says("could somebody call me back").hears("Shall I arrange that?")

    with fault(clinic):
        andrei.says("yes please").hears("message")

    assert "It is arranged" not in all_heard(clinic, andrei)
    assert booked(clinic) == 0


@FAULTS
def test_no_message_is_confirmed_that_was_not_kept(
    clinic: Line, andrei: Caller, fault: Fault
) -> None:
    waits_in_line(andrei)
    andrei.presses("3").hears("We will record it").waits(1)

    with fault(clinic):
        andrei.says("This is Andrei Popov, my tooth hurts").presses("#")
        andrei.waits(5)

    assert "I have your message" not in all_heard(clinic, andrei)


@FAULTS
def test_the_caller_who_holds_goes_on_hearing_from_us(
    clinic: Line, andrei: Caller, fault: Fault
) -> None:
    waits_in_line(andrei)

    with fault(clinic):
        andrei.waits(100)
        assert andrei.outcome == "on the line"
        andrei.presses("2").hears("message")


@FAULTS
def test_a_hangup_while_the_store_is_away_is_noted_when_it_is_back(
    clinic: Line, andrei: Caller, fault: Fault
) -> None:
    waits_in_line(andrei)

    with fault(clinic):
        andrei.hangs_up()
        clinic.carrier.waits(1)
    clinic.app.extensions["ivr-errands"].run()

    assert andrei.leg is not None
    with reading(clinic.engine) as conn:
        row = calls.find(conn, andrei.leg.sid)
        place = waiting.place(conn, andrei.leg.sid)
    assert row is not None
    assert (row.state, place) == ("ended", None)
