"""A line behind the carrier: real webhooks over WSGI, with a clock of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from ivr.carrier import Caller, Carrier, Person
from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.config import Settings
from ivr.promises.worker import work_once
from ivr.store import published
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app

SCRIPTS = Path(__file__).parents[2] / "scripts"
TUESDAY_TEN = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 10:00 in Los Angeles
LINE = "+12135550100"
ANDREI = "+15550100100"
MARIA, JAMES = "+15035550101", "+15035550102"


@dataclass
class Clinic:
    """Northside Dental on the carrier: Maria and James answer at the front desk."""

    carrier: Carrier
    app: Flask

    @property
    def engine(self) -> Engine:
        return self.app.extensions["ivr"].engine

    def agent(self, phone: str, name: str) -> Person:
        return self.carrier.agent(name, phone)

    def works(self, minutes: int) -> None:
        """Time passes, and the worker looks for promises that are due."""
        for _ in range(minutes):
            self.carrier.waits(60)
            while work_once(
                self.engine,
                lambda: int(self.carrier.clock().timestamp()),
                owner="worker",
                perform=self.app.extensions["ivr-errands"].perform,
            ):
                pass


def open_clinic(folder: Path, start: datetime = TUESDAY_TEN) -> Clinic:
    """The clinic's line, published, on a database and a carrier of its own."""
    url = f"sqlite:///{folder}/ivr.db"
    migrate(url)
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        public_base_url="http://localhost",
        voice_engine="none",
        designer=False,
    )
    carrier = Carrier(start=start)
    script = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
    engine = open_database(url)
    with writing(engine) as conn:
        published.publish(conn, script, int(start.timestamp()))
    engine.dispose()
    app = create_app(
        settings,
        clock=lambda: carrier.clock().timestamp(),
        audio_folder=folder / "audio",
        http_client=carrier.http_client(),
        inline_errands=True,
    )
    carrier.line = carrier.connect(
        app, "http://localhost", "/voice", "/voice/fallback", "/voice/status"
    )
    carrier.settle_with(app.extensions["ivr-errands"].run)
    return Clinic(carrier, app)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    opened = open_clinic(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def andrei(clinic: Clinic) -> Caller:
    """Andrei, who calls the clinic."""
    return clinic.carrier.call(name="Andrei")


def asks_for_an_appointment(caller: Caller) -> None:
    """The caller states the need and agrees to be put through."""
    caller.dials(LINE, ANDREI).hears("How can I help you?")
    caller.says("I would like to make an appointment")
    caller.hears("May I put you through to Maria?").says("yes please")


def waits_in_line(caller: Caller) -> None:
    """Nobody answers, and the caller agrees to hold."""
    asks_for_an_appointment(caller)
    caller.hears("Would you like to hold").presses("1")
    caller.hears("You are next in line")
