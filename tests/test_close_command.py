"""Closing early at the terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lines import SCRIPTS

from ivr.cli import group
from ivr.store import audit, published
from ivr.store.database import open_database, reading, writing
from ivr.store.migrate import migrate


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of a line that is published, named by the environment."""
    made = f"sqlite:///{tmp_path}/ivr.db"
    migrate(made)
    engine = open_database(made)
    with writing(engine) as conn:
        text = (SCRIPTS / "hotel.en-fil.yaml").read_text("utf-8")
        published.publish(conn, text, 1)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", made)
    return made


def ivr(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_it_closes_says_so_and_opens(url: str) -> None:
    closed = ivr("close", "today")
    asked = ivr("close")
    opened = ivr("close", "--open")

    assert closed.output.startswith("Closed until 20")
    assert "00:00; it ends by itself." in closed.output
    assert asked.output == closed.output
    assert opened.output == "The line follows its opening hours.\n"
    engine = open_database(url)
    with reading(engine) as conn:
        done = [(entry.who, entry.what) for entry in audit.latest(conn)]
    engine.dispose()
    assert done == [
        ("the terminal", "opened the line"),
        ("the terminal", "closed the line"),
    ]


def test_what_is_no_time_is_refused(url: str) -> None:
    refused = ivr("close", "later")

    assert refused.exit_code == 2
    assert "'later' is no time; write 14:00, or today" in refused.output


def test_a_closed_line_is_phoned() -> None:
    script = str(SCRIPTS / "workshop.nb.yaml")
    at = ("--at", "2026-11-24 10:00", "--closed-until", "14:00")
    said = CliRunner().invoke(group, ["phone", script, *at], input="hang up\n")

    assert "Vi har stengt nå og åpner igjen klokka to." in said.output
