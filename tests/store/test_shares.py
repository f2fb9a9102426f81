"""Shared links: found by the hash of their secret, ended by time or at once."""

from sqlalchemy import Engine

from ivr.store import shares
from ivr.store.database import writing
from ivr.store.shares import FORGOTTEN_AFTER, Kind


def test_a_link_works_until_its_time(engine: Engine) -> None:
    with writing(engine) as conn:
        shares.add(conn, "hash", Kind.CALL, {"title": "A call"}, "santos", 100, 200)
        found = shares.find(conn, "hash")

    assert found is not None
    assert (found.body, found.author) == ({"title": "A call"}, "santos")
    assert [found.works(now) for now in (100, 199, 200)] == [True, True, False]


def test_a_revoked_link_works_no_more(engine: Engine) -> None:
    with writing(engine) as conn:
        shares.add(conn, "hash", Kind.GREETING, {}, "santos", 100, 200)
        found = shares.find(conn, "hash")
        assert found is not None
        ended = shares.revoke(conn, found.id, 150)
        again = shares.revoke(conn, found.id, 160)
        found = shares.find(conn, "hash")

    assert (ended, again) == (found, None)
    assert found is not None
    assert found.revoked == 150
    assert not found.works(150)


def test_links_are_listed_newest_first_until_they_are_forgotten(
    engine: Engine,
) -> None:
    with writing(engine) as conn:
        for number in (1, 2):
            shares.add(
                conn, f"hash{number}", Kind.CALL, {}, "santos", 100, 200 * number
            )
        assert [share.secret for share in shares.every(conn)] == ["hash2", "hash1"]
        shares.forget(conn, 201 + FORGOTTEN_AFTER)

        assert [share.secret for share in shares.every(conn)] == ["hash2"]
