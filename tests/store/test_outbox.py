"""The outbox: one effect a key, one performer a row, nothing lost by a death."""

import threading

from sqlalchemy import Engine

from ivr.store import outbox
from ivr.store.database import writing
from ivr.store.outbox import Done, Failed, OutboxRow, TryAgain


def add(engine: Engine, *keys: str, now: int = 100) -> None:
    with writing(engine) as conn:
        for key in keys:
            outbox.add(conn, key, "ring-agent", {"agent": "sales/0"}, now)


def claim(engine: Engine, owner: str, now: int, older: int = 0) -> OutboxRow | None:
    with writing(engine) as conn:
        return outbox.claim(conn, owner, now, older)


def test_the_same_key_asks_for_one_effect(engine: Engine) -> None:
    with writing(engine) as conn:
        assert outbox.add(conn, "CA1:3", "ring-agent", {"agent": "sales/0"}, 100)
        assert not outbox.add(conn, "CA1:3", "ring-agent", {"agent": "sales/1"}, 101)

    row = claim(engine, "web-1", 101)

    assert row is not None
    assert row.body == {"agent": "sales/0"}
    assert claim(engine, "web-2", 101) is None


def test_a_fresh_row_is_left_to_the_process_that_wrote_it(engine: Engine) -> None:
    add(engine, "CA1:3")

    assert claim(engine, "worker", 101, older=2) is None
    assert claim(engine, "worker", 102, older=2) is not None


def test_a_row_can_be_claimed_by_its_key(engine: Engine) -> None:
    add(engine, "CA1:3", "CA2:5")
    with writing(engine) as conn:
        row = outbox.claim_one(conn, "CA2:5", "web-1", 100)

        assert row is not None
        assert row.key == "CA2:5"
        assert outbox.claim_one(conn, "CA2:5", "web-2", 100) is None


def test_what_is_done_is_never_done_again(engine: Engine) -> None:
    add(engine, "CA1:3")
    row = claim(engine, "web-1", 100)
    assert row is not None
    with writing(engine) as conn:
        assert outbox.finish(conn, row, "web-1", Done("CA9"), 101)

    assert claim(engine, "web-1", 9999) is None


def test_what_cannot_be_done_is_not_tried_again(engine: Engine) -> None:
    add(engine, "CA1:3")
    row = claim(engine, "web-1", 100)
    assert row is not None
    with writing(engine) as conn:
        outbox.finish(conn, row, "web-1", Failed("not a number"), 101)

    assert claim(engine, "web-1", 9999) is None


def test_trying_again_waits_as_long_as_asked(engine: Engine) -> None:
    add(engine, "CA1:3")
    row = claim(engine, "web-1", 100)
    assert row is not None
    with writing(engine) as conn:
        outbox.finish(conn, row, "web-1", TryAgain(8), 101)

    assert claim(engine, "web-1", 108) is None
    again = claim(engine, "web-1", 109)
    assert again is not None
    assert again.attempts == 2


def test_the_row_of_a_dead_process_is_taken_over_after_its_lease(
    engine: Engine,
) -> None:
    add(engine, "CA1:3")
    dead = claim(engine, "web-1", 100)
    assert dead is not None

    assert claim(engine, "web-2", 129) is None
    taken = claim(engine, "web-2", 130)
    assert taken is not None
    assert taken.attempts == 2


def test_a_slow_process_cannot_finish_what_another_took_over(engine: Engine) -> None:
    add(engine, "CA1:3")
    slow = claim(engine, "web-1", 100)
    claim(engine, "web-2", 130)
    assert slow is not None
    with writing(engine) as conn:
        assert not outbox.finish(conn, slow, "web-1", Done(), 131)


def test_several_at_once_never_claim_the_same_row(engine: Engine) -> None:
    add(engine, *(f"CA{number}:1" for number in range(40)))
    claimed: list[str] = []

    def work(owner: str) -> None:
        while (row := claim(engine, owner, 100)) is not None:
            claimed.append(row.key)

    workers = [threading.Thread(target=work, args=(f"web-{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(claimed) == 40
    assert len(set(claimed)) == 40
