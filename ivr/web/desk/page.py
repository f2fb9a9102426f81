"""The desk: who waits and for what, who is there, what is owed; for agents."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
)
from flask import url_for as url

from ivr.promises import inbox
from ivr.script.errors import ScriptError
from ivr.speech.agent_card import Card, agent_cards
from ivr.store.database import promising, reading
from ivr.store.errors import NothingPublished
from ivr.store.roster import Presence
from ivr.telephony import by_desk, presence
from ivr.telephony.by_desk import Became
from ivr.telephony.line import Line
from ivr.telephony.switchboard import STORE_FAILURES, NoLine
from ivr.telephony.webhooks import board
from ivr.web.admission import author, still_here
from ivr.web.desk.view import DeskView
from ivr.web.desk.who import AtDesk
from ivr.web.desk.words import became_words, named
from ivr.web.empty import not_published
from ivr.web.interface import gettext as _

desk = Blueprint("desk", __name__, url_prefix="/desk")

BREAKS = {"break-10": 10, "break-30": 30, "lunch": 60}  # minutes


@desk.get("")
def page() -> str | tuple[str, int]:
    """The whole page; what changes is fetched again every few seconds."""
    return _show("desk/page.html")


@desk.get("/now")
def now() -> str | tuple[str, int]:
    """The part of the page that changes."""
    return _show("desk/now.html")


@desk.post("/agents")
def agent() -> Response:
    """Somebody comes in, goes out or takes a break."""
    here, line = board(), the_line()
    phone = own_phone(line, request.form.get("agent", ""))
    chosen = request.form.get("state", "")
    if chosen in BREAKS:
        until = here.now() + BREAKS[chosen] * 60
        presence.put(here, phone, Presence.BREAK, until)
    elif chosen in (Presence.IN, Presence.OUT):
        presence.put(here, phone, Presence(chosen))
    else:
        abort(400)
    return back()


@desk.post("/messages/<int:number>")
def message(number: int) -> Response:
    """A message was heard, or replied to, which keeps the promise."""
    noting = {"heard": inbox.heard, "replied": inbox.replied}.get(
        request.form.get("done", "")
    )
    if noting is None:
        abort(400)
    try:
        with promising(board().engine) as conn:
            found = noting(conn, number, board().now())
    except NothingPublished:
        abort(409, _("There is no line yet."))
    if not found:
        abort(404)
    return back()


@desk.post("/promises/<int:number>")
def promise(number: int) -> Response:
    """A callback is taken over, was made by hand, or is no longer wanted."""
    chosen = request.form.get("done", "")
    if chosen == "call":
        caller = request.form.get("agent", "")
        own_phone(the_line(), caller)
        return back(by_desk.call_back(board(), number, caller))
    if chosen not in ("kept", "cancelled"):
        abort(400)
    kept = chosen == "kept"
    return back(by_desk.settle(board(), number, author(), kept=kept))


@desk.get("/card")
def card() -> str:
    """An agent's card in the language of a call."""
    line = the_line()
    language = request.args.get("language", line.script.languages[0])
    agent = request.args.get("agent", "")
    return render_template("desk/card.html", card=_card(line, agent, language))


def in_trouble(error: Exception) -> Response | tuple[str, int]:
    """The store fails: whoever pressed a button tries again; calls go on meanwhile."""
    current_app.logger.error("%s: %s", request.path, type(error).__name__)
    if request.method == "POST":
        try:
            return back(Became.NOT_NOW)
        except STORE_FAILURES:
            session.pop("_flashes", None)
    reason = _("The database cannot be reached. Calls go on; this page tries again.")
    part = "HX-Request" in request.headers
    return render_template("desk/trouble.html", reason=reason, part=part), 503


for failure in STORE_FAILURES:
    desk.register_error_handler(failure, in_trouble)


def the_line() -> Line:
    """The line that is live; 503 where there is none."""
    try:
        return board().live_line()
    except (NoLine, ScriptError):
        abort(503, _("There is no line yet."))


def own_phone(line: Line, agent: str) -> str:
    """The telephone of an agent for whom the reader may act; 404 or 403 otherwise."""
    try:
        phone = line.agent(agent).phone
    except (KeyError, IndexError, ValueError):
        abort(404)
    if not AtDesk.now().is_own(phone):
        abort(403, _("That is a colleague's telephone."))
    return phone


def back(became: Became | None = None) -> Response:
    """The desk as it is now, with what became of a wish."""
    if became is not None:
        flash(became_words(became), str(became))
    if "HX-Request" in request.headers:
        return Response(_show("desk/after.html"))  # type: ignore[arg-type]
    return redirect(url("desk.page"), 303)  # type: ignore[return-value]


def _card(line: Line, agent: str, language: str) -> Card:
    """The card of an agent, or of anyone in that language."""
    cards = [card for card in agent_cards(line.script) if card.language == language]
    try:
        name = line.flow.agent_name(agent, language)
        where = line.flow.departments[agent.rpartition("/")[0]].name[language]
    except (KeyError, IndexError, ValueError):
        name = where = ""
    own = [c for c in cards if c.agent == name and where in (c.department, "")]
    found = own or [c for c in cards if c.agent == name] or cards
    if not found:
        abort(404)
    return found[0]


def _show(template: str) -> str | tuple[str, int]:
    here, who = board(), AtDesk.now()
    try:
        line = here.live_line()
    except (NoLine, ScriptError):
        return not_published()
    with reading(here.engine) as conn:
        view = DeskView.of(conn, line, here.now(), who)
    if any(person.busy and person.own for person in view.people) and not who.leads:
        still_here()
    company = named(line.flow.company, line)
    return render_template(template, desk=view, company=company)
