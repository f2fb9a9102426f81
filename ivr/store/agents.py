"""Which agents are busy now."""

from sqlalchemy import Connection, select, union

from ivr.store.calls import ACTIVE
from ivr.store.rings import RingState
from ivr.store.schema import calls, promises, rings

LONGEST_RING = 90  # seconds; a ring of which nothing was heard since is over
LONGEST_TALK = 4 * 3600  # seconds; a callback of which nothing was heard since is over


def busy(conn: Connection, now: int) -> frozenset[str]:
    """The agents ("department/index") who talk, are rung, or keep a promise now."""
    talking = select(calls.c.agent).where(
        calls.c.state == ACTIVE, calls.c.agent.is_not(None)
    )
    ringing = select(rings.c.agent).where(
        rings.c.promise.is_(None),
        rings.c.state == str(RingState.RINGING),
        rings.c.created > now - LONGEST_RING,
    )
    called_back = select(rings.c.agent).where(
        rings.c.promise.is_not(None),
        rings.c.state == str(RingState.ACCEPTED),
        rings.c.created > now - LONGEST_TALK,
    )
    calling_back = select(promises.c.ringing).where(
        promises.c.state.in_(("ringing-agent", "ringing-caller")),
        promises.c.lease_until > now,
    )
    found = conn.execute(union(talking, ringing, called_back, calling_back)).scalars()
    return frozenset(agent for agent in found if agent)
