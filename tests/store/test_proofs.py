"""Proofs: one at work on each, taken over from the dead, the newest ones kept."""

from sqlalchemy import Engine

from ivr.store import proofs
from ivr.store.database import reading, writing


def test_only_one_works_on_a_proof(engine: Engine) -> None:
    with writing(engine) as conn:
        taken = [proofs.claim(conn, "a", now, now + 20) for now in (100, 105, 119, 120)]
        again = proofs.claim(conn, "a", 141, 160)

    assert taken == [True, False, False, True]
    assert again


def test_who_renews_in_time_is_left_to_work(engine: Engine) -> None:
    with writing(engine) as conn:
        proofs.claim(conn, "a", 100, 120)
        proofs.renew(conn, "a", 140)

        assert not proofs.claim(conn, "a", 130, 150)
        assert proofs.in_progress(conn, 130) == 1
        assert proofs.in_progress(conn, 140) == 0


def test_what_was_found_is_kept(engine: Engine) -> None:
    with writing(engine) as conn:
        proofs.claim(conn, "a", 100, 120)
        proofs.finish(conn, "a", 113, {"holds": True})
    with reading(engine) as conn:
        found = proofs.find(conn, "a")

    assert found == proofs.Proof("a", 100, 0, 113, {"holds": True})


def test_a_finished_proof_is_not_begun_again(engine: Engine) -> None:
    with writing(engine) as conn:
        proofs.claim(conn, "a", 100, 120)
        proofs.finish(conn, "a", 113, {"holds": True})

        assert not proofs.claim(conn, "a", 500, 520)
        assert proofs.last_seconds(conn) == 13


def test_the_oldest_proofs_are_forgotten(engine: Engine) -> None:
    with writing(engine) as conn:
        for number in range(proofs.KEPT + 2):
            proofs.claim(conn, str(number), number, number + 20)
            proofs.finish(conn, str(number), number + 10, {})

        assert proofs.find(conn, "1") is None
        assert proofs.find(conn, "2") is not None
