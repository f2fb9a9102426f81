"""What /healthz tells: whether the line can answer, and what it fell back on."""

from pathlib import Path

from flask.testing import FlaskClient
from lines import Line

from ivr.store import call_log
from ivr.store.database import reading
from tests.telephony.posting import Twilio


def test_it_is_ok_with_nothing_left_behind(desk: FlaskClient) -> None:
    answer = desk.get("/healthz")

    assert (answer.status_code, answer.text.splitlines()) == (
        200,
        [
            "ok",
            "last-resort-used 0",
            "log-pending 0",
            "log-spooled-files 0",
            "errands-late 0",
            "last-resort-in-a-day 0",
        ],
    )


def test_a_last_resort_is_counted_and_logged(clinic: Line, desk: FlaskClient) -> None:
    guarded = clinic.app.extensions["ivr-guard"]

    def fails(environ: object, start: object) -> list[bytes]:
        environ["ivr.signed"] = True  # type: ignore[index]
        raise MemoryError

    whole, guarded.app = guarded.app, fails
    answer = Twilio(clinic.app).dials()
    guarded.app = whole
    clinic.app.extensions["ivr-errands"].run()

    assert answer.status_code == 200
    assert "last-resort-used 1" in desk.get("/healthz").text
    assert "last-resort-in-a-day 1" in desk.get("/healthz").text
    with reading(clinic.engine) as conn:
        found = call_log.between(conn, 0, 10**15)
    assert [entry.what for entry in found] == ["last-resort"]


def test_without_the_database_it_says_so(
    clinic: Line, desk: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "ivr.db").rename(tmp_path / "gone.db")

    assert desk.get("/healthz").status_code == 503
