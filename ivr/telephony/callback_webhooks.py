"""Webhooks of a callback that we promised: the agent first, then the caller."""

from flask import Response, request
from sqlalchemy import Connection
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.flow.actions import Words
from ivr.languages import grammar, phrase
from ivr.promises import events, ledger
from ivr.promises.events import Event
from ivr.promises.line_now import LineNow
from ivr.promises.promise import LATE
from ivr.promises.state import Promise, State
from ivr.store import calls, outbox, rings
from ivr.store.database import reading, writing
from ivr.telephony.legs import CALLER
from ivr.telephony.line import Line, at
from ivr.telephony.presence import wrap_up
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.token import BadToken
from ivr.telephony.twiml import conference, finished, speak
from ivr.telephony.webhooks import answer, at_last, board, voice

ACCEPT, DECLINE = "1", "2"
THINKING = 5  # seconds
RINGBACK = 20  # seconds of the ringing tone, over and over
UNREACHED = frozenset({"busy", "no-answer", "failed", "canceled"})
OVER = UNREACHED | {"completed"}
UNREACHED_EVENTS = (events.CallerUnanswered, events.VoicemailReached)


@voice.post("/callback/agent")
def callback_whisper() -> Response:
    """The agent hears what was promised, and takes it with a key."""
    found = _promise()
    if found is None:
        return _end(None, None)
    promise, line = found
    language = line.script.languages[0]
    when = line.calendar.spoken(at(promise.due), at(board().clock()))
    words = phrase(
        language,
        "whisper.callback",
        by=grammar(language).by(when),
        need=promise.need or None,
    )
    response = VoiceResponse()
    for _ in range(2):
        gather = Gather(
            action=board().links.called_back(_token(), "accept"),
            method="POST",
            input="dtmf",
            num_digits=1,
            timeout=THINKING,
        )
        said = Words(words, language, "whisper.callback")
        speak(gather, board().voice(line), said)
        response.append(gather)
    response.hangup()
    return answer(finished(response))


@voice.post("/callback/accept")
def callback_accepted() -> Response:
    """The agent pressed a key: the caller is rung, or the next agent."""
    found = _promise()
    pressed = request.form.get("Digits", "")
    if found is None and pressed == DECLINE:
        return _end(board().live_line(), "whisper.declined")
    if found is None:
        return _end(None, None)
    promise, line = found
    agent = promise.ringing or promise.agent
    if pressed == DECLINE:
        _report(board(), promise, events.AgentDeclined(agent))
        return _end(line, "whisper.declined")
    if pressed != ACCEPT:
        return callback_whisper()
    after = _report(board(), promise, events.AgentAccepted(agent))
    if after is None or after.state is not State.RINGING_CALLER:
        return _end(line, "whisper.taken")
    response = VoiceResponse()
    room = board().room(f"promise {promise.id}")
    response.append(_together(room, board().links.called_back(_token(), "left")))
    return answer(finished(response))


@voice.post("/ringing")
def callback_ringing() -> Response:
    """The agent hears the caller's telephone ring, over and over."""
    response = VoiceResponse()
    url = board().voice(board().live_line()).ringback(RINGBACK)
    if url:
        response.play(url)
    else:
        response.pause(length=RINGBACK)
    return answer(finished(response))


@voice.post("/callback/left")
def callback_left() -> Response:
    """The agent's leg is over."""
    token = _token()
    at_last(lambda here: _agent_left(here, token))
    return _end(None, None)


@voice.post("/callback/agent-status")
def callback_agent_status() -> Response:
    """Twilio reports the end of the agent's leg."""
    token = _token()
    if request.form.get("CallStatus", "") in OVER:
        at_last(lambda here: _agent_left(here, token))
    return Response(status=204)


@voice.post("/callback/caller")
def callback_hello() -> Response:
    """The caller, or a machine, picked up: only a key brings the agent in."""
    found = _promise()
    if found is None:
        return _end(None, None)
    promise, line = found
    language = promise.language
    late = board().now() > promise.due + LATE
    name = "callback.hello-late" if late else "callback.hello"
    words = phrase(
        language,
        name,
        company=_company(line, language),
        agent=_name(line, promise, language),
    )
    response = VoiceResponse()
    for _ in range(2):
        gather = Gather(
            action=board().links.called_back(_token(), "join"),
            method="POST",
            input="dtmf",
            num_digits=1,
            timeout=THINKING,
        )
        speak(gather, board().voice(line), Words(words, language, name))
        response.append(gather)
    response.redirect(board().links.called_back(_token(), "machine"))
    return answer(finished(response))


