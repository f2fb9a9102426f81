"""Webhooks of an agent's leg: the whisper, the key that accepts, the end."""

import logging
from collections.abc import Callable
from functools import wraps

from flask import Response, abort, request
from twilio.twiml.voice_response import Gather, VoiceResponse

from ivr.flow.actions import Words
from ivr.store import calls, rings
from ivr.store.database import reading, writing
from ivr.telephony import agents, received
from ivr.telephony.line import Line
from ivr.telephony.switchboard import STORE_FAILURES
from ivr.telephony.token import BadToken
from ivr.telephony.twiml import conference, finished, speak
from ivr.telephony.webhooks import answer, at_last, board, voice

log = logging.getLogger("ivr.telephony")

View = Callable[[], Response]

ACCEPT, DECLINE = "1", "2"
WHISPERS = 2  # an agent may need the first to get the receiver to the ear
THINKING = 4  # seconds


def spared(otherwise: View) -> Callable[[View], View]:
    """A view that has another answer where the store cannot be used."""

    def of(view: View) -> View:
        @wraps(view)
        def answered() -> Response:
            try:
                return view()
            except STORE_FAILURES as error:
                log.error(
                    "an agent goes on without the store: %s", type(error).__name__
                )
                return otherwise()

        return answered

    return of


def _unread() -> Response:
    """The agent hears that there is a call, and nothing that would have to be read."""
    line = board().live_line()
    return _whisper(
        line, agents.said(line, "whisper.call"), board().links.answer(ring_key())
    )


def _unwritten() -> Response:
    """Who takes a call is not noted: the caller is brought to nobody."""
    line, response = board().live_line(), VoiceResponse()
    speak(response, board().voice(line), agents.said(line, "whisper.post-failed"))
    response.hangup()
    return answer(finished(response))


@voice.post("/agent/whisper")
@spared(_unread)
def whisper() -> Response:
    """An agent, or a machine, picked up: only a key takes the call."""
    key = ring_key()
    found = call_of(key)
    response = VoiceResponse()
    if found is None:
        response.hangup()
        return answer(finished(response))
    line, row = found
    try:
        with writing(board().engine) as conn:
            rings.answered(conn, key, board().now())
    except STORE_FAILURES as error:
        log.error("a whisper is not noted: %s", type(error).__name__)
    brief = agents.brief(line, row.call, row.need)
    return _whisper(line, brief, board().links.answer(key))


@voice.post("/agent/direct")
def direct() -> Response:
    """The caller's own document dialed an agent, because the store is gone."""
    line = board().live_line()
    department, language = _direct()
    brief = agents.whisper(line, department, language)
    action = board().links.direct(department, language, "direct-answer")
    return _whisper(line, brief, action)


@voice.post("/agent/direct-answer")
def direct_answered() -> Response:
    """The agent pressed a key: a document that ends lets the caller through."""
    line = board().live_line()
    _direct()
    response = VoiceResponse()
    if request.form.get("Digits", "") == ACCEPT:
        speak(response, board().voice(line), agents.said(line, "whisper.joined"))
    else:
        response.hangup()
    return answer(finished(response))


def _whisper(line: Line, brief: Words, action: str) -> Response:
    """Says twice what the call is about, and hangs up unless a key is pressed."""
    response = VoiceResponse()
    for _ in range(WHISPERS):
        gather = Gather(
            action=action,
            method="POST",
            input="dtmf",
            num_digits=1,
            timeout=THINKING,
        )
        speak(gather, board().voice(line), brief)
        response.append(gather)
    response.hangup()
    return answer(finished(response))


@voice.post("/agent/answer")
@spared(_unwritten)
def answered() -> Response:
    """The agent pressed a key."""
    key = ring_key()
    found = call_of(key)
    pressed = request.form.get("Digits", "")
    response = VoiceResponse()
    if found is None:
        response.hangup()
        return answer(finished(response))
    line, row = found
    sounds = board().voice(line)
    if pressed == DECLINE:
        agents.decline(board(), key)
        speak(response, sounds, agents.said(line, "whisper.declined"))
        response.hangup()
    elif pressed == ACCEPT and agents.accept(board(), key, _leg()):
        speak(response, sounds, agents.said(line, "whisper.joined"))
        left = board().links.agent_left(key)
        response.append(conference(board().room(row.call_sid), left, star=True))
    elif pressed == ACCEPT:
        speak(response, sounds, agents.said(line, "whisper.taken"))
        response.hangup()
    else:
        response.redirect(board().links.whisper(key))
    return answer(finished(response))


@voice.post("/agent/status")
def leg_status() -> Response:
    """Twilio reports the end of an agent's leg."""
    key, became = ring_key(), request.form.get("CallStatus", "")
    at_last(lambda here: agents.over(here, key, became))
    return Response(status=204)


def _leg() -> str:
    found = received.read(request.form)
    return found.call_sid if found else ""


def ring_key() -> str:
    """The ring that the request is about; empty for a token that is not ours."""
    try:
        return str(board().tokens.open_json("ring", request.args.get("t", "")))
    except BadToken:
        return ""


def _direct() -> tuple[str, str]:
    """The department and the language of the caller whom an agent is to get."""
    try:
        token = request.args.get("t", "")
        department, language = board().tokens.open_json("direct", token)
    except BadToken:
        abort(403)
    return department, language


def call_of(key: str) -> tuple[Line, calls.CallRow] | None:
    """The call that a ring is for, while it lasts, and its line."""
    with reading(board().engine) as conn:
        ring = rings.find(conn, key)
        row = calls.find(conn, ring.call_sid) if ring and ring.call_sid else None
    if row is None or row.state == calls.ENDED:
        return None
    return board().line(row.version), row
