"""Settings from the environment: defaults that work, mistakes that are explained."""

import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ivr.config import SETTINGS, Settings, SettingsError, settings_table

KEY = "k" * 40


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**given: str) -> Settings:
    return Settings.from_environment({"SECRET_KEY": KEY, **given})


def test_nothing_has_to_be_set() -> None:
    found = Settings.from_environment({})

    assert found.port == 5000
    assert found.database_url == "sqlite:///var/ivr.db"
    assert found.public_base_url is None
    assert found.twilio_auth_token is None
    assert found.twilio_api_url == "https://api.twilio.com"
    assert found.designer


def test_proxies_are_counted() -> None:
    assert settings().proxies == 0
    assert settings(IVR_PROXIES="1").proxies == 1


def test_blanks_count_as_unset() -> None:
    found = settings(PORT=" ", TWILIO_AUTH_TOKEN="", IVR_SCRIPT=" ")

    assert (found.port, found.twilio_auth_token, found.script) == (5000, None, None)


def test_a_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first = Settings.from_environment({}).secret_key
    file = tmp_path / "var" / "secret_key"

    assert len(first) >= 32
    assert Settings.from_environment({}).secret_key == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_together_have_the_same_key() -> None:
    keys: list[str] = []

    def start() -> None:
        keys.append(Settings.from_environment({}).secret_key)

    starting = [threading.Thread(target=start) for _ in range(8)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_no_secret_is_ever_shown() -> None:
    found = settings(
        TWILIO_AUTH_TOKEN="token-one",
        TWILIO_AUTH_TOKEN_NEXT="token-two",
        DATABASE_URL="postgresql://ivr:password@db/ivr",
    )

    for secret in (KEY, "token-one", "token-two", "password"):
        assert secret not in repr(found)


def test_both_tokens_are_accepted_during_rotation() -> None:
    found = settings(TWILIO_AUTH_TOKEN="one", TWILIO_AUTH_TOKEN_NEXT="two")

    assert found.auth_tokens == ("one", "two")
    assert settings().auth_tokens == ()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_understood(scheme: str) -> None:
    found = settings(DATABASE_URL=f"{scheme}://ivr@db/ivr")

    assert found.database_url == "postgresql+psycopg://ivr@db/ivr"


@pytest.mark.parametrize("platform", ["DYNO", "K_SERVICE", "VERCEL"])
def test_a_file_is_refused_where_disks_are_thrown_away(platform: str) -> None:
    with pytest.raises(SettingsError, match=r"throws files away.*PostgreSQL"):
        settings(**{platform: "web.1"})

    kept = {platform: "web.1", "DATABASE_URL": "postgres://db/ivr"}
    assert settings(**kept).database_url == "postgresql+psycopg://db/ivr"


def test_a_key_must_be_given_where_disks_are_thrown_away() -> None:
    with pytest.raises(SettingsError, match="set SECRET_KEY"):
        Settings.from_environment({"DYNO": "web.1", "DATABASE_URL": "postgres://db/i"})


def test_the_public_address_loses_its_last_slash() -> None:
    found = settings(PUBLIC_BASE_URL="https://line.example.com/phone/")

    assert found.public_base_url == "https://line.example.com/phone"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IVR_PROXIES", "many"),
        ("IVR_PROXIES", "-1"),
        ("IVR_PROXIES", "10"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٥٠٠٠"),
        ("PUBLIC_BASE_URL", "line.example.com"),
        ("PUBLIC_BASE_URL", "https://"),
        ("PUBLIC_BASE_URL", "https://line.example.com/?a=b"),
        ("PUBLIC_BASE_URL", "https://maria:secret@line.example.com"),
        ("PUBLIC_BASE_URL", "https://линия.example.com"),
        ("PUBLIC_BASE_URL", "https://line.example.com:port"),
        ("DATABASE_URL", "mysql://db/ivr"),
        ("DATABASE_URL", "var/ivr.db"),
        ("SECRET_KEY", "short"),
        ("IVR_DESIGNER", "maybe"),
        ("TWILIO_API_URL", "api.twilio.com"),
    ],
)
def test_a_setting_that_cannot_work_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings(**{name: value})


def test_the_manual_lists_every_setting() -> None:
    table = settings_table()

    assert all(f"| `{setting.name}` |" in table for setting in SETTINGS)


def test_the_manual_shows_the_settings_as_they_are() -> None:
    page = Path(__file__).parents[2] / "docs" / "deploying.md"
    if not page.exists():
        pytest.skip("docs/deploying.md is not written yet")

    assert settings_table() in page.read_text("utf-8")


def test_settings_need_nothing_but_the_standard_library() -> None:
    code = (
        "import sys, ivr.config;"
        "print([m for m in ('flask', 'sqlalchemy', 'pydantic') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    assert ran.stdout == "[]\n"
