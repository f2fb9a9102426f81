"""Closures: one counts, and is seen in the same look as the live version."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from ivr.script.calendar import Closure
from ivr.store import closures, published
from ivr.store.database import reading, writing
from ivr.store.glance import anybody_out, glance, live_now

UNTIL_700 = Closure(datetime.fromtimestamp(100, UTC), datetime.fromtimestamp(700, UTC))


def closes(engine: Engine, now: int, until: int) -> None:
    with writing(engine) as conn:
        closures.close(conn, "santos", now, until)


def test_an_open_line_has_none(engine: Engine) -> None:
    with reading(engine) as conn:
        assert closures.current(conn, 100) is None
        assert closures.lately(conn) is None
    assert live_now(engine, 100).closure is None
    assert not glance(engine, "CA1", 1, 100).known


def test_it_counts_until_its_time(engine: Engine) -> None:
    closes(engine, 100, 700)

    with reading(engine) as conn:
        assert [closures.current(conn, at) is None for at in (99, 100, 699, 700)] == [
            *(True, False, False, True)
        ]
    seen = [live_now(engine, at).closure for at in (100, 699, 700)]
    assert seen == [UNTIL_700, UNTIL_700, None]
    assert glance(engine, "CA1", 1, 699).closure == UNTIL_700
    assert anybody_out(engine, 699)


def test_a_new_one_takes_the_place_of_the_one_before(engine: Engine) -> None:
    closes(engine, 100, 900)
    closes(engine, 200, 700)

    with reading(engine) as conn:
        counts = closures.current(conn, 650)
        assert counts is not None
        assert (counts.since, counts.until) == (200, 700)
        assert closures.current(conn, 800) is None


def test_it_is_ended_once(engine: Engine) -> None:
    closes(engine, 100, 700)
    with writing(engine) as conn:
        ended = [closures.reopen(conn, 300) for _ in range(2)]

    assert ended == [True, False]
    assert live_now(engine, 301).closure is None


def test_the_live_version_is_seen_with_it(engine: Engine) -> None:
    with writing(engine) as conn:
        version = published.publish(conn, "company: X", 50)
    closes(engine, 100, 700)
    found = live_now(engine, 300)

    assert (found.version, found.closure) == (version, UNTIL_700)
