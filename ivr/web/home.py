"""The first page: is the line open, and what do callers hear now."""

from flask import Blueprint, render_template

from ivr.script.errors import ScriptError
from ivr.telephony.line import at
from ivr.telephony.switchboard import NoLine
from ivr.telephony.webhooks import board

home = Blueprint("home", __name__)


@home.get("/")
def page() -> str | tuple[str, int]:
    """The line as it stands."""
    here = board()
    try:
        line = here.live_line()
    except (NoLine, ScriptError) as error:
        return render_template("preview/empty.html", reason=str(error)), 503
    return render_template(
        "home/page.html",
        company=line.flow.company[line.script.languages[0]],
        is_open=line.calendar.is_open(at(here.clock())),
    )
