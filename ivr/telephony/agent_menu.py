"""Webhooks of an agent who is with a caller: the menu behind the star key."""

from flask import Response, request
from twilio.twiml.voice_response import Gather, VoiceResponse

from ivr.flow import events
from ivr.flow.actions import Words
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import MANAGER, Department, Kind
from ivr.flow.words import HALF_MINUTE
from ivr.languages import grammar
from ivr.store import calls, rings
from ivr.store.database import reading
from ivr.telephony import agents
from ivr.telephony.agent_webhooks import call_of, ring_key, spared
from ivr.telephony.line import Line
from ivr.telephony.twiml import conference, finished, speak
from ivr.telephony.webhooks import answer, at_last, board, voice

CHOOSING = 5  # seconds of silence after the menu; the caller is not to wait for long
REMIND_AFTER = 45  # seconds until an agent is reminded of the caller who holds
LOOK_AGAIN = 5  # seconds until it is looked up what the caller answered
IN_PROGRESS = "in-progress"


def _still_together() -> Response:
    """Nothing can be looked up: the agent goes on talking with the caller."""
    key, line, response = ring_key(), board().live_line(), VoiceResponse()
    if request.form.get("CallStatus", "") != IN_PROGRESS or not key:
        response.hangup()
        return answer(finished(response))
    speak(response, board().voice(line), agents.said(line, "whisper.again"))
    room = board().room(key.partition(":")[0])
    response.append(conference(room, board().links.agent_left(key), star=True))
    return answer(finished(response))


@voice.post("/agent/left")
@spared(_still_together)
def left() -> Response:
    """The agent pressed the star key, or the conversation is over.

    The caller hears of it at once; whoever chooses nothing is back with the caller.
    """
    key = ring_key()
    if request.form.get("CallStatus", "") != IN_PROGRESS:
        at_last(lambda here: agents.over(here, key, "completed"))
        response = VoiceResponse()
        response.hangup()
        return answer(finished(response))
    found = _mine(key)
    if found is None:
        return _with(key)
    line, row = found
    if _talks(line, row):
        agents.act(board(), key, events.AgentOpenedMenu())
    elif not _looks(line, row):
        return _with(key)
    return _menu(line, key, agents.said(line, "whisper.menu", manager=_manager(line)))


@voice.post("/agent/with")
@spared(_still_together)
def with_caller() -> Response:
    """What the agent hears now: the caller, a reminder, or that it is over."""
    return _with(ring_key())


@voice.post("/agent/asking")
@spared(_still_together)
def asking() -> Response:
    """The agent asked for something at the desk: the caller is being asked."""
    return _with(ring_key(), asking=True)


@voice.post("/agent/choice")
@spared(_still_together)
def chosen() -> Response:
    """The agent chose from the menu."""
    key = ring_key()
    found = _mine(key)
    if found is None:
        return _with(key)
    line, row = found
    match request.form.get("Digits", ""):
        case "1" if not _talks(line, row):
            return _acts(key, events.AgentReturned())
        case "2" if line.flow.states[row.call.state].kind is not Kind.HOLDING:
            return _acts(key, events.AgentAskedToHold(), asking=True)
        case "3":
            return _departments(line, key)
        case "4" if MANAGER in line.flow.departments:
            return _acts(key, events.AgentAskedToTransfer(MANAGER), asking=True)
        case _:
            return _with(key)


@voice.post("/agent/hand-over")
@spared(_still_together)
def handed_over() -> Response:
    """The agent chose who is to take over."""
    key = ring_key()
    found = _mine(key)
    if found is None:
        return _with(key)
    digit = request.form.get("Digits", "")
    department = next((d.key for d in _offered(found[0]) if d.digit == digit), None)
    if department is None:
        return _with(key)
    return _acts(key, events.AgentAskedToTransfer(department), asking=True)


def _acts(key: str, event: Event, *, asking: bool = False) -> Response:
    agents.act(board(), key, event)
    return _with(key, asking=asking)


def _with(key: str, *, asking: bool = False) -> Response:
    response = VoiceResponse()
    found = _mine(key)
    if found and _looks(*found):
        agents.act(board(), key, events.AgentReturned())
        found = _mine(key)
    if found is None:
        _goodbye(response, key)
        return answer(finished(response))
    line, row = found
    state = line.flow.states[row.call.state]
    if state.kind is Kind.TALKING:
        speak(response, board().voice(line), agents.said(line, "whisper.again"))
        left = board().links.agent_left(key)
        response.append(conference(board().room(row.call_sid), left, star=True))
        return answer(finished(response))
    if state.kind is Kind.HOLDING:
        return _menu(line, key, _reminder(line, row.call), wait=REMIND_AFTER)
    asked = (agents.said(line, "whisper.asking"),) if asking else ()
    return _menu(line, key, *asked, wait=LOOK_AGAIN)


def _goodbye(response: VoiceResponse, key: str) -> None:
    found = call_of(key)
    line = found[0] if found else board().live_line()
    name = "handed-over" if found and found[1].leg_sid else "gone"
    speak(response, board().voice(line), agents.said(line, f"whisper.{name}"))
    response.hangup()


def _reminder(line: Line, call: Call) -> Words:
    waited = call.waited // HALF_MINUTE
    if not waited:
        return agents.said(line, "whisper.holding", manager=_manager(line))
    spoken = grammar(line.script.languages[0]).duration(waited)
    return agents.said(line, "whisper.reminder", waited=spoken)


def _menu(line: Line, key: str, *words: Words, wait: int = CHOOSING) -> Response:
    """Keys while the words are said and after; then the agent hears what is now."""
    response = VoiceResponse()
    response.append(_keys(line, board().links.choice(key), words, wait))
    response.redirect(board().links.with_caller(key))
    return answer(finished(response))


def _departments(line: Line, key: str) -> Response:
    response = VoiceResponse()
    say = grammar(line.script.languages[0])
    first = line.script.languages[0]
    offers = tuple(
        agents.said(
            line,
            "menu.option",
            department=department.name[first],
            key=say.key(department.digit),
        )
        for department in _offered(line)
    )
    response.append(
        _keys(line, board().links.choice(key, "hand-over"), offers, CHOOSING)
    )
    response.redirect(board().links.with_caller(key))
    return answer(finished(response))


def _keys(line: Line, action: str, words: tuple[Words, ...], wait: int) -> Gather:
    gather = Gather(
        action=action, method="POST", input="dtmf", num_digits=1, timeout=wait
    )
    for said in words:
        speak(gather, board().voice(line), said)
    return gather


def _offered(line: Line) -> list[Department]:
    return [d for d in line.flow.departments.values() if d.digit and d.agents]


def _manager(line: Line) -> str | None:
    manager = line.flow.departments.get(MANAGER)
    return manager.name[line.script.languages[0]] if manager else None


def _talks(line: Line, row: calls.CallRow) -> bool:
    return line.flow.states[row.call.state].kind is Kind.TALKING


def _looks(line: Line, row: calls.CallRow) -> bool:
    """Whether the agent only looks at what can be done: the caller hears of it."""
    state = line.flow.states[row.call.state]
    return state.kind is Kind.QUESTION and "agent-hold" in state.edges


def _mine(key: str) -> tuple[Line, calls.CallRow] | None:
    """The call of this agent's leg, while the caller is with this agent."""
    found = call_of(key)
    if found is None:
        return None
    with reading(board().engine) as conn:
        ring = rings.find(conn, key)
    own = ring is not None and ring.leg_sid is not None
    return found if own and ring and found[1].leg_sid == ring.leg_sid else None
