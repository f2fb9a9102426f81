"""Lines behind the carrier: real webhooks over WSGI, with a clock of ours."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from ivr.carrier import Carrier, Person
from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.config import Settings
from ivr.promises.worker import work_once
from ivr.store import published
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app

SCRIPTS = Path(__file__).parents[1] / "scripts"
HOST = "http://localhost"


@dataclass
class Line:
    """A published line on a carrier and a database of its own."""

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


def open_line(
    script: Path, folder: Path, start: datetime, *, designer: bool = False
) -> Line:
    """The line of a call script, published and connected; `start` is aware."""
    url = f"sqlite:///{folder}/ivr.db"
    migrate(url)
    engine = open_database(url)
    with writing(engine) as conn:
        published.publish(conn, script.read_text("utf-8"), int(start.timestamp()))
    engine.dispose()
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        public_base_url=HOST,
        voice_engine="none",
        designer=designer,
    )
    carrier = Carrier(start=start.astimezone(UTC))
    app = create_app(
        settings,
        clock=lambda: carrier.clock().timestamp(),
        audio_folder=folder / "audio",
        http_client=carrier.http_client(),
        inline_errands=True,
    )
    carrier.line = carrier.connect(
        app, HOST, "/voice", "/voice/fallback", "/voice/status"
    )
    carrier.settle_with(app.extensions["ivr-errands"].run)
    return Line(carrier, app)
