"""The log of calls: what was asked, agreed, said; nothing is lost with the store."""

from itertools import pairwise
from pathlib import Path

from ivr.carrier import Caller
from ivr.store import call_log
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing
from ivr.telephony.logbook import Logbook

from .conftest import MARIA, Clinic, asks_for_an_appointment, waits_in_line

ENTRY = Entry("CA1:0:dialed", "CA1", 1000, "dialed")


def logged(clinic: Clinic, caller: Caller) -> list[Entry]:
    clinic.app.extensions["ivr-errands"].run()
    with reading(clinic.engine) as conn:
        return call_log.of_call(conn, caller.leg.sid)


def kinds(entries: list[Entry]) -> list[str]:
    return [entry.what for entry in entries if entry.what != "turn"]


def test_a_handled_call_is_told_from_the_dialling_to_the_end(
    clinic: Clinic, andrei: Caller
) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=6)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").hears("Thank you for calling").waits(10)

    entries = logged(clinic, andrei)
    assert kinds(entries) == [
        "dialed", "asked", "agreed", "rang", "connected", "talked", "ended",
    ]  # fmt: skip
    talked = next(entry for entry in entries if entry.what == "talked")
    assert talked.department == "front-desk"
    assert 30 <= talked.detail["seconds"] <= 45


def test_the_hold_is_logged_with_consent_and_each_update(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)
    andrei.waits(80)

    entries = logged(clinic, andrei)
    agreed = [e.detail["for"] for e in entries if e.what == "agreed"]
    updates = [e for e in entries if e.what == "update"]
    assert agreed == ["transfer", "hold"]
    assert "You are next in line" in updates[0].detail["said"]
    assert max(b.at - a.at for a, b in pairwise(updates)) < 45_000


def test_no_number_and_no_words_of_the_caller_are_in_the_log(
    clinic: Clinic, andrei: Caller
) -> None:
    waits_in_line(andrei)

    written = repr(logged(clinic, andrei))
    assert "5550100100" not in written
    assert "appointment" not in written


def test_what_the_store_cannot_take_is_on_the_disk_and_comes_in_once(
    clinic: Clinic, tmp_path: Path
) -> None:
    logbook = Logbook.of(clinic.engine, f"sqlite:///{tmp_path}/ivr.db")
    logbook.pending.append(ENTRY)
    with writing(clinic.engine):
        logbook.write()
    assert len(list((tmp_path / "spool").iterdir())) == 1

    logbook.replay()
    logbook.replay()

    with reading(clinic.engine) as conn:
        assert call_log.of_call(conn, "CA1") == [ENTRY]
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_spooled_entry_that_is_in_the_store_already_changes_nothing(
    clinic: Clinic,
) -> None:
    logbook = clinic.app.extensions["ivr-errands"].logbook
    with writing(clinic.engine) as conn:
        call_log.add(conn, [ENTRY])
    logbook.spool.append([ENTRY])

    logbook.replay()

    with reading(clinic.engine) as conn:
        assert call_log.of_call(conn, "CA1") == [ENTRY]


def test_a_line_that_was_cut_off_is_left_out(clinic: Clinic) -> None:
    logbook = clinic.app.extensions["ivr-errands"].logbook
    logbook.spool.append([ENTRY])
    (file,) = logbook.spool.folder.iterdir()
    file.write_text(file.read_text() + '{"key": "CA1:9', "utf-8")

    assert list(logbook.spool.batches()) == [[ENTRY]]
