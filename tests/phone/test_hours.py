"""What a caller hears when, as `ivr hours` shows it."""

import json
from datetime import date
from pathlib import Path

import pytest
from callers import starter
from click.testing import CliRunner, Result

from ivr.cli import group
from ivr.phone.hours import calendar_of
from ivr.script.model import Script

SCRIPTS = Path(__file__).parents[2] / "scripts"


def hours(*options: str) -> Result:
    script = str(SCRIPTS / "dental-clinic.en.yaml")
    return CliRunner().invoke(group, ["hours", script, *options])


def test_each_change_of_a_day_is_shown_with_what_is_heard(clinic: Script) -> None:
    (day,) = calendar_of(clinic, date(2026, 11, 25), 1)

    assert day.openings == (("08:00", "12:00"), ("13:00", "17:00"))
    assert [(h.begins, h.is_open) for h in day.heard] == [
        ("00:00", False),
        ("08:00", True),
        ("12:00", False),
        ("13:00", True),
        ("17:00", False),
    ]
    assert day.heard[1].words == "Hello, Northside Dental. How can I help you?"
    assert "open again at one" in day.heard[2].words


def test_a_holiday_is_closed_and_says_when_we_are_back(clinic: Script) -> None:
    (day,) = calendar_of(clinic, date(2026, 12, 25), 1)

    assert (day.openings, day.is_holiday) == ((), True)
    assert "open again at eight on Monday morning" in day.heard[0].words


def test_hours_past_midnight_are_cut_at_midnight(clinic: Script) -> None:
    late = clinic.model_copy(update={"hours": {"friday": "20:00-02:00"}})
    friday, saturday = calendar_of(late, date(2026, 11, 27), 2)

    assert friday.openings == (("20:00", "24:00"),)
    assert saturday.openings == (("00:00", "02:00"),)
    assert [(h.begins, h.is_open) for h in saturday.heard] == [
        ("00:00", True),
        ("02:00", False),
    ]


def test_a_line_without_hours_is_always_open(clinic: Script) -> None:
    always = clinic.model_copy(update={"hours": {}, "holidays": ()})
    (day,) = calendar_of(always, date(2026, 11, 25), 1)

    assert day.openings == (("00:00", "24:00"),)
    assert [h.is_open for h in day.heard] == [True]


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("sari-sari.fil", "Sarado po kami ngayon"),
        ("pharmacy.ru", "Сейчас мы закрыты"),
        ("workshop.nb", "Vi har stengt nå"),
    ],
)
def test_it_is_shown_in_the_language_of_the_line(name: str, heard: str) -> None:
    (day,) = calendar_of(starter(name), date(2026, 12, 25), 1)

    assert heard in day.heard[0].words


def test_the_command_prints_a_week_from_a_day_on() -> None:
    shown = hours("--from", "2026-12-21", "--days", "5").output

    assert shown.startswith("Times of America/Los_Angeles.")
    assert "Monday 2026-12-21: 08:00-12:00, 13:00-17:00" in shown
    assert "Friday 2026-12-25: closed, a holiday" in shown


def test_a_program_reads_the_same() -> None:
    shown = json.loads(hours("--from", "2026-12-21", "--format", "json").output)

    assert len(shown["days"]) == 7
    assert shown["days"][4]["is_holiday"] is True


def test_a_script_that_is_not_there_is_said_to_be_missing() -> None:
    assert CliRunner().invoke(group, ["hours", "nowhere.yaml"]).exit_code == 2
