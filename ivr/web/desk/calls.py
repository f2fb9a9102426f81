"""One call at the desk: what happened, notes, and what an agent wishes of it."""

from flask import Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.flow import events
from ivr.store import call_log, calls, notes, rings
from ivr.store.calls import CallRow
from ivr.store.database import reading, writing
from ivr.store.rings import RingState
from ivr.telephony import by_desk
from ivr.telephony.by_desk import Became, Wish, is_with
from ivr.telephony.line import Line
from ivr.telephony.rota import telephones
from ivr.telephony.webhooks import board
from ivr.web.admission import author
from ivr.web.desk.page import back, desk, own_phone, the_line
from ivr.web.desk.who import AtDesk
from ivr.web.desk.words import clock, told

LONGEST_NOTE = 2000  # characters
UNTOLD = ("turn",)
TALKED = (RingState.ACCEPTED, RingState.ENDED)


@desk.get("/calls/<sid>")
def call(sid: str) -> str:
    """One call: what was said and done, and what was noted about it."""
    line, row = the_line(), _seen(sid)
    with reading(board().engine) as conn:
        happened = [e for e in call_log.of_call(conn, sid) if e.what not in UNTOLD]
        noted = notes.of_call(conn, sid)
    return render_template(
        "desk/call.html",
        row=row,
        happened=[(clock(line, e.at // 1000), told(line, e)) for e in happened],
        notes=[(clock(line, n.created), n) for n in noted],
        longest=LONGEST_NOTE,
        who=AtDesk.now(),
    )


@desk.post("/calls/<sid>/notes")
def note(sid: str) -> Response:
    """Somebody notes something about a call."""
    _seen(sid)
    words = request.form.get("words", "").strip()[:LONGEST_NOTE]
    if words:
        with writing(board().engine) as conn:
            notes.add(conn, sid, author(), words, board().now())
    return redirect(url("desk.call", sid=sid), 303)  # type: ignore[return-value]


@desk.post("/calls/<sid>/take")
def take(sid: str) -> Response:
    """Puts a waiting caller through to an agent, whose telephone rings next."""
    phone = own_phone(the_line(), request.form.get("agent", ""))
    return back(by_desk.take(board(), sid, phone))


@desk.post("/calls/<sid>/hold")
def hold(sid: str) -> Response:
    """Has the caller asked whether they would like to hold."""
    return _asks(sid, events.AgentAskedToHold())


@desk.post("/calls/<sid>/back")
def come_back(sid: str) -> Response:
    """Brings the caller back to the agent."""
    return _asks(sid, events.AgentReturned())


@desk.post("/calls/<sid>/over")
def hand_over(sid: str) -> Response:
    """Has the caller asked whether a colleague may go on."""
    to = request.form.get("to", "")
    if not _is_there(the_line(), to):
        abort(404)
    return _asks(sid, events.AgentAskedToTransfer(to))


@desk.post("/calls/<sid>/callback")
def suggest_callback(sid: str) -> Response:
    """Has the caller asked whether they would rather be called back."""
    return _asks(sid, events.CallbackSuggested())


def _asks(sid: str, wish: Wish) -> Response:
    who = AtDesk.now()
    if not who.leads and who.phone is None:
        return back(Became.ELSEWHERE)
    phone = None if who.leads else who.phone
    return back(by_desk.ask(board(), sid, wish, phone))


def _is_there(line: Line, to: str) -> bool:
    key, _slash, index = to.partition("/")
    department = line.flow.departments.get(key)
    if department is None:
        return False
    return not index or (index.isdigit() and int(index) < len(department.agents))


def _seen(sid: str) -> CallRow:
    """A call that the reader may look at; 404 for any other."""
    who, line = AtDesk.now(), the_line()
    with reading(board().engine) as conn:
        row = calls.find(conn, sid)
        rung = [r.agent for r in rings.of_call(conn, sid) if r.state in TALKED]
    if row is None:
        abort(404)
    waits = row.state != calls.ENDED and row.agent is None
    helped = who.phone in telephones(line, frozenset(rung))
    if not (who.sees_all or waits or helped or is_with(line, row, who.phone)):
        abort(404)
    return row
