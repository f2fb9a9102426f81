"""Who helped a caller last: by a keyed hash of the number, and never the number."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from ivr.store.insert import insert
from ivr.store.schema import helped

DAY = 24 * 3600


@dataclass(frozen=True)
class Helped:
    """The agent who talked with a caller last, and in which language."""

    agent: str
    language: str


def look_up(conn: Connection, caller: str, since: int) -> Helped | None:
    """Who helped the caller with this hash, if not longer ago than `since`."""
    one = select(helped).where(helped.c.caller == caller, helped.c.at >= since)
    row = conn.execute(one).first()
    if row is None or row.forget:
        return None
    return Helped(row.agent, row.language)


def wished_to_be_forgotten(conn: Connection, caller: str) -> bool:
    """Whether the caller with this hash wished that nothing be kept."""
    one = select(helped.c.forget).where(helped.c.caller == caller)
    return bool(conn.execute(one).scalar())


def keep(conn: Connection, caller: str, agent: str, language: str, now: int) -> None:
    """Keeps who helped; a caller who wished to be forgotten stays so."""
    new = insert(conn, helped).values(
        caller=caller, agent=agent, language=language, at=now, forget=0
    )
    kept = new.on_conflict_do_update(
        index_elements=[helped.c.caller],
        set_={"agent": agent, "language": language, "at": now},
        where=helped.c.forget == 0,
    )
    conn.execute(kept)


def forget(conn: Connection, caller: str, now: int) -> None:
    """Forgets who helped a caller, and keeps only that nothing is to be kept."""
    new = insert(conn, helped).values(
        caller=caller, agent="", language="", at=now, forget=1
    )
    forgotten = new.on_conflict_do_update(
        index_elements=[helped.c.caller],
        set_={"agent": "", "language": "", "at": now, "forget": 1},
    )
    conn.execute(forgotten)


def forget_before(conn: Connection, moment: int) -> int:
    """Deletes who helped before a moment; answers how many rows went."""
    old = delete(helped).where(helped.c.at < moment, helped.c.forget == 0)
    return conn.execute(old).rowcount
