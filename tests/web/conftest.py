"""The clinic's desk, seen from this machine and from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lines import SCRIPTS, Line, open_line

from ivr.carrier import Caller
from ivr.config import Settings
from ivr.store import accounts, published
from ivr.store.accounts import Role
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app
from ivr.web.password import hashed
from tests.telephony.conftest import TUESDAY_TEN

OUTSIDE = "https://line.example.com"
PASSWORD = "correct horse battery"
NOON = 1_795_550_400


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Line]:
    """Northside Dental with a carrier; its pages are seen from this machine."""
    opened = open_line(SCRIPTS / "dental-clinic.en.yaml", tmp_path, TUESDAY_TEN)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def andrei(clinic: Line) -> Caller:
    """Andrei, who calls the clinic."""
    return clinic.carrier.call(name="Andrei")


@pytest.fixture
def desk(clinic: Line) -> FlaskClient:
    """A browser on this machine."""
    return clinic.app.test_client()


class Clock:
    """A clock that stands still unless it is moved."""

    def __init__(self) -> None:
        self.seconds = float(NOON)

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """The clock of the public line."""
    return Clock()


@pytest.fixture
def public(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The clinic on the internet; Mrs. Santos manages it, Maria answers."""
    url = f"sqlite:///{tmp_path}/public.db"
    migrate(url)
    engine = open_database(url)
    script = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    secret = hashed(PASSWORD)
    with writing(engine) as conn:
        published.publish(conn, script, NOON)
        accounts.add(conn, "santos", Role.MANAGER, secret, NOON)
        accounts.add(conn, "maria", Role.AGENT, secret, NOON)
    engine.dispose()
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        twilio_auth_token="a token",
        public_base_url=OUTSIDE,
        voice_engine="none",
    )
    app = create_app(
        settings, clock=clock, audio_folder=tmp_path / "audio", inline_errands=True
    )
    yield app
    app.extensions["ivr"].engine.dispose()


@pytest.fixture
def browser(public: Flask) -> FlaskClient:
    """A browser outside."""
    client = public.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    return client
