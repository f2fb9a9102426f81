"""Twilio's webhooks: request, event, step, TwiML."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import cast
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Request, Response, abort, current_app, request
from twilio.twiml.voice_response import VoiceResponse

from ivr.flow import events
from ivr.flow.actions import Words
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Kind, State
from ivr.flow.hearing import AGAIN
from ivr.flow.machine import present, start, step
from ivr.languages import LANGUAGES, phrase
from ivr.script.staff import by_phone
from ivr.store import asked, helped
from ivr.store.database import reading
from ivr.telephony import agents, received
from ivr.telephony.dialling import keyed_number, may_call
from ivr.telephony.gate import admit_webhook
from ivr.telephony.last_resort import LANGUAGE, Standby
from ivr.telephony.line import UNPUBLISHED, Line, at
from ivr.telephony.logbook import turn_entries
from ivr.telephony.received import Received
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard
from ivr.telephony.token import BadToken, Turn
from ivr.telephony.turns import Taken, TurnTaker
from ivr.telephony.twiml import Direct, Document, finished, speak

log = logging.getLogger("ivr.telephony")
voice = Blueprint("voice", __name__, url_prefix="/voice")

LONGEST_URL = 4000  # characters
XML = "text/xml; charset=utf-8"
ALONE = 5  # seconds of silence before a caller who is alone hears from us


def board() -> Switchboard:
    """The switchboard of the running application."""
    return cast(Switchboard, current_app.extensions["ivr"])


@voice.before_request
def admit() -> None:
    """Nothing is read of a request that is not Twilio's."""
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]
    admit_webhook(asked, board().settings)
    asked.environ["ivr.signed"] = True


def at_last(report: Callable[[Switchboard], None]) -> None:
    """Does what a status report asks for: now, or when the store can be used again."""
    here = board()
    try:
        report(here)
    except STORE_FAILURES as error:
        log.error("a report waits for the store: %s", type(error).__name__)
        here.in_time(lambda: report(here))


def answer(document: str | bytes) -> Response:
    """TwiML as Twilio takes it."""
    return Response(document, content_type=XML)


@voice.post("")
def incoming() -> Response:
    """A call comes in: it is answered at once."""
    caller = _received()
    line = board().live_line()
    if by_phone(line.script, caller.number) and request.args.get("as") != "caller":
        return _at_the_post(line, caller)
    current_app.extensions["ivr-last-resort"].keep(line)
    turn = Turn(str(line.version), 0, "dialed", start(line.flow))
    return _turn(line, caller, turn, _dialed(line, caller))


@voice.post("/turn")
def turn() -> Response:
    """The caller answered, was silent, waited, recorded, or was moved by an agent."""
    caller = _received()
    try:
        taken = board().tokens.open(caller.call_sid, request.args.get("t", ""))
    except BadToken:
        return _lost(caller)
    request.environ[LANGUAGE] = taken.call.language
    line = board().line(int(taken.version or UNPUBLISHED))
    if taken.cue == "dialed" and caller.bridged:
        taken = _talked(line, taken)
    return _turn(line, caller, taken, _event(line, taken, caller))


@voice.post("/status")
def status() -> Response:
    """Twilio reports what became of the caller's leg; only its end matters."""
    caller = _received()
    if caller.status in agents.OVER:
        at_last(lambda here: agents.hung_up(here, caller.call_sid))
    return Response(status=204)


@voice.post("/alone")
def alone() -> Response:
    """Heard over and over by a caller who is to meet an agent: no silence, no music."""
    line = board().live_line()
    language = request.args.get("language", "")
    if language not in LANGUAGES:
        language = line.script.languages[0]
    name = "hold-update.alone"
    response = VoiceResponse()
    response.pause(length=ALONE)
    speak(response, board().voice(line), Words(phrase(language, name), language, name))
    return answer(finished(response))


@voice.route("/fallback", methods=["GET", "POST"])
def fallback() -> Response:
    """Twilio could not fetch or carry out a document of ours; no database is asked."""
    standby: Standby = current_app.extensions["ivr-last-resort"]
    language = request.args.get("language") or _language_of_failed()
    spoken = standby.spoken(language)
    return answer(spoken.farewell if "recorded" in request.args else spoken.apology)


def _language_of_failed() -> str:
    """In which language the call was whose document could not be had."""
    failed = urlsplit(request.values.get("ErrorUrl", "")[:LONGEST_URL]).query
    token = parse_qs(failed).get("t", [""])[0]
    try:
        found = board().tokens.open(request.values.get("CallSid", ""), token)
    except BadToken:
        return ""
    return found.call.language


def _received() -> Received:
    found = received.read(request.form)
    if found is None:
        abort(403)
    return found


def _dialed(line: Line, caller: Received) -> events.Dialed:
    now = at(board().clock())
    callable_ = may_call(caller.number, line.script.country)
    known = _helped(line, caller.number)
    return line.dialed(caller.line, now, not callable_, known)


