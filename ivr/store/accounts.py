"""Who may log in, and which logins failed lately."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select, update

from ivr.store.insert import insert
from ivr.store.schema import accounts, failed_logins


class Role(StrEnum):
    """An agent has the desk; a viewer reads, a manager writes, an owner decides."""

    AGENT = "agent"
    VIEWER = "viewer"
    MANAGER = "manager"
    OWNER = "owner"


@dataclass(frozen=True)
class Account:
    """An account. Logins from before `since` (Unix seconds) are over.

    `phone` is the telephone of the agent whose account it is, if it is an agent's.
    """

    name: str
    role: Role
    secret: str
    created: int
    since: int
    phone: str | None = None


def add(
    conn: Connection,
    name: str,
    role: Role,
    secret: str,
    now: int,
    phone: str | None = None,
) -> bool:
    """Makes an account; False if there is one of that name. `secret` is a hash."""
    new = insert(conn, accounts).values(
        name=name, role=str(role), secret=secret, created=now, since=now, phone=phone
    )
    once = new.on_conflict_do_nothing(index_elements=[accounts.c.name])
    return conn.execute(once).rowcount == 1


def change(conn: Connection, name: str, secret: str, now: int) -> bool:
    """Gives an account another password and ends its logins."""
    one = update(accounts).where(accounts.c.name == name)
    return conn.execute(one.values(secret=secret, since=now)).rowcount == 1


def tie(conn: Connection, name: str, phone: str | None) -> bool:
    """Says whose account it is, by the agent's telephone; nobody's with None."""
    one = update(accounts).where(accounts.c.name == name).values(phone=phone)
    return conn.execute(one).rowcount == 1


def give_role(conn: Connection, name: str, role: Role) -> bool:
    """Gives an account another role, from its next page on."""
    one = update(accounts).where(accounts.c.name == name)
    return conn.execute(one.values(role=str(role))).rowcount == 1


def owners(conn: Connection) -> int:
    """How many accounts are owners; none of them changes until we are done."""
    found = select(accounts.c.name).where(accounts.c.role == str(Role.OWNER))
    return len(conn.execute(found.with_for_update()).all())


def remove(conn: Connection, name: str) -> bool:
    """Deletes an account; its logins are over."""
    gone = conn.execute(delete(accounts).where(accounts.c.name == name))
    return gone.rowcount == 1


def find(conn: Connection, name: str) -> Account | None:
    """The account of a name."""
    row = conn.execute(select(accounts).where(accounts.c.name == name)).first()
    return Account(**{**row._mapping, "role": Role(row.role)}) if row else None


def every(conn: Connection) -> list[Account]:
    """All accounts by name."""
    found = conn.execute(select(accounts).order_by(accounts.c.name))
    return [Account(**{**row._mapping, "role": Role(row.role)}) for row in found]


def any_account(conn: Connection) -> bool:
    """Whether anybody can log in at all."""
    return conn.execute(select(accounts.c.name).limit(1)).first() is not None


def failed(conn: Connection, who: str, now: int) -> None:
    """Notes a login that failed; `who` is a keyed hash."""
    conn.execute(failed_logins.insert().values(who=who, at=now))


def forgive(conn: Connection, who: str, at: int) -> None:
    """Takes back one failure that was noted at a time."""
    noted = select(func.max(failed_logins.c.id)).where(
        failed_logins.c.who == who, failed_logins.c.at == at
    )
    conn.execute(
        delete(failed_logins).where(failed_logins.c.id == noted.scalar_subquery())
    )


def failures(conn: Connection, who: str, since: int) -> int:
    """How many logins failed since a time."""
    counted = select(func.count()).where(
        failed_logins.c.who == who, failed_logins.c.at >= since
    )
    return int(conn.execute(counted).scalar_one())


def forget_failures(conn: Connection, before: int) -> None:
    """Deletes failed logins that no longer count."""
    conn.execute(delete(failed_logins).where(failed_logins.c.at < before))
