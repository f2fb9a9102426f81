"""Calls whose end was never reported: they age out, and hold nobody up meanwhile."""

from sqlalchemy import Connection

from ivr.store import call_log, calls, rings, waiting
from ivr.store.database import reading, writing
from ivr.telephony import agents
from ivr.telephony.switchboard import Switchboard

EVERY = 60  # seconds between two looks
LONGEST_CALL = 4 * 3600  # seconds; Twilio ends a call then
GRACE = 15 * 60  # seconds that a report may be late
# A caller on hold asks for the next update within 45 s; who has been silent for four
# times as long is gone. One who comes back stands where they stood.
SILENT = 180  # seconds


def reconcile(board: Switchboard) -> None:
    """Ends calls that are older than any call can be; clears the lines of the gone."""
    now = board.now()
    with reading(board.engine) as conn:
        old = calls.active_before(conn, now - LONGEST_CALL - GRACE)
        gone = [
            standing.call_sid
            for standing in waiting.every(conn)
            if now * 1000 - _last_heard(conn, standing) > SILENT * 1000
        ]
        lost = rings.open_before(conn, now - LONGEST_CALL - GRACE)
    for row in old:
        agents.hung_up(board, row.call_sid)
    if gone or lost:
        with writing(board.engine) as conn:
            for call_sid in gone:
                waiting.leave(conn, call_sid, now * 1000)
            for ring in lost:
                rings.settle(conn, ring.key, rings.RingState.ENDED)


def _last_heard(conn: Connection, standing: waiting.Waiting) -> int:
    """When the line last heard of a caller, in milliseconds."""
    return max(call_log.last_turn(conn, standing.call_sid), standing.arrived)
