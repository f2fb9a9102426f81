"""The agent's leg: whisper, accept or decline, and what that means for the caller."""

from sqlalchemy import Connection

from ivr.flow import events
from ivr.flow.actions import Words
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Kind
from ivr.flow.machine import step
from ivr.languages import LANGUAGES, phrase
from ivr.store import calls, helped, rings, waiting
from ivr.store.call_log import Entry
from ivr.store.database import writing
from ivr.store.rings import RingState
from ivr.telephony.effects import Office
from ivr.telephony.line import Line
from ivr.telephony.presence import wrap_up
from ivr.telephony.rota import rota
from ivr.telephony.switchboard import Switchboard

# How a leg's final CallStatus settles a ring that nobody accepted.
LOST_WITHIN = 15  # seconds from picking up: the whisper, and a word or two

OVER = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})


def brief(line: Line, call: Call, need: str) -> Words:
    """What an agent hears who picks up: of a colleague's caller, or of a new one."""
    if call.first_agent < 0:
        return whisper(line, call.department, call.language, need)
    first = line.script.languages[0]
    colleague = f"{call.first_department}/{call.first_agent}"
    text = phrase(
        first,
        "whisper.transfer",
        colleague=line.flow.agent_name(colleague, first),
        language=LANGUAGES[call.language].name if call.language != first else None,
        need=need or None,
    )
    return Words(text, first, "whisper.transfer")


def whisper(line: Line, department: str, spoken: str, need: str = "") -> Words:
    """What the agent hears: for which department, in which language, about what."""
    language = line.script.languages[0]
    text = phrase(
        language,
        "whisper.call",
        department=line.flow.departments[department].name[language],
        language=LANGUAGES[spoken].name if spoken != language else None,
        need=need or None,
    )
    return Words(text, language, "whisper.call")


def said(line: Line, name: str, **slots: str | None) -> Words:
    """A sentence for the agent, in the first language of the script."""
    language = line.script.languages[0]
    return Words(phrase(language, name, **slots), language, name)


def accept(board: Switchboard, key: str, leg_sid: str) -> bool:
    """Gives the caller to the agent; False if another was first, or the caller left.

    Asked again by the same leg, the answer is the same.
    """
    with writing(board.engine) as conn:
        ring, row = _held(conn, key)
        if ring is None or row is None or row.state == calls.ENDED:
            return False
        if ring.state is RingState.ACCEPTED:
            return row.leg_sid == leg_sid
        line = board.line(row.version)
        joined = step(line.flow, row.call, events.AgentAccepted(ring.agent)).call
        if joined.state != "talking" or not rings.settle(conn, key, RingState.ACCEPTED):
            return False
        if row.leg_sid and row.call.first_agent >= 0:
            Office.of(conn, board, line, row).let_go(board.now())
        if not calls.join(conn, row.call_sid, ring.agent, leg_sid):
            return False
        move(conn, board, line, row, events.AgentAccepted(ring.agent))
        waited = board.now() - row.started
        _log(board, row, f"{key}:connected", "connected", ring.agent, waited)
    board.wake()
    return True


def _held(conn: Connection, key: str) -> tuple[rings.Ring | None, calls.CallRow | None]:
    """A ring and its call, which nobody else changes meanwhile."""
    ring = rings.find(conn, key)
    if ring is None or ring.call_sid is None:
        return None, None
    row = calls.hold(conn, ring.call_sid)
    return rings.find(conn, key), row


def decline(board: Switchboard, key: str) -> None:
    """The agent turned the call down: the next is rung, or the caller is asked."""
    _settle(board, key, RingState.DECLINED)


def over(board: Switchboard, key: str, status: str) -> None:
    """The agent's leg is over: unanswered, or the conversation has ended."""
    if status not in OVER:
        return
    with writing(board.engine) as conn:
        ring, row = _held(conn, key)
        if ring is None:
            return
        talked = ring.state is RingState.ACCEPTED
        if talked:
            rings.settle(conn, key, RingState.ENDED)
            if row:
                _talked(conn, board, ring, row)
    if talked:
        board.wake()
    else:
        _settle(board, key, RingState.UNANSWERED)


def _talked(
    conn: Connection, board: Switchboard, ring: rings.Ring, row: calls.CallRow
) -> None:
    """A conversation is over: the caller goes on, the agent has time of their own."""
    if row.leg_sid == ring.leg_sid and row.leg_sid:
        calls.part(conn, row.call_sid, row.leg_sid)
        if row.state != calls.ENDED:
            _leave(conn, board, ring, row)
    talked = board.now() - (ring.answered or ring.created)
    _log(board, row, f"{ring.key}:talked", "talked", ring.agent, talked)
    line = board.line(row.version)
    if talked >= LOST_WITHIN:
        _remember(conn, board, line, row, ring.agent)
    wrap_up(conn, board, line, ring.agent, row.call.upset)