@voice.post("/callback/join")
def callback_joined() -> Response:
    """The caller pressed a key: the promise is kept."""
    found = _promise()
    if found is None:
        return _end(None, None)
    promise, _ = found
    _report(board(), promise, events.CallerAnswered())
    response = VoiceResponse()
    room = board().room(f"promise {promise.id}")
    response.append(_together(room, board().links.called_back(_token(), "thanks")))
    return answer(finished(response))


@voice.post("/callback/thanks")
def callback_thanks() -> Response:
    """The agent has left: the caller's last word is thanks."""
    found = _promise()
    if found is None:
        return _end(None, None)
    promise, line = found
    language = promise.language
    response = VoiceResponse()
    thanks = phrase(language, "closing.thanks", company=_company(line, language))
    words = Words(thanks, language, "closing.thanks")
    speak(response, board().voice(line), words)
    response.hangup()
    return answer(finished(response))


@voice.post("/callback/machine")
def callback_machine() -> Response:
    """No key: a machine answered, or nobody who wants to talk now."""
    token = _token()
    at_last(lambda here: _caller_missed(here, token, events.VoicemailReached()))
    return _end(None, None)


@voice.post("/callback/caller-status")
def callback_caller_status() -> Response:
    """Twilio reports that the caller's telephone was not reached."""
    token = _token()
    if request.form.get("CallStatus", "") in UNREACHED:
        at_last(lambda here: _caller_missed(here, token, events.CallerUnanswered()))
    return Response(status=204)


def _together(room: str, action: str) -> Dial:
    """Where agent and caller meet; the talk is over for both when one has left."""
    return conference(room, action, ends=True, alone=board().links.ringing())


def _token() -> str:
    """What the URL is about: "promise:ring"."""
    try:
        return str(board().tokens.open_json("callback", request.args.get("t", "")))
    except BadToken:
        return ""


def _promise() -> tuple[Promise, Line] | None:
    promise = _rung_for(board(), _token())
    return (promise, board().line(promise.version)) if promise else None


def _rung_for(here: Switchboard, token: str) -> Promise | None:
    """The promise of a ring that still counts; a late report of an older one is none.

    Once the agent has accepted, the caller's ring is the next one.
    """
    number, _, ring = token.partition(":")
    if not (number.isdigit() and ring.isdigit()):
        return None
    with reading(here.engine) as conn:
        promise = ledger.look_up(conn, int(number))
    if promise is None:
        return None
    since = promise.rings - int(ring)
    another = since == 1 and promise.state is State.RINGING_AGENT
    return promise if since in (0, 1) and not another else None


def _agent_left(here: Switchboard, token: str) -> None:
    promise = _rung_for(here, token)
    if promise:
        agent = promise.ringing or promise.agent
        unanswered = promise.state is State.RINGING_AGENT
        report = events.AgentUnanswered if unanswered else events.AgentLeft
        _report(here, promise, report(agent))


def _caller_missed(here: Switchboard, token: str, event: Event) -> None:
    promise = _rung_for(here, token)
    if promise:
        _report(here, promise, event)


def _report(here: Switchboard, promise: Promise, event: Event) -> Promise | None:
    with writing(here.engine) as conn:
        line = here.live_line()
        today = LineNow(line.script, line.calendar)
        left = isinstance(event, events.AgentLeft)
        agent = _talking(conn, promise) if left else None
        after = ledger.report(conn, today, promise.id, event, here.now())
        if agent:
            wrap_up(conn, here, line, agent, _was_upset(conn, promise))
        if isinstance(event, UNREACHED_EVENTS):
            agent_ring = f"promise:{promise.id}:ring:{promise.rings - 1}"
            body = {"ring": agent_ring}
            outbox.add(conn, f"end:{agent_ring}", "end-leg", body, here.now())
    here.wake()
    return after


def _talking(conn: Connection, promise: Promise) -> str | None:
    """The agent who has taken the callback and is on the line for it."""
    for ring in rings.of_promise(conn, promise.id):
        if ring.state is rings.RingState.ACCEPTED and ring.agent != CALLER:
            return ring.agent
    return None


def _was_upset(conn: Connection, promise: Promise) -> bool:
    row = calls.find(conn, promise.key.partition(":")[0])
    return row is not None and row.call.upset


def _name(line: Line, promise: Promise, language: str) -> str:
    try:
        agent = promise.ringing or promise.agent
        return line.flow.agent_name(agent, language)
    except (KeyError, IndexError, ValueError):
        return _company(line, language)


def _company(line: Line, language: str) -> str:
    names = line.flow.company
    return names.get(language) or next(iter(names.values()))


def _end(line: Line | None, name: str | None) -> Response:
    response = VoiceResponse()
    if line and name:
        language = line.script.languages[0]
        words = Words(phrase(language, name), language, name)
        speak(response, board().voice(line), words)
    response.hangup()
    return answer(finished(response))
