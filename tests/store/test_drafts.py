"""The draft: saves, conflicts, undo and redo."""

import pytest
from sqlalchemy import Engine

from ivr.store import drafts
from ivr.store.database import reading, writing
from ivr.store.drafts import Conflict, Draft


def save(engine: Engine, *scripts: str, author: str = "santos") -> Draft:
    with writing(engine) as conn:
        for script in scripts:
            found = drafts.newest(conn)
            revision = found.revision if found else 0
            saved = drafts.save(conn, script, author, 100 + revision, revision)
    return saved


def undo(engine: Engine) -> str | None:
    with writing(engine) as conn:
        found = drafts.newest(conn)
        assert found is not None
        undone = drafts.undo(conn, "santos", 500, found.revision)
    return undone.script if undone else None


def redo(engine: Engine) -> str | None:
    with writing(engine) as conn:
        found = drafts.newest(conn)
        assert found is not None
        redone = drafts.redo(conn, "santos", 500, found.revision)
    return redone.script if redone else None


def test_there_is_no_draft_at_first(engine: Engine) -> None:
    with reading(engine) as conn:
        assert drafts.newest(conn) is None
        assert drafts.steps(conn) == (False, False)


def test_the_last_text_saved_is_the_draft(engine: Engine) -> None:
    save(engine, "company: Northside", "company: Northside Dental")

    with reading(engine) as conn:
        assert drafts.newest(conn) == Draft(
            2, "company: Northside Dental", "santos", 101
        )


def test_saving_the_same_text_again_makes_no_revision(engine: Engine) -> None:
    assert save(engine, "same", "same").revision == 1


def test_whoever_saves_second_is_told_what_the_first_one_kept(engine: Engine) -> None:
    seen = save(engine, "first").revision
    save(engine, "of Helen", author="helen")

    with pytest.raises(Conflict) as told, writing(engine) as conn:
        drafts.save(conn, "of Mrs. Santos", "santos", 300, seen)

    assert told.value.newest is not None
    assert told.value.newest.script == "of Helen"
    assert told.value.newest.author == "helen"


def test_two_who_wrote_the_same_are_not_in_conflict(engine: Engine) -> None:
    seen = save(engine, "first").revision
    save(engine, "the same", author="helen")

    with writing(engine) as conn:
        kept = drafts.save(conn, "the same", "santos", 300, seen)

    assert kept.author == "helen"


def test_changes_are_undone_one_by_one(engine: Engine) -> None:
    save(engine, "A", "B", "C")

    assert [undo(engine), undo(engine), undo(engine)] == ["B", "A", None]


def test_what_was_undone_comes_back(engine: Engine) -> None:
    save(engine, "A", "B", "C")
    undo(engine)
    undo(engine)

    assert [redo(engine), redo(engine), redo(engine)] == ["B", "C", None]


def test_a_change_after_an_undo_forgets_what_was_undone(engine: Engine) -> None:
    save(engine, "A", "B")
    undo(engine)
    save(engine, "C")

    assert redo(engine) is None
    assert undo(engine) == "A"


def test_the_way_back_is_told(engine: Engine) -> None:
    save(engine, "A", "B")
    undo(engine)

    with reading(engine) as conn:
        assert drafts.steps(conn) == (False, True)


def test_nothing_that_was_undone_is_lost_from_the_history(engine: Engine) -> None:
    save(engine, "A", "B")
    undo(engine)

    with reading(engine) as conn:
        assert [each.script for each in drafts.history(conn)] == ["A", "B", "A"]


def test_old_revisions_make_room(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "KEPT", 3)
    save(engine, "1", "2", "3", "4", "5", "6")

    with reading(engine) as conn:
        assert [each.script for each in drafts.history(conn)] == ["6", "5", "4"]
