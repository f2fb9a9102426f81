"""Which agents are busy now."""

from sqlalchemy import Connection, bindparam, select, union

from ivr.store.calls import ACTIVE
from ivr.store.rings import RingState
from ivr.store.schema import calls, promises, rings

LONGEST_RING = 90  # seconds; a ring of which nothing was heard since is over
LONGEST_TALK = 4 * 3600  # seconds; a callback of which nothing was heard since is over


# Built once: this is asked on every turn of a caller on hold.
_BUSY = union(
    select(calls.c.agent).where(calls.c.state == ACTIVE, calls.c.agent.is_not(None)),
    select(rings.c.agent).where(
        rings.c.promise.is_(None),
        rings.c.state == str(RingState.RINGING),
        rings.c.created > bindparam("ringing_since"),
    ),
    select(rings.c.agent).where(
        rings.c.promise.is_not(None),
        rings.c.state == str(RingState.ACCEPTED),
        rings.c.created > bindparam("talking_since"),
    ),
    select(promises.c.ringing).where(
        promises.c.state.in_(("ringing-agent", "ringing-caller")),
        promises.c.lease_until > bindparam("now"),
    ),
)


def busy(conn: Connection, now: int) -> frozenset[str]:
    """The agents ("department/index") who talk, are rung, or keep a promise now."""
    times = {
        "ringing_since": now - LONGEST_RING,
        "talking_since": now - LONGEST_TALK,
        "now": now,
    }
    found = conn.execute(_BUSY, times).scalars()
    return frozenset(agent for agent in found if agent)
