"""The etiquette report as a page, for the desk."""

from flask import Blueprint, render_template

from ivr.script.errors import ScriptError
from ivr.store.database import reading
from ivr.telephony.report import days, weeks
from ivr.telephony.switchboard import NoLine
from ivr.telephony.webhooks import board
from ivr.web.empty import not_published


def _(words: str) -> str:
    """Marks words for the catalogues; the template translates them."""
    return words


ROWS = (
    ("calls", _("Calls")),
    ("people_reached", _("Reached a person")),
    ("to_a_person", _("Seconds to a person, median")),
    ("longest_to_a_person", _("Seconds to a person, longest")),
    ("asked_before_hold", _("Asked before a hold")),
    ("asked_before_transfer", _("Asked before a transfer")),
    ("held_unasked", _("Held unasked")),
    ("gave_up_holding", _("Hung up on hold")),
    ("longest_gap", _("Seconds between updates, longest")),
    ("longest_silence", _("Seconds of silence, longest")),
    ("promises_due", _("Promises due")),
    ("promises_kept", _("Promises kept, %%")),
    ("helped", _("Said that we could help")),
    ("not_helped", _("Said that we could not help")),
    ("last_resorts", _("Last resort used")),
)

report = Blueprint("report", __name__, url_prefix="/desk/report")

DAYS, WEEKS = 7, 4


@report.get("")
def page() -> str | tuple[str, int]:
    """The last days and weeks side by side."""
    here = board()
    try:
        timezone = here.live_line().calendar.timezone
    except (NoLine, ScriptError):
        return not_published()
    with reading(here.engine) as conn:
        by_day = days(conn, timezone, here.now(), DAYS)
        by_week = weeks(conn, timezone, here.now(), WEEKS)
    return render_template("desk/report.html", days=by_day, weeks=by_week, rows=ROWS)
