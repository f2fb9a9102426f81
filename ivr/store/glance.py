"""A glance at one call, on the way of every webhook: does the turn need the store?"""

from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, select

from ivr.store.agents import LONGEST_TALK
from ivr.store.calls import ENDED
from ivr.store.schema import calls, live, turns

_BOTH = (turns.c.call_sid == calls.c.call_sid) & (turns.c.turn == bindparam("turn"))
_CALL = (
    select(calls.c.turn, calls.c.state, turns.c.turn)
    .select_from(calls.outerjoin(turns, _BOTH))
    .where(calls.c.call_sid == bindparam("sid"))
)
_LIVE = select(live.c.version)

# The same in SQLite's own words, past everything that costs a caller time.
_SQLITE_CALL = (
    "SELECT c.turn, c.state, t.turn FROM calls c LEFT JOIN turns t "
    "ON t.call_sid = c.call_sid AND t.turn = ? WHERE c.call_sid = ?"
)
_SQLITE_OUT = (
    "SELECT EXISTS(SELECT 1 FROM rings "
    "WHERE state IN ('ringing', 'accepted', 'declined') AND created > ?) "
    "OR EXISTS(SELECT 1 FROM roster WHERE state <> 'in') "
    "OR EXISTS(SELECT 1 FROM calls WHERE state = 'active' AND agent IS NOT NULL) "
    "OR EXISTS(SELECT 1 FROM promises "
    "WHERE state IN ('ringing-agent', 'ringing-caller'))"
)
_SQLITE_LIVE = "SELECT version FROM live"


@dataclass(frozen=True)
class Glance:
    """How many moves a call has made, if it has ended, if this turn was taken."""

    moves: int
    ended: bool
    taken: bool


def glance(engine: Engine, call_sid: str, turn: int) -> Glance | None:
    """One call and one of its turns; None where the store does not know the call.

    Raises what the database raises: sqlite3.Error or SQLAlchemyError.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect() as conn:
            row = conn.execute(_CALL, {"turn": turn, "sid": call_sid}).first()
            return Glance(row[0], row[1] == ENDED, row[2] is not None) if row else None
    found = _sqlite(engine, _SQLITE_CALL, (turn, call_sid))
    return Glance(found[0], found[1] == ENDED, found[2] is not None) if found else None


def anybody_out(engine: Engine, now: int) -> bool:
    """Whether an agent may be away, busy or unwilling: a quick no, a cautious yes."""
    if engine.dialect.name != "sqlite":
        return True
    found = _sqlite(engine, _SQLITE_OUT, (now - LONGEST_TALK,))
    return found is None or bool(found[0])


def live_number(engine: Engine) -> int | None:
    """The number of the version that answers new calls; None where there is none."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as conn:
            return conn.execute(_LIVE).scalar()
    found = _sqlite(engine, _SQLITE_LIVE, ())
    return int(found[0]) if found else None


def _sqlite(
    engine: Engine, statement: str, values: tuple[int | str, ...]
) -> tuple[int, str, int | None] | None:
    borrowed = engine.raw_connection()
    try:
        connection = borrowed.driver_connection
        assert connection is not None
        found: tuple[int, str, int | None] | None
        found = connection.execute(statement, values).fetchone()
        return found
    finally:
        borrowed.close()
