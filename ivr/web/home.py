"""The first page: is the line open, and what do callers hear now."""

from flask import Blueprint, Response, redirect, render_template
from flask import url_for as url

from ivr.script.errors import ScriptError
from ivr.store import drafts, published
from ivr.store.database import reading
from ivr.telephony.line import at
from ivr.telephony.switchboard import NoLine, Switchboard
from ivr.telephony.webhooks import board
from ivr.web.navigation import may_change

home = Blueprint("home", __name__)


@home.get("/")
def page() -> str | tuple[str, int] | Response:
    """The line as it stands; where there is none yet, the way to one."""
    here = board()
    if may_change("first_run.finish") and _nothing_yet(here):
        return redirect(url("first_run.page"))  # type: ignore[return-value]
    try:
        line = here.live_line()
    except (NoLine, ScriptError) as error:
        return render_template("preview/empty.html", reason=str(error)), 503
    return render_template(
        "home/page.html",
        company=line.flow.company[line.script.languages[0]],
        is_open=line.calendar.is_open(at(here.clock())),
    )


def _nothing_yet(here: Switchboard) -> bool:
    """Whether nobody has written a call script here."""
    if here.prefer_script:
        return False
    with reading(here.engine) as conn:
        return drafts.newest(conn) is None and published.active_number(conn) is None
