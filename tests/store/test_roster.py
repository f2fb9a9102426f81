"""Who is at the telephone: out, on a break, in the time after a call."""

from sqlalchemy import Engine

from ivr.store import roster
from ivr.store.database import reading, writing
from ivr.store.roster import Presence

MARIA, JAMES = "+15035550101", "+15035550102"


def test_whoever_was_never_noted_is_in(engine: Engine) -> None:
    with reading(engine) as conn:
        assert roster.posts(conn, [MARIA], 100)[MARIA].state is Presence.IN
        assert roster.away(conn, 100) == {}


def test_an_agent_who_is_out_stays_out(engine: Engine) -> None:
    with writing(engine) as conn:
        roster.put(conn, MARIA, Presence.OUT, 100)

    with reading(engine) as conn:
        assert roster.away(conn, 100_000) == {MARIA: Presence.OUT}


def test_a_break_ends_by_itself(engine: Engine) -> None:
    with writing(engine) as conn:
        roster.put(conn, MARIA, Presence.BREAK, 100, until=700)

    with reading(engine) as conn:
        assert roster.away(conn, 699) == {MARIA: Presence.BREAK}
        assert roster.away(conn, 700) == {}
        assert roster.posts(conn, [MARIA], 700)[MARIA].state is Presence.IN


def test_whose_break_is_over_is_told_once(engine: Engine) -> None:
    with writing(engine) as conn:
        roster.put(conn, MARIA, Presence.BREAK, 100, until=700)
        roster.put(conn, JAMES, Presence.OUT, 100)

    with writing(engine) as conn:
        assert roster.someone_comes_back(conn, 700)
        assert roster.come_back(conn, 700) == [MARIA]
        assert roster.come_back(conn, 701) == []
        assert not roster.someone_comes_back(conn, 701)


def test_time_after_a_call_brings_nobody_back_who_is_out(engine: Engine) -> None:
    with writing(engine) as conn:
        roster.put(conn, MARIA, Presence.OUT, 100)

        assert not roster.wrap_up(conn, MARIA, 200, 20)
        assert roster.away(conn, 300) == {MARIA: Presence.OUT}


def test_a_longer_time_after_a_call_stays(engine: Engine) -> None:
    with writing(engine) as conn:
        roster.wrap_up(conn, MARIA, 100, 120)
        roster.wrap_up(conn, MARIA, 101, 20)

        assert roster.away(conn, 200) == {MARIA: Presence.WRAP_UP}
