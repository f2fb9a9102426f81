"""Who is at the telephone, who is away, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from ivr.store.insert import insert
from ivr.store.schema import roster


class Presence(StrEnum):
    """Whether an agent is there. Only one who is in can be rung."""

    IN = "in"
    OUT = "out"
    BREAK = "break"
    WRAP_UP = "wrap-up"


@dataclass(frozen=True)
class Post:
    """One agent's telephone: how it stands, since when and until when.

    Times are Unix seconds; without `until` it stands so until somebody changes it.
    """

    phone: str
    state: Presence
    until: int | None
    changed: int


def put(
    conn: Connection, phone: str, state: Presence, now: int, until: int | None = None
) -> None:
    """The agent comes in, goes out, or takes a break, if so until a time."""
    values = {"state": str(state), "until": until, "changed": now}
    new = insert(conn, roster).values(phone=phone, **values)
    again = new.on_conflict_do_update(index_elements=[roster.c.phone], set_=values)
    conn.execute(again)


def wrap_up(conn: Connection, phone: str, now: int, seconds: int) -> bool:
    """Gives the agent time after a call; False if they are out or on a break.

    A longer time that was given already stays.
    """
    values = {"state": str(Presence.WRAP_UP), "until": now + seconds, "changed": now}
    new = insert(conn, roster).values(phone=phone, **values)
    again = new.on_conflict_do_update(
        index_elements=[roster.c.phone],
        set_=values,
        where=or_(
            roster.c.state == str(Presence.IN),
            roster.c.until < now + seconds,
        )
        & roster.c.state.in_([str(Presence.IN), str(Presence.WRAP_UP)]),
    )
    return conn.execute(again).rowcount == 1


def come_back(conn: Connection, now: int) -> list[str]:
    """Ends every break and wrap-up whose time is over; their telephones."""
    over = and_(roster.c.state != str(Presence.IN), roster.c.until <= now)
    back = (
        update(roster)
        .where(over)
        .values(state=str(Presence.IN), until=None, changed=now)
        .returning(roster.c.phone)
    )
    return list(conn.execute(back).scalars())


def someone_comes_back(conn: Connection, now: int) -> bool:
    """Whether a break or a wrap-up is over that has not been ended yet."""
    over = select(roster.c.phone).where(
        roster.c.state != str(Presence.IN), roster.c.until <= now
    )
    return conn.execute(over.limit(1)).first() is not None


# Built once: this is asked on every turn of a caller on hold.
_AWAY = select(roster.c.phone, roster.c.state).where(
    roster.c.state != str(Presence.IN),
    or_(roster.c.until.is_(None), roster.c.until > bindparam("now")),
)


def away(conn: Connection, now: int) -> dict[str, Presence]:
    """The telephones that may not be rung now, and why."""
    found = conn.execute(_AWAY, {"now": now})
    return {phone: Presence(state) for phone, state in found}


def posts(conn: Connection, phones: Iterable[str], now: int) -> dict[str, Post]:
    """How each telephone stands; whoever was never noted is in."""
    wanted = list(phones)
    found = conn.execute(select(roster).where(roster.c.phone.in_(wanted)))
    known = {
        row.phone: Post(row.phone, Presence(row.state), row.until, row.changed)
        for row in found
    }
    for phone, post in known.items():
        if post.state is not Presence.IN and post.until and post.until <= now:
            known[phone] = Post(phone, Presence.IN, None, post.until)
    return {p: known.get(p, Post(p, Presence.IN, None, 0)) for p in wanted}
