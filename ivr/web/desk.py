"""The desk: who waits and for what, who is there, what is owed; for agents."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.promises import inbox
from ivr.script.errors import ScriptError
from ivr.speech.agent_card import Card, agent_cards
from ivr.store import call_log, calls, notes
from ivr.store.database import promising, reading, writing
from ivr.store.errors import NothingPublished
from ivr.store.roster import Presence
from ivr.telephony import presence
from ivr.telephony.line import Line
from ivr.telephony.switchboard import NoLine
from ivr.telephony.webhooks import board
from ivr.web.admission import author
from ivr.web.desk_view import DeskView, clock

desk = Blueprint("desk", __name__, url_prefix="/desk")

LONGEST_NOTE = 2000  # characters
UNTOLD = ("turn", "held")
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
    here, line = board(), _line()
    try:
        phone = line.agent(request.form.get("agent", "")).phone
    except (KeyError, IndexError, ValueError):
        abort(404)
    chosen = request.form.get("state", "")
    if chosen in BREAKS:
        until = here.now() + BREAKS[chosen] * 60
        presence.put(here, phone, Presence.BREAK, until)
    elif chosen in (Presence.IN, Presence.OUT):
        presence.put(here, phone, Presence(chosen))
    else:
        abort(400)
    return _back()


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
        abort(409, "Publish a call script first: ivr publish SCRIPT")
    if not found:
        abort(404)
    return _back()


@desk.get("/calls/<sid>")
def call(sid: str) -> str:
    """One call: what was said and done, and what was noted about it."""
    line = _line()
    with reading(board().engine) as conn:
        row = calls.find(conn, sid)
        if row is None:
            abort(404)
        happened = [e for e in call_log.of_call(conn, sid) if e.what not in UNTOLD]
        noted = notes.of_call(conn, sid)
    return render_template(
        "desk/call.html",
        row=row,
        happened=[(clock(line, e.at // 1000), _told(line, e)) for e in happened],
        notes=[(clock(line, n.created), n) for n in noted],
        longest=LONGEST_NOTE,
    )


@desk.post("/calls/<sid>/notes")
def note(sid: str) -> Response:
    """Somebody notes something about a call."""
    words = request.form.get("words", "").strip()[:LONGEST_NOTE]
    with writing(board().engine) as conn:
        if calls.find(conn, sid) is None:
            abort(404)
        if words:
            notes.add(conn, sid, author(), words, board().now())
    return redirect(url("desk.call", sid=sid), 303)  # type: ignore[return-value]


@desk.get("/card")
def card() -> str:
    """An agent's card in the language of a call."""
    line = _line()
    language = request.args.get("language", line.script.languages[0])
    agent = request.args.get("agent", "")
    return render_template("desk/card.html", card=_card(line, agent, language))


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
    here = board()
    try:
        line = here.live_line()
    except (NoLine, ScriptError) as error:
        return render_template("desk/empty.html", reason=str(error)), 503
    with reading(here.engine) as conn:
        view = DeskView.of(conn, line, here.now())
    company = line.flow.company[line.script.languages[0]]
    languages = [(code, line.flow.company[code]) for code in line.script.languages]
    return render_template(template, desk=view, company=company, languages=languages)


def _line() -> Line:
    try:
        return board().live_line()
    except (NoLine, ScriptError) as error:
        abort(503, str(error))


def _told(line: Line, entry: call_log.Entry) -> str:
    """An entry of the log in words."""
    detail, seconds = entry.detail, entry.detail.get("seconds", 0)
    match entry.what:
        case "dialed":
            return "The call came in." if detail["open"] else "A call after hours."
        case "asked":
            return f"We asked before the {detail['for']}."
        case "agreed":
            return f"The caller agreed to the {detail['for']}."
        case "update":
            return f"On hold the caller heard: “{detail['said']}”"
        case "rang":
            return f"{_name(line, detail['agent'])}'s telephone rang."
        case "connected":
            return f"{_name(line, detail['agent'])} took the call after {seconds} s."
        case "talked":
            return f"They talked for {seconds} s."
        case "ended":
            return f"The call ended after {seconds} s."
        case _:
            return entry.what.replace("-", " ")


def _name(line: Line, agent: str) -> str:
    try:
        return line.flow.agent_name(agent, line.script.languages[0])
    except (KeyError, IndexError, ValueError):
        return agent


def _back() -> Response:
    if "HX-Request" in request.headers:
        return Response(now())  # type: ignore[arg-type]
    return redirect(url("desk.page"), 303)  # type: ignore[return-value]
