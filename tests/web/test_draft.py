"""The draft that the pages show."""

from lines import Line

from ivr.store import drafts
from ivr.store.database import reading
from ivr.telephony.switchboard import Switchboard
from ivr.web.draft import adopt, current, save


def board(line: Line) -> Switchboard:
    found: Switchboard = line.app.extensions["ivr"]
    return found


def test_the_live_script_is_shown_until_somebody_writes(clinic: Line) -> None:
    shown = current(board(clinic))

    assert shown is not None
    assert shown.revision == 0
    assert "company: Northside Dental" in shown.script


def test_what_was_saved_is_shown_next(clinic: Line) -> None:
    save(board(clinic), "company: Southside Dental", "santos", 0)

    shown = current(board(clinic))

    assert shown is not None
    assert (shown.script, shown.author) == ("company: Southside Dental", "santos")


def test_the_first_change_can_be_undone(clinic: Line) -> None:
    save(board(clinic), "company: Southside Dental", "santos", 0)

    with reading(clinic.engine) as conn:
        first = drafts.find(conn, 1)

    assert first is not None
    assert "company: Northside Dental" in first.script


def serves(line: Line, script: str) -> None:
    """As `ivr serve SCRIPT` begins."""
    board(line).script = script
    adopt(board(line))


def test_a_script_that_is_served_takes_the_place_of_an_older_draft(
    clinic: Line,
) -> None:
    save(board(clinic), "company: Southside Dental", "santos", 0)

    serves(clinic, "company: Harbour Hotel")

    shown = current(board(clinic))
    assert shown is not None
    assert shown.script == "company: Harbour Hotel"


def test_what_was_written_upon_it_outlives_a_restart(clinic: Line) -> None:
    serves(clinic, "company: Harbour Hotel")
    shown = current(board(clinic))
    assert shown is not None
    save(board(clinic), "company: Hilltop Hotel", "santos", shown.revision)

    serves(clinic, "company: Harbour Hotel")

    again = current(board(clinic))
    assert again is not None
    assert again.script == "company: Hilltop Hotel"
