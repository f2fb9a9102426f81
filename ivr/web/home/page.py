"""The first page: is the line open, what do callers hear now, what is left to do."""

import re
from datetime import timedelta

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.script.closing_time import closing_time
from ivr.script.errors import ScriptError
from ivr.store import audit, closures, drafts, proposals, published, voicemail
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.store.proposals import Stage
from ivr.telephony import media
from ivr.telephony.line import Line, at
from ivr.telephony.switchboard import NoLine, Switchboard
from ivr.telephony.webhooks import board
from ivr.web.admission import THIS_MACHINE, author
from ivr.web.desk.view import DeskView
from ivr.web.desk.who import AtDesk
from ivr.web.desk.words import named
from ivr.web.home import view as home_view
from ivr.web.interface import gettext as _
from ivr.web.navigation import may_change
from ivr.web.opening import state

home = Blueprint("home", __name__)

RECORDING = re.compile(r"RE[0-9a-f]{32}")
PROMPT = re.compile(r"[0-9a-f]{32}")
MOST_PROMPTS = 6  # of one answer


@home.get("/")
def page() -> str | Response:
    """The line as it stands; where there is none yet, the way to one."""
    here = board()
    if may_change("first_run.finish") and _nothing_yet(here):
        return redirect(url("first_run.page"))  # type: ignore[return-value]
    try:
        line = here.live_line()
    except (NoLine, ScriptError) as error:
        return render_template(
            "home/empty.html", reason=str(error), **_unpublished(here)
        )
    return render_template(
        "home/page.html",
        company=named(line.flow.company, line),
        suggested=_suggested(here, line),
        **_unpublished(here),
        **_now(here, line),
        **_office(here, line),
        **_week(here, line),
    )


@home.get("/now")
def now() -> str:
    """Whether the line is open, and what callers hear."""
    here = board()
    return render_template("home/now.html", **_now(here, _line(here)))


@home.get("/office")
def office() -> str:
    """Who is on the line, what is owed, what was."""
    here = board()
    return render_template("home/office.html", **_office(here, _line(here)))


@home.get("/spoken/<language>/<of>.wav")
def spoken(language: str, of: str) -> Response:
    """Prompts one after another, as a caller hears them."""
    names = of.split("-")
    if not all(PROMPT.fullmatch(name) for name in names[:MOST_PROMPTS]):
        abort(404)
    wav = home_view.together(board().library, names[:MOST_PROMPTS])
    if wav is None:
        abort(404)
    return Response(wav, mimetype="audio/wav")


@home.get("/closing")
def closing() -> str:
    """What callers would hear if we closed now, and what was promised before."""
    here = board()
    line, until = _asked(here)
    with reading(here.engine) as conn:
        promised = home_view.affected(conn, line, here.now(), until)
    moment = at(here.clock())
    heard = home_view.heard_if_closed(here.library, line, until, moment)
    return render_template("home/closing.html", heard=heard, promised=promised)


@home.post("/close")
def close() -> Response:
    """Closes the line until a time of today or tomorrow, or for today."""
    here = board()
    until = _asked(here)[1]
    with writing(here.engine) as conn:
        closures.close(conn, author(), here.now(), until)
        audit.note(conn, here.now(), author(), Deed.CLOSED_LINE, until=until)
    return redirect(url("home.page"), 303)  # type: ignore[return-value]


@home.post("/open")
def open_again() -> Response:
    """Ends a closure before its time."""
    here = board()
    with writing(here.engine) as conn:
        if closures.reopen(conn, here.now()):
            audit.note(conn, here.now(), author(), Deed.OPENED_LINE)
    return redirect(url("home.page"), 303)  # type: ignore[return-value]


@home.get("/messages/<int:number>.wav")
def message(number: int) -> Response:
    """A message that a caller left, fetched from where it was recorded."""
    here = board()
    with reading(here.engine) as conn:
        found = voicemail.find(conn, number)
    if found is None or not RECORDING.fullmatch(found.recording_sid):
        abort(404)
    if not here.settings.twilio_account_sid:
        abort(409, _("Messages are kept at Twilio, and no account is set here."))
    try:
        wav = media.recording(here.settings, found.recording_sid)
    except media.MediaMissing:
        abort(502, _("Twilio does not hand the message out just now."))
    return Response(wav, mimetype="audio/wav")


def _now(here: Switchboard, line: Line) -> dict[str, object]:
    moment, seconds = at(here.clock()), here.now()
    with reading(here.engine) as conn:
        closed = closures.current(conn, seconds)
        return {
            "state": state(line, moment, closed),
            "closed": closed,
            "heard": home_view.heard(conn, here.library, line, moment),
            "here": THIS_MACHINE,
            "late": home_view.affected(conn, line, seconds, closed.until)
            if closed
            else [],
        }


def _office(here: Switchboard, line: Line) -> dict[str, object]:
    seconds = here.now()
    with reading(here.engine) as conn:
        return {
            "desk": DeskView.of(conn, line, seconds, AtDesk.now()),
            "calls": list(home_view.last_calls(conn, line, seconds)),
            "playable": bool(here.settings.twilio_account_sid),
        }


def _week(here: Switchboard, line: Line) -> dict[str, object]:
    with reading(here.engine) as conn:
        return {"week": home_view.week(conn, line, here.now())}


def _unpublished(here: Switchboard) -> dict[str, object]:
    """What is written and not heard yet, and what waits for a second person."""
    with reading(here.engine) as conn:
        newest, live = drafts.newest(conn), published.active(conn)
        waiting = proposals.latest(conn)
    waits = waiting is not None and waiting.stage is Stage.WAITING
    return {
        "unpublished": bool(newest and (not live or newest.script != live.script)),
        "waiting": waiting if waits else None,
        "own": waiting is not None and waiting.author == author(),
        "served": here.prefer_script,
    }


def _asked(here: Switchboard) -> tuple[Line, int]:
    """The line, and until when it shall be closed (Unix seconds)."""
    line = _line(here)
    now = at(here.now()).astimezone(line.calendar.timezone)
    until = closing_time(request.values.get("until", ""), now)
    if until is None:
        abort(400, _("Until when? Please give a time such as 14:00."))
    return line, int(until.timestamp())


def _suggested(here: Switchboard, line: Line) -> str:
    """The full hour after the next one, as the office's clock shows it."""
    local = at(here.clock()).astimezone(line.calendar.timezone)
    return f"{(local + timedelta(hours=2)):%H}:00"


def _line(here: Switchboard) -> Line:
    try:
        return here.live_line()
    except (NoLine, ScriptError):
        abort(503, _("There is no line yet."))


def _nothing_yet(here: Switchboard) -> bool:
    """Whether nobody has written a call script here."""
    if here.prefer_script:
        return False
    with reading(here.engine) as conn:
        return drafts.newest(conn) is None and published.active_number(conn) is None
