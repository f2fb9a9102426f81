"""What is older than it may be is erased; what is still owed to a caller stays."""

from dataclasses import replace

from sqlalchemy import Engine, func, select

from ivr.flow.call import Call
from ivr.store import call_log, calls, helped, notes, outbox, promises, voicemail
from ivr.store.call_log import Entry
from ivr.store.database import reading, writing
from ivr.store.retention import Keep, erase_old
from ivr.store.schema import metadata

DAY = 24 * 3600
NOW = 1000 * DAY
KEEP = Keep(calls=90, messages=30)


def a_call(engine: Engine, sid: str, days_ago: int) -> None:
    """A call with an entry of the log and a note, which ended so many days ago."""
    then = NOW - days_ago * DAY
    with writing(engine) as conn:
        calls.save(
            conn,
            sid,
            version=1,
            call=Call("holding", "en"),
            turn=1,
            number="+15550100100",
            line="+12135550100",
            now=then,
        )
        calls.end(conn, sid, then)
        call_log.add(conn, [Entry(f"{sid}:1", sid, then * 1000, "dialed")])
        notes.add(conn, sid, "maria", "Prefers mornings", then)


def a_promise(engine: Engine, sid: str, closed: int | None) -> int:
    values = dict.fromkeys(
        ("attempts", "rounds", "rings", "told", "lease_until", "version"), 0
    )
    texts = dict.fromkeys(("department", "agent", "need", "lease_owner", "line"), "")
    with writing(engine) as conn:
        made = promises.add(
            conn,
            {
                **values,
                **texts,
                "key": f"{sid}:1",
                "kind": "reply",
                "number": "+15550100100",
                "language": "en",
                "due": NOW,
                "state": "due",
                "tried": [],
                "declined": [],
                "next_attempt": NOW,
                "created": NOW - 99 * DAY,
                "closed": closed,
            },
        )
    assert made is not None
    return made


def a_message(engine: Engine, sid: str, days_ago: int, promise: int | None) -> None:
    with writing(engine) as conn:
        voicemail.keep(
            conn,
            sid,
            recording_sid=f"RE-{sid}",
            recording_url="",
            seconds=5,
            now=NOW - days_ago * DAY,
        )
        if promise:
            voicemail.attach_promise(conn, sid, promise)


def rows(engine: Engine, *names: str) -> dict[str, int]:
    with reading(engine) as conn:
        return {
            name: conn.execute(
                select(func.count()).select_from(metadata.tables[name])
            ).scalar_one()
            for name in names
        }


def test_calls_of_ninety_days_are_erased_with_log_and_notes(engine: Engine) -> None:
    a_call(engine, "CA-old", 91)
    a_call(engine, "CA-new", 89)

    erase_old(engine, KEEP, NOW)

    assert rows(engine, "calls", "call_log", "notes") == {
        "calls": 1,
        "call_log": 1,
        "notes": 1,
    }
    with reading(engine) as conn:
        assert calls.find(conn, "CA-new") is not None


def test_a_call_that_goes_on_is_not_erased(engine: Engine) -> None:
    a_call(engine, "CA-ended", 91)
    with writing(engine) as conn:
        calls.save(
            conn,
            "CA-on",
            version=1,
            call=Call("holding", "en"),
            turn=1,
            number="",
            line="",
            now=NOW - 91 * DAY,
        )

    erase_old(engine, KEEP, NOW)

    with reading(engine) as conn:
        assert calls.find(conn, "CA-on") is not None


def test_a_message_is_erased_after_thirty_days_and_its_recording_too(
    engine: Engine,
) -> None:
    a_message(engine, "CA-1", 31, a_promise(engine, "CA-1", NOW - 30 * DAY))
    a_message(engine, "CA-2", 29, None)

    erase_old(engine, KEEP, NOW)

    with reading(engine) as conn:
        assert [m.call_sid for m in voicemail.every(conn)] == ["CA-2"]
    with writing(engine) as conn:
        errand = outbox.claim(conn, "test", NOW)
    assert errand is not None
    assert (errand.kind, errand.body) == ("delete-recording", {"recording": "RE-CA-1"})


def test_a_message_to_which_a_reply_is_owed_stays(engine: Engine) -> None:
    a_message(engine, "CA-1", 99, a_promise(engine, "CA-1", None))

    erase_old(engine, KEEP, NOW)

    assert rows(engine, "voicemail", "promises") == {"voicemail": 1, "promises": 1}


def test_a_promise_is_erased_ninety_days_after_it_was_kept(engine: Engine) -> None:
    a_promise(engine, "CA-1", NOW - 91 * DAY)
    a_promise(engine, "CA-2", NOW - 89 * DAY)
    a_promise(engine, "CA-3", None)

    erase_old(engine, KEEP, NOW)

    assert rows(engine, "promises") == {"promises": 2}


def test_more_than_one_transaction_holds_is_erased_in_several(engine: Engine) -> None:
    with writing(engine) as conn:
        then = (NOW - 91 * DAY) * 1000
        entries = [Entry(f"last:{n}", "", then, "last-resort") for n in range(250)]
        call_log.add(conn, entries)

    assert erase_old(engine, KEEP, NOW) == 250
    assert rows(engine, "call_log") == {"call_log": 0}


def test_nothing_is_erased_where_the_owner_keeps_all(engine: Engine) -> None:
    a_call(engine, "CA-old", 9999)
    a_message(engine, "CA-old", 9999, None)

    assert erase_old(engine, replace(KEEP, calls=None, messages=None), NOW) == 0
    assert rows(engine, "calls", "voicemail") == {"calls": 1, "voicemail": 1}


def test_who_helped_is_forgotten_after_the_days_of_the_script(engine: Engine) -> None:
    with writing(engine) as conn:
        helped.keep(conn, "a hash", "an agent", "en", NOW - 31 * DAY)
        helped.keep(conn, "another", "an agent", "en", NOW - 29 * DAY)

    erase_old(engine, KEEP, NOW, remembered=30)

    assert rows(engine, "helped") == {"helped": 1}
