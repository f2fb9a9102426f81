"""Publishing, going back, and calls that keep their version."""

import pytest
from sqlalchemy import Engine

from ivr.store import published
from ivr.store.database import reading, writing
from ivr.store.errors import StoreError


def publish(engine: Engine, *scripts: str) -> list[int]:
    with writing(engine) as conn:
        return [published.publish(conn, script, now=100) for script in scripts]


def live(engine: Engine) -> str | None:
    with reading(engine) as conn:
        found = published.active(conn)
    return found.script if found else None


def test_nothing_is_live_at_first(engine: Engine) -> None:
    assert live(engine) is None


def test_the_last_one_published_is_live(engine: Engine) -> None:
    publish(engine, "first", "second")

    assert live(engine) == "second"


def test_publishing_the_same_twice_makes_one_version(engine: Engine) -> None:
    assert publish(engine, "first", "first") == [1, 1]


def test_an_earlier_version_can_still_be_read(engine: Engine) -> None:
    first, _ = publish(engine, "first", "second")

    with reading(engine) as conn:
        found = published.version(conn, first)

    assert found is not None
    assert found.script == "first"


def test_rollback_brings_back_what_was_live_before(engine: Engine) -> None:
    publish(engine, "first", "second", "third")
    with writing(engine) as conn:
        published.rollback(conn, now=200)

    assert live(engine) == "second"


def test_rollback_after_a_repair_skips_the_version_that_was_given_up(
    engine: Engine,
) -> None:
    publish(engine, "first", "broken")
    with writing(engine) as conn:
        published.rollback(conn, now=200)
    publish(engine, "repaired")
    with writing(engine) as conn:
        published.rollback(conn, now=300)

    assert live(engine) == "first"


def test_there_is_nothing_before_the_first(engine: Engine) -> None:
    publish(engine, "first")

    with (
        pytest.raises(StoreError, match="no earlier version"),
        writing(engine) as conn,
    ):
        published.rollback(conn, now=200)
    assert live(engine) == "first"


def test_a_publication_that_is_interrupted_is_invisible(engine: Engine) -> None:
    publish(engine, "first")

    def fail() -> None:
        with writing(engine) as conn:
            published.publish(conn, "second", now=200)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert live(engine) == "first"


def test_the_certificate_is_kept_with_its_version(engine: Engine) -> None:
    with writing(engine) as conn:
        published.publish(conn, "first", 100, {"proved": ["HLD001"]})
        (only,) = published.history(conn)

    assert only.certificate == {"proved": ["HLD001"]}
