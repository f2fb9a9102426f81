"""The etiquette report, of a day's calls."""

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from lines import Line

from ivr.carrier import Caller
from ivr.cli import group
from ivr.store.database import reading
from ivr.telephony.report import Figures, figures
from tests.telephony.conftest import (
    MARIA,
    asks_for_an_appointment,
    waits_in_line,
)

PACIFIC = ZoneInfo("America/Los_Angeles")


def of_today(clinic: Line) -> Figures:
    clinic.app.extensions["ivr-errands"].run()
    now = int(clinic.carrier.clock().timestamp())
    with reading(clinic.engine) as conn:
        return figures(conn, PACIFIC, date(2026, 11, 24), 1, now + 3600)


@pytest.fixture
def talked(clinic: Line, andrei: Caller) -> Line:
    """Andrei talked with Maria."""
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").hears("Thank you for calling").waits(10)
    return clinic


def test_a_day_without_calls_has_nothing_to_measure(clinic: Line) -> None:
    found = of_today(clinic)

    assert (found.calls, found.longest_gap, found.to_a_person) == (0, None, None)


def test_a_handled_call_reached_a_person(talked: Line) -> None:
    found = of_today(talked)

    assert (found.calls, found.people_reached) == (1, 1)
    assert found.asked_before_transfer == 1
    assert found.to_a_person is not None
    assert 15 <= found.to_a_person <= 60


def test_a_hold_is_measured_by_its_gaps_and_was_asked(
    clinic: Line, andrei: Caller
) -> None:
    waits_in_line(andrei)
    andrei.waits(100).hangs_up()
    clinic.carrier.waits(2)

    found = of_today(clinic)
    assert (found.asked_before_hold, found.held_unasked) == (1, 0)
    assert found.longest_gap is not None
    assert 25 <= found.longest_gap <= 45
    assert found.gave_up_holding == 1
    assert found.longest_silence is not None
    assert found.longest_silence <= 7


def test_a_promise_that_is_due_is_counted(clinic: Line, andrei: Caller) -> None:
    waits_in_line(andrei)
    andrei.presses("2").hears("We will call you back by")
    clinic.works(minutes=50)

    found = of_today(clinic)
    assert (found.promises_due, found.promises_kept) == (1, 0.0)


def test_the_page_shows_days_and_weeks(talked: Line, desk: FlaskClient) -> None:
    of_today(talked)

    page = desk.get("/desk/report").text
    assert "By week" in page
    assert "11-24" in page


def test_the_command_prints_text_and_json(
    talked: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_today(talked)
    url = talked.app.extensions["ivr"].settings.database_url
    monkeypatch.setenv("DATABASE_URL", url)
    runner = CliRunner()

    text = runner.invoke(group, ["report", "--days", "2"])
    written = runner.invoke(group, ["report", "--days", "2", "--format", "json"])

    assert "seconds between two updates, longest" in text.output
    assert len(json.loads(written.output)["days"]) == 2
