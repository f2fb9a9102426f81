"""The etiquette report as a page, for the desk."""

from flask import Blueprint, abort, render_template

from ivr.script.errors import ScriptError
from ivr.store.database import reading
from ivr.telephony.report import days, weeks
from ivr.telephony.switchboard import NoLine
from ivr.telephony.webhooks import board

report = Blueprint("report", __name__, url_prefix="/desk/report")

DAYS, WEEKS = 7, 4


@report.get("")
def page() -> str:
    """The last days and weeks side by side."""
    here = board()
    try:
        timezone = here.live_line().calendar.timezone
    except (NoLine, ScriptError) as error:
        abort(503, str(error))
    with reading(here.engine) as conn:
        by_day = days(conn, timezone, here.now(), DAYS)
        by_week = weeks(conn, timezone, here.now(), WEEKS)
    return render_template("desk/report.html", days=by_day, weeks=by_week)