def _helped(line: Line, number: str) -> helped.Helped | None:
    """Who helped this caller last, as long as the owner wants it remembered."""
    days = line.script.remember_callers
    if not number or not days:
        return None
    here = board()
    try:
        with reading(here.engine) as conn:
            since = here.now() - days * helped.DAY
            found = helped.look_up(conn, here.caller(number), since)
    except STORE_FAILURES as error:
        log.error("nobody knows who helped: %s", type(error).__name__)
        return None
    if found is None:
        return None
    by_phone = {here.caller(line.agent(a).phone): a for a in line.agents()}
    return helped.Helped(by_phone.get(found.agent, ""), found.language)


def _at_the_post(line: Line, caller: Received) -> Response:
    """An agent calls from the telephone that rings for callers."""
    response = VoiceResponse()
    language = line.script.languages[0]
    response.redirect(board().links.post(caller.call_sid, language, "post"))
    return answer(finished(response))


def _lost(caller: Received) -> Response:
    """A call that we do not know, in mid-flow: a fresh, polite start."""
    line = board().live_line()
    turn = Turn(str(line.version), 0, "lost", start(line.flow))
    taken = _take(line, caller, turn, _dialed(line, caller), caller.number)
    if taken.call.state == "greeting":
        lost = replace(taken.call, state="lost")
        taken = Taken(lost, present(line.flow, lost), taken.moves)
    return _document(line, caller, turn, taken)


def _turn(line: Line, caller: Received, turn: Turn, event: Event) -> Response:
    number = caller.number
    if isinstance(event, events.NumberKeyed) and event.allowed:
        number = keyed_number(caller.digits, line.script.country) or ""
    return _document(line, caller, turn, _take(line, caller, turn, event, number))


def _take(line: Line, caller: Received, turn: Turn, event: Event, number: str) -> Taken:
    taken = TurnTaker(board(), line, caller, turn, number).take(event)
    board().log_call(
        turn_entries(
            line,
            caller.call_sid,
            turn.number,
            event,
            turn.call,
            taken.call,
            taken.actions,
            int(board().clock() * 1000),
        )
    )
    return taken


def _event(line: Line, turn: Turn, caller: Received) -> Event:
    """What the URL means, together with what the request brought."""
    match turn.cue:
        case "answer":
            return _answered(line, turn, caller)
        case "silence":
            return events.StayedSilent()
        case "elapsed":
            return events.Elapsed(turn.seconds)
        case "recorded" if caller.recording_sid:
            return events.Recorded(caller.recording_seconds)
        case "recorded" | "empty":
            return events.RecordedNothing()
        case "left":
            return events.AgentLeft()
        case "dialed" if caller.bridged:
            return events.AgentLeft()
        case "dialed":
            return events.AgentUnanswered(_rung(line, turn.call))
        case _:
            return events.Resumed()


def _talked(line: Line, turn: Turn) -> Turn:
    """The agent whom our document dialed took the call, and has left since."""
    accepted = events.AgentAccepted(_rung(line, turn.call))
    return replace(turn, call=step(line.flow, turn.call, accepted).call)


def _rung(line: Line, call: Call) -> str:
    department = line.flow.departments.get(call.department)
    return department.agent_id(call.agent) if department else ""


def _answered(line: Line, turn: Turn, caller: Received) -> Event:
    state = line.flow.states.get(turn.call.state)
    if caller.digits and state and state.kind is Kind.NUMBER:
        allowed = keyed_number(caller.digits, line.script.country) is not None
        return events.NumberKeyed(allowed)
    if caller.digits:
        digit = caller.digits[0]
        meant = state.keys.get(digit) if state else None
        return events.Pressed(digit, _asked_before(line, caller, state, meant))
    if caller.speech:
        meant = line.listener.meaning(turn.call, caller.speech)
        again = _asked_before(line, caller, state, meant)
        return events.Spoke(caller.speech, meant, again)
    return events.StayedSilent()


def _asked_before(
    line: Line, caller: Received, state: State | None, meant: str | None
) -> bool:
    """Whether the caller called today before about the department they mean."""
    cue, _, department = (meant or "").partition(":")
    asks = state is not None and AGAIN in state.edges and cue == "department"
    if not asks or not caller.number or not line.script.remember_callers:
        return False
    here = board()
    hashed, since = here.caller(caller.number), line.midnight(at(here.clock()))
    try:
        with reading(here.engine) as conn:
            return asked.before(conn, hashed, department, caller.call_sid, since)
    except STORE_FAILURES as error:
        log.error("nobody knows what was asked: %s", type(error).__name__)
        return False


def _document(line: Line, caller: Received, turn: Turn, taken: Taken) -> Response:
    """The TwiML of what the caller hears now, with the way on sealed into its URLs."""

    here = board()

    def link(cue: str, seconds: int) -> str:
        following = Turn(
            str(line.version), turn.number + 1, cue, taken.call, taken.moves, seconds
        )
        return here.links.turn(caller.call_sid, following)

    document = Document(
        taken.call.language,
        here.voice(line),
        link,
        lambda: here.room(caller.call_sid),
        _direct(line, caller, taken) if taken.direct else None,
        here.links.alone(taken.call.language),
    )
    return answer(document.write(taken.actions))


def _direct(line: Line, caller: Received, taken: Taken) -> Direct:
    call = taken.call
    return Direct(
        tuple(line.agent(agent).phone for agent in taken.direct),
        line.flow.departments[call.department].ring_seconds,
        board().links.direct(call.department, call.language, "direct"),
        caller.line,
    )
