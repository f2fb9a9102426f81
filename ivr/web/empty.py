"""What a page says while there is no line to show, and the way to one."""

from flask import render_template

from ivr.script.errors import Problem, ScriptError
from ivr.telephony.switchboard import STORE_FAILURES
from ivr.telephony.webhooks import board
from ivr.web import draft


def no_draft() -> tuple[str, int]:
    """Nothing has been written yet."""
    return _page(), 404


def not_published() -> tuple[str, int]:
    """Nobody answers yet, though something may have been written."""
    try:
        written = draft.current(board()) is not None
    except STORE_FAILURES:
        written = False
    return _page(written=written), 503


def not_readable(error: ScriptError) -> tuple[str, int]:
    """What has been written is no call script."""
    return _page(problems=error.problems), 409


def _page(*, written: bool = False, problems: tuple[Problem, ...] = ()) -> str:
    return render_template("empty.html", written=written, problems=problems)
