"""Accounts are made, listed and removed at the terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lines import SCRIPTS

from ivr.cli import group
from ivr.store import accounts, published
from ivr.store.database import open_database, reading, writing
from ivr.store.migrate import migrate
from ivr.web.password import is_right

PASSWORD = "correct horse battery"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A prepared database, named by the environment."""
    made = f"sqlite:///{tmp_path}/ivr.db"
    migrate(made)
    monkeypatch.setenv("DATABASE_URL", made)
    return made


def ivr(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(group, ["account", *arguments], input=typed)


def test_a_password_is_asked_for_twice_and_kept_as_a_hash(url: str) -> None:
    made = ivr("add", "maria", "--role", "agent", typed=f"{PASSWORD}\n{PASSWORD}\n")

    engine = open_database(url)
    with reading(engine) as conn:
        account = accounts.find(conn, "maria")
    engine.dispose()
    assert made.exit_code == 0
    assert PASSWORD not in made.output
    assert account is not None
    assert account.secret.startswith("$argon2id$")
    assert is_right(account.secret, PASSWORD)


def test_a_name_is_taken_once(url: str) -> None:
    ivr("add", "maria", "--role", "agent", "--password", PASSWORD)
    again = ivr("add", "maria", "--role", "owner", "--password", PASSWORD)

    assert again.exit_code == 2
    assert "maria" in ivr("list").output
    assert "owner" not in ivr("list").output


@pytest.mark.parametrize(
    ("name", "password"), [("maria", "short"), ("ma ria", PASSWORD), ("", PASSWORD)]
)
def test_what_cannot_be_an_account_is_refused(
    url: str, name: str, password: str
) -> None:
    made = ivr("add", name, "--role", "agent", "--password", password)

    assert made.exit_code == 2


def publishes_the_clinic(url: str) -> None:
    engine = open_database(url)
    with writing(engine) as conn:
        script = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
        published.publish(conn, script, 1)
    engine.dispose()


def phone_of(url: str, name: str) -> str | None:
    engine = open_database(url)
    with reading(engine) as conn:
        account = accounts.find(conn, name)
    engine.dispose()
    assert account
    return account.phone


@pytest.mark.parametrize(
    ("name", "agent", "phone"),
    [
        ("maria", [], "+15035550101"),
        ("m.lopez", ["--agent", "maria"], "+15035550101"),
        ("helen", [], "+15035550110"),
        ("front", ["--agent", "+1 503 555 0102"], "+15035550102"),
    ],
)
def test_an_account_belongs_to_an_agent_by_name_or_telephone(
    url: str, name: str, agent: list[str], phone: str
) -> None:
    publishes_the_clinic(url)
    made = ivr("add", name, "--role", "agent", "--password", PASSWORD, *agent)

    assert made.exit_code == 0
    assert phone_of(url, name) == phone


def test_an_account_without_an_agent_is_told_how_to_get_one(url: str) -> None:
    publishes_the_clinic(url)
    made = ivr("add", "temp", "--role", "agent", "--password", PASSWORD)
    tied = ivr("tie", "temp", "--agent", "James")

    assert "ivr account tie temp --agent NAME" in made.output
    assert tied.output == "temp is James.\n"
    assert phone_of(url, "temp") == "+15035550102"
    assert "temp                  agent     James" in ivr("list").output


def test_nobody_is_taken_for_somebody_else(url: str) -> None:
    publishes_the_clinic(url)
    stranger = ivr(
        "add", "x", "--role", "agent", "--password", PASSWORD, "--agent", "Otto"
    )

    assert stranger.exit_code == 2
    assert "nobody of the line is called Otto" in stranger.output
    assert "No accounts" in ivr("list").output


def test_a_removed_account_is_gone(url: str) -> None:
    ivr("add", "maria", "--role", "agent", "--password", PASSWORD)

    assert ivr("remove", "maria").exit_code == 0
    assert ivr("remove", "maria").exit_code == 2
    assert "No accounts" in ivr("list").output


def test_a_password_is_changed(url: str) -> None:
    ivr("add", "maria", "--role", "agent", "--password", PASSWORD)
    changed = ivr("password", "maria", "--password", "another long one")

    engine = open_database(url)
    with reading(engine) as conn:
        account = accounts.find(conn, "maria")
    engine.dispose()
    assert changed.exit_code == 0
    assert account is not None
    assert is_right(account.secret, "another long one")
    assert not is_right(account.secret, PASSWORD)
