"""Who is at the desk: whose telephone it is, and what they may see and do there."""

from dataclasses import dataclass

from flask import g

from ivr.store.accounts import Account, Role
from ivr.web.admission import role

OVERSEERS = frozenset({Role.MANAGER, Role.OWNER})


@dataclass(frozen=True)
class Offer:
    """Somebody to whom a caller can be put through: a department or one agent."""

    to: str
    name: str
    free: bool = True


@dataclass(frozen=True)
class AtDesk:
    """Somebody at the desk.

    `phone` is the telephone of the agent whose account it is. An agent sees and does
    what is their own; who `sees_all` reads every call; who `leads` acts for all.
    """

    phone: str | None
    sees_all: bool
    leads: bool
    acts: bool = True

    @classmethod
    def now(cls) -> "AtDesk":
        """Whoever sent this request; this machine leads."""
        account: Account | None = g.get("account")
        as_what = role()
        return cls(
            phone=account.phone if account else None,
            sees_all=as_what is not Role.AGENT,
            leads=as_what in OVERSEERS,
            acts=as_what is not Role.VIEWER,
        )

    def is_own(self, phone: str | None) -> bool:
        """Whether they act with this telephone: their own, or anybody's who lead."""
        return self.leads or (self.acts and phone is not None and phone == self.phone)
