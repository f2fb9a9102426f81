"""A call script on its way: one at a time, decided once, taken over when left."""

from sqlalchemy import Engine

from ivr.store import proposals, published
from ivr.store.database import reading, writing
from ivr.store.proposals import Stage


def proposes(engine: Engine, script: str = "company: X", now: int = 100) -> int | None:
    with writing(engine) as conn:
        return proposals.propose(conn, script, "santos", now, now + 30)


def test_one_is_on_its_way_at_a_time(engine: Engine) -> None:
    assert [proposes(engine), proposes(engine)] == [1, None]


def test_one_that_waits_is_withdrawn_by_the_next(engine: Engine) -> None:
    proposes(engine)
    with writing(engine) as conn:
        proposals.advance(conn, 1, Stage.WAITING, {}, 0)
    second = proposes(engine, "company: Y")

    assert second == 2
    with reading(engine) as conn:
        first = proposals.find(conn, 1)
    assert first is not None
    assert first.stage is Stage.WITHDRAWN


def test_what_was_proved_stays_while_it_goes_on(engine: Engine) -> None:
    proposes(engine)
    with writing(engine) as conn:
        proposals.advance(conn, 1, Stage.RENDERING, {}, 130, {"format": 1})
        proposals.advance(conn, 1, Stage.RENDERING, {"done": 2, "count": 9}, 130)

    with reading(engine) as conn:
        found = proposals.latest(conn)
    assert found is not None
    assert (found.certificate, found.progress["done"]) == ({"format": 1}, 2)


def test_one_that_was_left_is_taken_over_once(engine: Engine) -> None:
    proposes(engine, now=100)
    with writing(engine) as conn:
        taken = [proposals.take_over(conn, 1, at, at + 30) for at in (129, 130, 131)]

    assert taken == [False, True, False]


def test_it_is_decided_once(engine: Engine) -> None:
    proposes(engine)
    with writing(engine) as conn:
        version = published.publish(conn, "company: X", 200)
        first = proposals.decide(conn, 1, Stage.LIVE, "helen", 200, version)
        second = proposals.decide(conn, 1, Stage.DECLINED, "maria", 201)
        late = proposals.advance(conn, 1, Stage.PROVING, {}, 300)

    assert (first, second, late) == (True, False, False)
    with reading(engine) as conn:
        assert proposals.of_versions(conn)[version].decided_by == "helen"
