"""A caller who wishes to be forgotten: nothing of them is left to be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lines import Line
from sqlalchemy import select

from ivr.carrier import Caller
from ivr.cli import group
from ivr.flow.call import Call
from ivr.store import calls, helped, notes, outbox
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing
from ivr.store.outbox import Done
from ivr.store.schema import metadata
from ivr.telephony.spool import Spool

from .conftest import ANDREI, LINE, MARIA, asks_for_an_appointment

SECRET = "a secret of forty characters, or some more"
FAR_FUTURE = 2**33
SANTOS = "+15550100222"
NEED = "my tooth hurts"


@pytest.fixture
def terminal(clinic: Line, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The terminal of the clinic's deployment."""
    monkeypatch.setenv(
        "DATABASE_URL", clinic.app.extensions["ivr"].settings.database_url
    )
    monkeypatch.setenv("SECRET_KEY", SECRET)
    return CliRunner()


def forgets(terminal: CliRunner, *options: str, number: str = ANDREI) -> Result:
    return terminal.invoke(group, ["forget", number, *options])


def leaves_a_message(caller: Caller, number: str) -> str:
    """The caller leaves a message; the CallSid."""
    caller.dials(LINE, number).hears("How can I help you?").says(NEED)
    caller.hears("May I put you through").says("yes please")
    caller.hears("Would you like to hold").presses("3").hears("We will record it")
    caller.waits(1).says("Please call me about it").presses("#")
    caller.hears("I have your message").hears("Thank you").waits(5)
    assert caller.leg
    return caller.leg.sid


def talks_with_maria(clinic: Line, caller: Caller) -> str:
    """The caller talks with Maria, who hangs up; the CallSid."""
    maria = clinic.agent(MARIA, "Maria").answers(after=2)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    asks_for_an_appointment(caller)
    caller.hears("Here is Maria").hears("Thank you for calling").waits(9)
    assert caller.leg
    return caller.leg.sid


def written(folder: Path) -> bytes:
    """Every byte of the database, its journal and the spool."""
    files = [*folder.glob("ivr.db*"), *folder.glob("spool/*")]
    return b"".join(file.read_bytes() for file in files)


def mentions(clinic: Line, *what: str) -> set[str]:
    """The tables in which a row holds one of the words."""
    found = set()
    with reading(clinic.engine) as conn:
        for table in metadata.sorted_tables:
            for row in conn.execute(select(table)):
                if any(word in str(tuple(row)) for word in what):
                    found.add(table.name)
    return found


def test_nothing_of_a_caller_is_left_to_be_read(
    clinic: Line, andrei: Caller, terminal: CliRunner, tmp_path: Path
) -> None:
    first = leaves_a_message(andrei, ANDREI)
    second = talks_with_maria(clinic, clinic.carrier.call(name="Andrei again"))
    board = clinic.app.extensions["ivr"]
    with writing(clinic.engine) as conn:
        notes.add(conn, second, "maria", "Andrei is afraid of drills", board.now())
    clinic.app.extensions["ivr-errands"].run()
    hashed = board.caller(ANDREI)
    assert mentions(clinic, ANDREI, hashed, NEED) >= {"calls", "promises", "helped"}

    done = forgets(terminal, "--also-promises", "--yes")

    kept = {"outbox"}  # by which Twilio is asked to delete what it has
    assert done.output.startswith("Erased: 2 calls, 1 message, 1 note, 1 promise, who")
    assert mentions(clinic, ANDREI, hashed, NEED, first, second) == kept
    clinic.engine.dispose()
    for word in (ANDREI, ANDREI[1:], hashed, NEED, "afraid of drills"):
        assert word.encode() not in written(tmp_path)


