"""A glance at one call, on the way of every webhook: does the turn need the store?"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, bindparam, literal, select

from ivr.script.calendar import Closure
from ivr.store.agents import LONGEST_TALK
from ivr.store.calls import ENDED
from ivr.store.closures import closure
from ivr.store.schema import calls, closures, live, turns

_CLOSED = (
    (closures.c.until > bindparam("now"))
    & (closures.c.since <= bindparam("now"))
    & closures.c.ended.is_(None)
)
_BOTH = (turns.c.call_sid == calls.c.call_sid) & (turns.c.turn == bindparam("turn"))
_NOW = select(literal(1).label("now")).subquery()
_CALL = (
    select(
        calls.c.turn, calls.c.state, turns.c.turn, closures.c.since, closures.c.until
    )
    .select_from(
        _NOW.outerjoin(calls, calls.c.call_sid == bindparam("sid"))
        .outerjoin(turns, _BOTH)
        .outerjoin(closures, _CLOSED)
    )
    .limit(1)
)
_LIVE = (
    select(select(live.c.version).scalar_subquery(), closures.c.since, closures.c.until)
    .select_from(_NOW.outerjoin(closures, _CLOSED))
    .limit(1)
)

# The same in SQLite's own words, past everything that costs a caller time.
_SQLITE_CLOSED = (
    "LEFT JOIN closures k ON k.until > ? AND k.since <= ? AND k.ended IS NULL LIMIT 1"
)
_SQLITE_CALL = (
    "SELECT c.turn, c.state, t.turn, k.since, k.until "
    "FROM (SELECT 1) LEFT JOIN calls c ON c.call_sid = ? "
    f"LEFT JOIN turns t ON t.call_sid = c.call_sid AND t.turn = ? {_SQLITE_CLOSED}"
)
_SQLITE_OUT = (
    "SELECT EXISTS(SELECT 1 FROM rings "
    "WHERE state IN ('ringing', 'accepted', 'declined') AND created > ?) "
    "OR EXISTS(SELECT 1 FROM roster WHERE state <> 'in') "
    "OR EXISTS(SELECT 1 FROM calls WHERE state = 'active' AND agent IS NOT NULL) "
    "OR EXISTS(SELECT 1 FROM promises "
    "WHERE state IN ('ringing-agent', 'ringing-caller')) "
    "OR EXISTS(SELECT 1 FROM closures WHERE until > ? AND ended IS NULL)"
)
_SQLITE_LIVE = (
    "SELECT (SELECT version FROM live), k.since, k.until "
    f"FROM (SELECT 1) {_SQLITE_CLOSED}"
)


@dataclass(frozen=True)
class Glance:
    """How many moves a call has made, if it has ended, if this turn was taken.

    A call is `known` once something was kept of it; `closure` counts for all calls.
    """

    known: bool
    moves: int
    ended: bool
    taken: bool
    closure: Closure | None


@dataclass(frozen=True)
class Live:
    """The version that answers new calls, if there is one, and the closure now."""

    version: int | None
    closure: Closure | None


def glance(engine: Engine, call_sid: str, turn: int, now: int) -> Glance:
    """One call and one of its turns.

    Raises what the database raises: sqlite3.Error or SQLAlchemyError.
    """
    if engine.dialect.name == "sqlite":
        found = _sqlite(engine, _SQLITE_CALL, (call_sid, turn, now, now))
    else:
        found = _row(engine, _CALL, {"turn": turn, "sid": call_sid, "now": now})
    moves, state, taken, since, until = found
    known = moves is not None
    closed = _closure(since, until)
    return Glance(known, moves or 0, state == ENDED, taken is not None, closed)


def anybody_out(engine: Engine, now: int) -> bool:
    """Whether somebody may be away, busy or unwilling, or the line be closed early.

    A quick no, a cautious yes.
    """
    if engine.dialect.name != "sqlite":
        return True
    return bool(_sqlite(engine, _SQLITE_OUT, (now - LONGEST_TALK, now))[0])


def live_now(engine: Engine, now: int) -> Live:
    """What answers new calls now."""
    if engine.dialect.name == "sqlite":
        version, since, until = _sqlite(engine, _SQLITE_LIVE, (now, now))
    else:
        version, since, until = _row(engine, _LIVE, {"now": now})
    return Live(version, _closure(since, until))


def _closure(since: int | None, until: int | None) -> Closure | None:
    return None if since is None or until is None else closure(since, until)


def _row(engine: Engine, chosen: Select[Any], values: dict[str, int | str]) -> Any:
    with engine.connect() as conn:
        return conn.execute(chosen, values).first()


def _sqlite(engine: Engine, statement: str, values: tuple[int | str, ...]) -> Any:
    """The only row of a statement that always finds one."""
    borrowed = engine.raw_connection()
    try:
        connection = borrowed.driver_connection
        assert connection is not None
        return connection.execute(statement, values).fetchone()
    finally:
        borrowed.close()
