"""The log of calls: an entry is written once, and found again."""

from sqlalchemy import Engine

from ivr.store import call_log
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing

SID = "CA" + "a" * 32
DIALED = Entry(f"{SID}:0:dialed", SID, 1000, "dialed")
UPDATE = Entry(f"{SID}:5:update", SID, 31_000, "update", "front-desk", {"place": 2})


def test_an_entry_that_comes_twice_is_kept_once(engine: Engine) -> None:
    with writing(engine) as conn:
        call_log.add(conn, [DIALED, UPDATE])
        call_log.add(conn, [UPDATE])

    with reading(engine) as conn:
        assert call_log.of_call(conn, SID) == [DIALED, UPDATE]


def test_nothing_is_written_for_nothing(engine: Engine) -> None:
    with writing(engine) as conn:
        call_log.add(conn, [])

        assert call_log.between(conn, 0, 10**12) == []


def test_the_latest_of_a_kind_come_first(engine: Engine) -> None:
    talked = [Entry(f"t{n}", SID, n, "talked", "front-desk") for n in (1, 2, 3)]
    with writing(engine) as conn:
        call_log.add(conn, [*talked, UPDATE])

        found = call_log.latest(conn, "front-desk", "talked", 0, 2)
    assert [entry.at for entry in found] == [3, 2]
