"""`ivr migrate`, `ivr promises` and `ivr inbox` as the owner types them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from ivr.cli import inbox, migrate, promises
from ivr.flow.actions import PromiseKind
from ivr.promises.line_now import LineNow
from ivr.store import published, voicemail
from ivr.store.database import open_database, promising, writing
from ivr.store.migrate import migrate as prepare
from tests.promises.office import DUE, NOW, SCRIPT, commit, commit_within

YEARS = 20 * 365 * 24 * 3600

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/ivr.db")
    commands = {
        "migrate": migrate.command,
        "promises": promises.command,
        "inbox": inbox.command,
    }

    def run(name: str, *arguments: str) -> Result:
        return CliRunner().invoke(commands[name], arguments)

    return run


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/ivr.db"
    prepare(url)
    engine = open_database(url)
    with writing(engine) as conn:
        published.publish(conn, SCRIPT, now=NOW)
    yield engine
    engine.dispose()


def line_of(engine: Engine) -> LineNow:
    with writing(engine) as conn:
        return LineNow.published(conn)


def leave_message(engine: Engine) -> None:
    line = line_of(engine)
    with promising(engine) as conn:
        voicemail.keep(
            conn,
            "CA1",
            recording_sid="RE1",
            recording_url="https://api.twilio.com/RE1",
            seconds=23,
            now=NOW,
        )
        commit_within(conn, line, "CA1:9", kind=PromiseKind.REPLY, due=DUE)
        voicemail.attach_promise(conn, "CA1", 1)


def test_migrate_says_what_it_did(run: Run) -> None:
    first, second = run("migrate"), run("migrate")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.endswith("ivr.db is created\n")
    assert second.output.endswith("ivr.db is ready; there was nothing to do\n")


def test_migrate_says_what_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ivr.db").write_text("Dear Sir or Madam, " * 100)

    result = run("migrate")

    assert result.exit_code == 2
    assert "cannot be prepared: file is not a database" in result.output


@pytest.mark.parametrize("name", ["promises", "inbox"])
def test_an_unprepared_database_is_explained(run: Run, name: str) -> None:
    result = run(name)

    assert result.exit_code == 2
    assert result.output.endswith("run: ivr migrate\n")


@pytest.mark.parametrize("name", ["promises", "inbox"])
def test_an_impossible_setting_is_explained(
    run: Run, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://db/ivr")

    result = run(name)

    assert result.exit_code == 2
    assert "DATABASE_URL" in result.output


def test_nothing_is_promised_at_first(run: Run, office: Engine) -> None:
    result = run("promises")

    assert result.exit_code == 0
    assert result.output == "Nothing is promised at the moment.\n"


def test_what_is_due_is_shown_without_the_whole_number(
    run: Run, office: Engine
) -> None:
    commit(office, line_of(office), due=DUE + YEARS)

    result = run("promises")

    assert result.exit_code == 0
    assert "by 2046-03-05 10:30" in result.output
    assert "+47…55" in result.output
    assert "98765455" not in result.output


def test_the_agent_who_was_asked_for_is_named(run: Run, office: Engine) -> None:
    commit(office, line_of(office), "CA1:7", due=DUE + YEARS, agent="sales/1")
    commit(office, line_of(office), "CA2:7", due=DUE + YEARS)
    promised = json.loads(run("promises", "--format", "json").output)["promises"]

    assert [row["who"] for row in promised] == ["Andrei", "salg"]


def test_an_overdue_promise_is_a_finding(run: Run, office: Engine) -> None:
    commit(office, line_of(office))

    text, shaped = run("promises"), run("promises", "--format", "json")

    assert (text.exit_code, shaped.exit_code) == (1, 1)
    assert "OVERDUE" in text.output
    (row,) = json.loads(shaped.output)["promises"]
    assert row["overdue"] is True
    assert row["due"] == "2026-03-10T10:30:00+01:00"
    assert row["number"] == "+47…55"


def test_the_inbox_says_who_replies_and_by_when(run: Run, office: Engine) -> None:
    assert run("inbox").output == "No messages.\n"

    leave_message(office)

    assert "salg replies by 2026-03-10 10:30" in run("inbox").output


def test_a_message_that_was_replied_to_is_closed(run: Run, office: Engine) -> None:
    leave_message(office)

    assert run("inbox", "--heard", "1").output == "Noted: message 1 was heard.\n"
    assert run("inbox", "--replied", "1").exit_code == 0
    (row,) = json.loads(run("inbox", "--format", "json").output)["messages"]
    assert (row["heard"], row["state"], row["outcome"]) == (True, "kept", "late")
    assert run("promises").exit_code == 0


def test_a_message_that_is_not_there_is_said(run: Run, office: Engine) -> None:
    result = run("inbox", "--replied", "404")

    assert result.exit_code == 2
    assert result.output == "there is no message 404; ivr inbox lists them\n"
