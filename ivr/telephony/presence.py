"""Agents come, go, take breaks and wrap up; whoever comes free is rung at once."""

from sqlalchemy import Connection

from ivr.flow import events
from ivr.flow.machine import step
from ivr.promises.turn import next_in_line
from ivr.store import calls, roster, waiting
from ivr.store.database import reading, writing
from ivr.store.roster import Presence
from ivr.telephony.effects import Office
from ivr.telephony.line import Line
from ivr.telephony.rota import phones_of, rota, telephones
from ivr.telephony.switchboard import Switchboard

HANGING_UP = 15  # seconds


def put(
    board: Switchboard, phone: str, state: Presence, until: int | None = None
) -> None:
    """Notes where an agent is; one who comes in is rung for whoever waits."""
    with writing(board.engine) as conn:
        roster.put(conn, phone, state, board.now(), until)
        if state is Presence.IN:
            free(conn, board, phone)
    board.wake()


def sign_in(board: Switchboard, phone: str) -> None:
    """The agent comes in by telephone, and is rung once that telephone is hung up."""
    put(board, phone, Presence.WRAP_UP, board.now() + HANGING_UP)


def come_back(board: Switchboard) -> None:
    """Ends the breaks and wrap-up times that are over."""
    with reading(board.engine) as conn:
        if not roster.someone_comes_back(conn, board.now()):
            return
    with writing(board.engine) as conn:
        for phone in roster.come_back(conn, board.now()):
            free(conn, board, phone)
    board.wake()


def wrap_up(
    conn: Connection, board: Switchboard, line: Line, agent: str, hard: bool
) -> None:
    """The agent's call is over: time of their own first, then the next caller."""
    phones = telephones(line, frozenset([agent]))
    given = line.script.wrap_up
    seconds = given.after_hard_call if hard else given.after_call
    for phone in phones:
        if seconds:
            roster.wrap_up(conn, phone, board.now(), seconds)
        else:
            free(conn, board, phone)


def free(conn: Connection, board: Switchboard, phone: str) -> None:
    """Rings an agent for the caller who came first in a line that they serve."""
    if phone in roster.away(conn, board.now()):
        return
    line = board.live_line()
    for department in line.flow.departments.values():
        if phone in phones_of(line, department):
            first = next_in_line(conn, department.key, board.now())
            row = calls.hold(conn, first.call_sid) if first else None
            if row and row.state == calls.ACTIVE and ring_for(conn, board, row, phone):
                return


def ring_for(
    conn: Connection, board: Switchboard, row: calls.CallRow, phone: str
) -> bool:
    """Rings an agent for a caller who holds; False where the rules of the line say no.

    They are not rung who do not serve the caller's department, have declined this
    call, or are not the one whom the caller asked for.
    """
    line = board.line(row.version)
    department = line.flow.departments.get(row.call.department)
    if department is None:
        return False
    today = rota(conn, line, board.now()).get(department.key)
    for index, own in enumerate(phones_of(line, department)):
        if own == phone and (today is None or index in today.free):
            agent = department.agent_id(index)
            result = step(line.flow, row.call, events.AgentFreed(agent))
            if not result.call.ringing or result.call.agent != index:
                continue
            if not waiting.take(conn, row.call_sid, agent):
                continue
            office = Office.of(conn, board, line, row)
            for action in result.actions:
                office.perform(result.call, action)
            office.keep_call(result.call, row.turn + 1)
            return True
    return False