def _remember(
    conn: Connection, board: Switchboard, line: Line, row: calls.CallRow, agent: str
) -> None:
    """Keeps who helped this caller, as long as the owner wants it remembered."""
    days, now = line.script.remember_callers, board.now()
    if not days or not row.number:
        return
    helper = board.caller(line.agent(agent).phone)
    helped.keep(conn, board.caller(row.number), helper, row.language, now)
    helped.forget_before(conn, now - days * helped.DAY)


def act(board: Switchboard, key: str, event: Event) -> None:
    """The agent who is with a caller does something; the caller is asked, or moved."""
    with writing(board.engine) as conn:
        ring, row = _held(conn, key)
        if row is None or row.state == calls.ENDED or row.leg_sid is None:
            return
        if ring is None or row.leg_sid != ring.leg_sid:
            return
        move(conn, board, board.line(row.version), row, event)
    board.wake()


def _leave(
    conn: Connection, board: Switchboard, ring: rings.Ring, row: calls.CallRow
) -> None:
    """The agent's leg ended before the caller's: on purpose, or the line was lost.

    A carrier reports both alike; a talk that has hardly begun was not ended on
    purpose.
    """
    line = board.line(row.version)
    talking = line.flow.states[row.call.state].kind is Kind.TALKING
    picked_up = ring.answered or ring.created
    lost = talking and board.now() - picked_up < LOST_WITHIN
    event: Event = events.AgentUnanswered(ring.agent) if lost else events.AgentLeft()
    move(conn, board, line, row, event)


def hung_up(board: Switchboard, call_sid: str) -> None:
    """The caller hung up: telephones stop ringing, the place in line is given up."""
    with writing(board.engine) as conn:
        row = calls.hold(conn, call_sid)
        if row is None or row.state == calls.ENDED:
            return
        line = board.line(row.version)
        office = Office.of(conn, board, line, row)
        ended = step(line.flow, row.call, events.HungUp())
        for action in ended.actions:
            office.perform(ended.call, action)
        calls.end(conn, call_sid, board.now())
        lasted = board.now() - row.started
        _log(board, row, f"{call_sid}:ended", "ended", "", lasted)
    board.wake()


def _log(
    board: Switchboard,
    row: calls.CallRow,
    key: str,
    what: str,
    agent: str,
    seconds: int,
) -> None:
    """Notes what an agent's leg, or the end of the call, adds to the log."""
    call = row.call
    detail = {
        "agent": agent,
        "seconds": max(seconds, 0),
        "state": call.state,
        "waited": call.waited,
        "promised": row.promise is not None,
    }
    now, version = int(board.clock() * 1000), row.version
    department = agent.rpartition("/")[0] or call.department
    board.log_call([Entry(key, row.call_sid, now, what, department, detail, version)])


def _settle(board: Switchboard, key: str, state: RingState) -> None:
    with writing(board.engine) as conn:
        ring, row = _held(conn, key)
        if ring is None or ring.call_sid is None:
            return
        if not rings.settle(conn, key, state):
            return
        waiting.give_back(conn, ring.call_sid, ring.agent)
        if row is None or row.state == calls.ENDED:
            return
        declined = state is RingState.DECLINED
        event: Event = (
            events.AgentDeclined(ring.agent)
            if declined
            else events.AgentUnanswered(ring.agent)
        )
        move(conn, board, board.line(row.version), row, event)
    board.wake()


def move(
    conn: Connection,
    board: Switchboard,
    line: Line,
    row: calls.CallRow,
    event: Event,
) -> None:
    """Takes the step that an agent caused; the caller is moved if the state changed."""
    office = Office.of(conn, board, line, row)
    flow = line.flow
    if not isinstance(event, events.AgentAccepted):
        flow = flow.today(rota(conn, line, board.now(), row.call_sid))
    call, happened = row.call, event
    while True:
        result = step(flow, call, happened)
        answer: Event | None = None
        for action in result.actions:
            answer = office.perform(result.call, action) or answer
        if answer is None:
            break
        call, happened = result.call, answer
    moves = row.turn + 1
    office.keep_call(result.call, moves)
    if result.call.state != row.call.state or _rings_another(row.call, result.call):
        office.move_caller(moves)


def _rings_another(before: Call, after: Call) -> bool:
    """Whether the caller hears now of somebody whose telephone did not ring before."""
    return after.state == before.state and bool(after.rung & ~before.rung)
