"""Call scripts on their way to being live: checked, proved, rendered, approved."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from ivr.store.schema import proposals


class Stage(StrEnum):
    """How far a proposal has come; the last four are final."""

    CHECKING = "checking"
    PROVING = "proving"
    RENDERING = "rendering"
    WAITING = "waiting"  # for a second person
    LIVE = "live"
    REFUSED = "refused"  # by a check, a rule or a voice; `progress` says why
    DECLINED = "declined"  # by a second person
    WITHDRAWN = "withdrawn"


AT_WORK = (Stage.CHECKING, Stage.PROVING, Stage.RENDERING)
OPEN = (*AT_WORK, Stage.WAITING)


@dataclass(frozen=True)
class Proposal:
    """One call script on its way; `progress` is what is told of its stage."""

    id: int
    script: str
    hash: str
    certificate: Any
    author: str
    at: int
    stage: Stage
    progress: dict[str, Any]
    lease_until: int
    decided_by: str | None
    decided_at: int | None
    version: int | None


def propose(
    conn: Connection, script: str, author: str, now: int, lease_until: int
) -> int | None:
    """Puts a script on its way; None while another one is being worked on.

    One that still waited for a second person is withdrawn.
    """
    found = latest(conn)
    if found and found.stage in AT_WORK:
        return None
    if found and found.stage is Stage.WAITING:
        decide(conn, found.id, Stage.WITHDRAWN, author, now)
    new = proposals.insert().values(
        script=script,
        hash=hashlib.sha256(script.encode()).hexdigest(),
        author=author,
        at=now,
        state=str(Stage.CHECKING),
        progress={},
        lease_until=lease_until,
    )
    return int(conn.execute(new.returning(proposals.c.id)).scalar_one())


def take_over(conn: Connection, number: int, now: int, lease_until: int) -> bool:
    """Leases a proposal whose worker was not heard of; False if somebody has it."""
    stale = update(proposals).where(
        proposals.c.id == number,
        proposals.c.state.in_([str(stage) for stage in AT_WORK]),
        proposals.c.lease_until <= now,
    )
    return conn.execute(stale.values(lease_until=lease_until)).rowcount == 1


def advance(
    conn: Connection,
    number: int,
    stage: Stage,
    progress: dict[str, Any],
    lease_until: int,
    certificate: Any = None,
) -> bool:
    """Notes how far a proposal has come; False if it is no longer worked on."""
    values: dict[str, Any] = {
        "state": str(stage),
        "progress": progress,
        "lease_until": lease_until,
    }
    if certificate is not None:
        values["certificate"] = certificate
    at_work = update(proposals).where(
        proposals.c.id == number,
        proposals.c.state.in_([str(stage) for stage in AT_WORK]),
    )
    return conn.execute(at_work.values(**values)).rowcount == 1


def decide(
    conn: Connection,
    number: int,
    stage: Stage,
    who: str,
    now: int,
    version: int | None = None,
) -> bool:
    """Ends a proposal that is open; False if it was ended before."""
    open_ = update(proposals).where(
        proposals.c.id == number,
        proposals.c.state.in_([str(stage) for stage in OPEN]),
    )
    values = {"state": str(stage), "decided_by": who, "decided_at": now}
    return conn.execute(open_.values(**values, version=version)).rowcount == 1


def find(conn: Connection, number: int) -> Proposal | None:
    """A proposal by its number."""
    one = select(proposals).where(proposals.c.id == number)
    return _row(conn.execute(one).first())


def latest(conn: Connection) -> Proposal | None:
    """The newest proposal, ended or not."""
    one = select(proposals).order_by(proposals.c.id.desc()).limit(1)
    return _row(conn.execute(one).first())


def of_versions(conn: Connection) -> dict[int, Proposal]:
    """The proposals that went live, by the version that they became."""
    chosen = select(proposals).where(proposals.c.version.is_not(None))
    rows = conn.execute(chosen.order_by(proposals.c.id))
    found = [_row(row) for row in rows]
    return {p.version: p for p in found if p is not None and p.version is not None}


def _row(row: Row[Any] | None) -> Proposal | None:
    if row is None:
        return None
    given = dict(row._mapping)
    stage = Stage(given.pop("state"))
    return Proposal(**given, stage=stage)
