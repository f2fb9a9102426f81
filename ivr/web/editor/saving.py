"""Saving what was written: as the next revision, together with what others wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ivr.script.document import parse
from ivr.script.edits import CannotEdit, Edit, edited, value_at
from ivr.script.errors import ScriptError
from ivr.script.merge import Clash, merge
from ivr.script.rewrite import CannotRewrite, rewrite
from ivr.store import drafts
from ivr.store.database import reading
from ivr.store.drafts import BEGINNING, Conflict, Draft
from ivr.telephony.switchboard import Switchboard
from ivr.web import draft as draft_of

Side = Literal["mine", "theirs"]


@dataclass(frozen=True)
class Written:
    """What somebody wrote upon a revision: edits of fields, or the whole text."""

    revision: int
    edits: tuple[Edit, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class Saved:
    """The draft after saving; `with_others` if somebody else's changes are in it."""

    draft: Draft
    with_others: bool = False


class Clashing(Exception):
    """Others changed the same fields: both versions, and what differs.

    No clash is named where one of the texts cannot be read as YAML.
    """

    def __init__(self, theirs: Draft, mine: str, clashes: tuple[Clash, ...]) -> None:
        self.theirs = theirs
        self.mine = mine
        self.clashes = clashes
        super().__init__("somebody else changed the same")


class CannotSave(Exception):
    """What was written has no place in the script; the message says why."""


def save(board: Switchboard, author: str, written: Written) -> Saved:
    """Saves what was written; raises Clashing, Conflict or CannotSave."""
    newest = _newest(board)
    base = _base(board, written, newest)
    mine = _text(base.script, written)
    if base.script == newest.script:
        return Saved(draft_of.save(board, mine, author, newest.revision))
    merged, clashes = _merged(base, mine, newest)
    if merged is None or clashes:
        raise Clashing(newest, mine, clashes)
    text = _carried(mine if written.text is not None else newest.script, merged)
    saved = draft_of.save(board, text, author, newest.revision)
    return Saved(saved, with_others=text != mine)


def settle(
    board: Switchboard,
    author: str,
    written: Written,
    seen: int,
    choice: Side | Mapping[int, Side],
) -> Saved:
    """Saves after a clash: all of mine, all of theirs, or each clash as chosen.

    `seen` is the revision with which it clashed; Conflict if there is a newer one.
    What was not chosen stays in the history.
    """
    newest = _newest(board)
    if newest.revision != seen:
        raise Conflict(newest)
    base = _base(board, written, newest)
    mine = _text(base.script, written)
    if choice == "mine":
        return Saved(draft_of.save(board, mine, author, seen))
    if choice == "theirs":
        kept = draft_of.save(board, mine, author, seen)
        again = draft_of.save(board, newest.script, author, kept.revision)
        return Saved(again, with_others=True)
    merged, clashes = _merged(base, mine, newest)
    if merged is None:
        raise Clashing(newest, mine, clashes)
    for number, clash in enumerate(clashes):
        if choice.get(number) == "mine":
            merged = _chosen(merged, clash)
    text = _carried(newest.script, merged)
    return Saved(draft_of.save(board, text, author, seen), True)


def step(
    board: Switchboard, author: str, seen: int, way: Literal["undo", "redo"]
) -> Draft | None:
    """A step back or forth; None where there is none."""
    return draft_of.step(board, author, seen, way)


def _newest(board: Switchboard) -> Draft:
    return draft_of.current(board) or Draft(BEGINNING, "", "", board.now())


def _base(board: Switchboard, written: Written, newest: Draft) -> Draft:
    """The revision that somebody had before him.

    Of one that is no longer kept, fields are changed in the newest one, and a whole
    text is compared with nothing.
    """
    if written.revision == newest.revision:
        return newest
    if written.revision == BEGINNING:
        return draft_of.live(board) or Draft(BEGINNING, "", "", board.now())
    with reading(board.engine) as conn:
        found = drafts.find(conn, written.revision)
    if found is None:
        return newest if written.text is None else Draft(written.revision, "", "", 0)
    return found


def _text(base: str, written: Written) -> str:
    if written.text is not None:
        return written.text
    try:
        data = parse(base, "").data if base.strip() else None
        return rewrite(base, edited(data, written.edits))
    except (CannotEdit, CannotRewrite, ScriptError) as error:
        raise CannotSave(str(error)) from None


def _merged(base: Draft, mine: str, theirs: Draft) -> tuple[Any, tuple[Clash, ...]]:
    try:
        before, one, other = (
            parse(text, "").data for text in (base.script, mine, theirs.script)
        )
    except ScriptError:
        return None, ()
    return merge(before, one, other)


def _carried(text: str, data: Any) -> str:
    try:
        return rewrite(text, data)
    except (CannotRewrite, ScriptError) as error:
        raise CannotSave(str(error)) from None


def _chosen(data: Any, clash: Clash) -> Any:
    """The values with my side of a clash."""
    if not clash.path:
        return clash.mine
    action: Literal["remove", "put"] = "remove" if clash.mine is None else "put"
    if action == "remove" and value_at(data, clash.path) is None:
        return data
    return edited(data, [Edit(action, clash.path, clash.mine)])
