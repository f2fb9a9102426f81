"""Forgetting a person: every row, file and recording that a number leads to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from ivr.promises import overview
from ivr.promises.state import Promise
from ivr.store import erasing
from ivr.store.database import promising, reading
from ivr.store.erasing import Known
from ivr.telephony.logbook import Logbook
from ivr.telephony.token import Tokens, remembered_as


@dataclass(frozen=True)
class Person:
    """A caller by number, and the hash by which the line remembers them."""

    number: str
    caller: str

    @classmethod
    def of(cls, number: str, secret_key: str) -> "Person":
        """The person of a number, as the line with this key knows them."""
        return cls(number, remembered_as(Tokens(secret_key).key, number))


def known(engine: Engine, person: Person) -> tuple[Known, list[Promise]]:
    """What is kept of a person, and what is still promised to them."""
    with reading(engine) as conn:
        found = erasing.known(conn, person.number, person.caller)
        owed = [p for p in overview.outstanding(conn) if p.id in found.promises]
    return found, owed


def everything(engine: Engine, person: Person) -> dict[str, list[dict[str, Any]]]:
    """All that is kept of a person, table by table."""
    with reading(engine) as conn:
        found = erasing.known(conn, person.number, person.caller)
        return erasing.everything(conn, found, person.caller)


def forget(engine: Engine, database_url: str, person: Person, now: int) -> Known | None:
    """Erases all of it, promises too; None while they are on the line or rung.

    Recordings and records of calls are deleted at Twilio by errands.
    """
    with promising(engine) as conn:
        found = erasing.known(conn, person.number, person.caller)
        if found.is_on_the_line:
            return None
        erasing.erase(conn, found, person.caller, now)
    Logbook.of(engine, database_url).spool.forget(frozenset(found.calls))
    erasing.leave_no_trace(engine)
    return found