def test_twilio_is_asked_to_delete_recordings_and_records_of_calls(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    sid = leaves_a_message(andrei, ANDREI)
    assert len(clinic.carrier.exchange.recordings.kept) == 1

    forgets(terminal, "--also-promises", "--yes")
    errands = clinic.app.extensions["ivr-errands"]
    with writing(clinic.engine) as conn:
        while errand := outbox.claim(conn, "test", FAR_FUTURE):
            assert isinstance(errands.perform(errand), Done)
            outbox.finish(conn, errand, "test", Done(), FAR_FUTURE)

    assert len(clinic.carrier.exchange.recordings.kept) == 0
    assert sid not in clinic.carrier.exchange.legs


def test_others_are_not_forgotten(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    leaves_a_message(andrei, ANDREI)
    santos = clinic.carrier.call(name="Mrs. Santos")
    leaves_a_message(santos, SANTOS)
    before = mentions(clinic, SANTOS)

    forgets(terminal, "--also-promises", "--yes")

    assert mentions(clinic, SANTOS) == before
    assert mentions(clinic, ANDREI) == set()


def test_a_promise_is_told_and_nothing_erased_without_a_word(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    leaves_a_message(andrei, ANDREI)

    refused = forgets(terminal, "--yes")

    assert refused.exit_code == 1
    assert "a reply by 2026-11-24 15:15, urgent care" in refused.output
    assert "Nothing was erased." in refused.output
    assert "voicemail" in mentions(clinic, "RE")


def test_it_is_asked_before_anything_is_erased(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    talks_with_maria(clinic, andrei)

    asked = terminal.invoke(group, ["forget", ANDREI], input="n\n")

    assert "Kept of this caller: 1 call, who helped them" in asked.output
    assert mentions(clinic, ANDREI) >= {"calls"}


def test_a_caller_on_the_line_is_not_forgotten(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    asks_for_an_appointment(andrei)

    refused = forgets(terminal, "--yes")

    assert refused.exit_code == 2
    assert "on the line now" in refused.output
    assert "calls" in mentions(clinic, ANDREI)


def test_a_wish_not_to_be_remembered_stays(clinic: Line, terminal: CliRunner) -> None:
    board = clinic.app.extensions["ivr"]
    with writing(clinic.engine) as conn:
        helped.forget(conn, board.caller(ANDREI), board.now())

    assert forgets(terminal, "--yes").output == "Nothing is kept of that number.\n"
    assert mentions(clinic, board.caller(ANDREI)) == {"helped"}


def test_what_waits_on_the_disk_for_the_database_is_forgotten_too(
    clinic: Line, andrei: Caller, terminal: CliRunner, tmp_path: Path
) -> None:
    sid = talks_with_maria(clinic, andrei)
    spool = Spool(tmp_path / "spool")
    other = Entry("CA2:1", "CA2", 1, "dialed")
    spool.append([Entry(f"{sid}:1", sid, 1, "dialed"), other])

    forgets(terminal, "--yes")

    assert [entry for batch in spool.batches() for entry in batch] == [other]


def test_of_two_hundred_callers_twenty_are_forgotten(
    clinic: Line, terminal: CliRunner, tmp_path: Path
) -> None:
    numbers = [f"+1555010{n:04}" for n in range(200)]
    with writing(clinic.engine) as conn:
        for n, number in enumerate(numbers):
            sid = f"CA{n:032x}"
            calls.save(
                conn,
                sid,
                version=1,
                call=Call("ended", "en"),
                turn=1,
                number=number,
                line=LINE,
                now=1,
            )
            calls.end(conn, sid, 2)

    for number in numbers[::10]:
        assert forgets(terminal, "--yes", number=number).exit_code == 0

    clinic.engine.dispose()
    left = written(tmp_path)
    found = [number for number in numbers if number.encode() in left]
    assert found == [n for i, n in enumerate(numbers) if i % 10]


def test_a_caller_may_read_all_that_is_kept_before_it_goes(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    sid = leaves_a_message(andrei, ANDREI)
    leaves_a_message(clinic.carrier.call(name="Mrs. Santos"), SANTOS)

    shown = forgets(terminal, "--show")

    kept = json.loads(shown.output)
    assert {"calls", "call_log", "promises", "voicemail"} <= set(kept)
    assert [call["call_sid"] for call in kept["calls"]] == [sid]
    assert kept["calls"][0]["need"] == NEED
    assert SANTOS not in shown.output
    assert mentions(clinic, ANDREI) >= {"calls", "promises"}


@pytest.mark.parametrize("number", ["call me", "+1", "0"])
def test_what_is_no_number_is_said_to_be_none(terminal: CliRunner, number: str) -> None:
    assert forgets(terminal, "--yes", number=number).exit_code == 2


def test_a_program_reads_what_was_erased(
    clinic: Line, andrei: Caller, terminal: CliRunner
) -> None:
    talks_with_maria(clinic, andrei)

    shown = json.loads(forgets(terminal, "--yes", "--format", "json").output)

    assert shown["calls"] == 1
    assert shown["forgotten"] is True
