"""Each time an agent's telephone rings: for whom, and how it ended."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from ivr.store.insert import insert
from ivr.store.schema import rings


class RingState(StrEnum):
    """How a ring stands. Only the first is not final."""

    RINGING = "ringing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    ENDED = "ended"


# Built once: this is asked on every turn of a caller on hold.
_DECLINED = select(rings.c.agent).where(
    rings.c.call_sid == bindparam("sid"), rings.c.state == str(RingState.DECLINED)
)


@dataclass(frozen=True)
class Ring:
    """One ring of an agent, for a call or for a promise."""

    id: int
    key: str
    call_sid: str | None
    promise: int | None
    agent: str
    leg_sid: str | None
    state: RingState
    answered: int | None
    created: int


def begin(
    conn: Connection,
    key: str,
    agent: str,
    now: int,
    *,
    call_sid: str | None = None,
    promise: int | None = None,
) -> bool:
    """Notes that an agent is rung; False if the same key was noted before."""
    new = insert(conn, rings).values(
        key=key,
        call_sid=call_sid,
        promise=promise,
        agent=agent,
        state=str(RingState.RINGING),
        created=now,
    )
    once = new.on_conflict_do_nothing(index_elements=[rings.c.key])
    return conn.execute(once).rowcount == 1


def find(conn: Connection, key: str) -> Ring | None:
    """The ring of a key."""
    return _row(conn.execute(select(rings).where(rings.c.key == key)).first())


def of_leg(conn: Connection, leg_sid: str) -> Ring | None:
    """The ring that a leg belongs to."""
    one = select(rings).where(rings.c.leg_sid == leg_sid).order_by(rings.c.id.desc())
    return _row(conn.execute(one.limit(1)).first())


def of_call(conn: Connection, call_sid: str) -> list[Ring]:
    """Every ring for a call, the first one first."""
    every = select(rings).where(rings.c.call_sid == call_sid).order_by(rings.c.id)
    return [_known(row) for row in conn.execute(every)]


def declined(conn: Connection, call_sid: str) -> frozenset[str]:
    """The agents who turned a call down, whatever department it was for."""
    return frozenset(conn.execute(_DECLINED, {"sid": call_sid}).scalars())


def of_promise(conn: Connection, promise: int) -> list[Ring]:
    """Every ring for a promise, the first one first."""
    every = select(rings).where(rings.c.promise == promise).order_by(rings.c.id)
    return [_known(row) for row in conn.execute(every)]


def placed(conn: Connection, key: str, leg_sid: str) -> None:
    """Keeps the leg on which the agent is rung."""
    conn.execute(update(rings).where(rings.c.key == key).values(leg_sid=leg_sid))


def answered(conn: Connection, key: str, now: int) -> None:
    """Notes that somebody, or a machine, picked up; the first time counts."""
    silent = update(rings).where(rings.c.key == key, rings.c.answered.is_(None))
    conn.execute(silent.values(answered=now))


def settle(conn: Connection, key: str, state: RingState) -> bool:
    """Ends a ring; a report that comes late, or twice, changes nothing.

    Only an accepted ring may still end: the conversation is over.
    """
    before = [str(RingState.RINGING)]
    if state is RingState.ENDED:
        before.append(str(RingState.ACCEPTED))
    settled = (
        update(rings)
        .where(rings.c.key == key, rings.c.state.in_(before))
        .values(state=str(state))
    )
    return conn.execute(settled).rowcount == 1


def open_before(conn: Connection, created: int) -> list[Ring]:
    """Rings that began before a time and of which no end was heard."""
    open_ = select(rings).where(
        rings.c.state.in_([str(RingState.RINGING), str(RingState.ACCEPTED)]),
        rings.c.created < created,
    )
    return [_known(row) for row in conn.execute(open_)]


def _row(row: Row[Any] | None) -> Ring | None:
    return None if row is None else _known(row)


def _known(row: Row[Any]) -> Ring:
    return Ring(**{**row._mapping, "state": RingState(row.state)})
