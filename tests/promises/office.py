"""The office that all tests of promises phone, and the promises they make there."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from ivr.flow.actions import PromiseKind
from ivr.promises import ledger
from ivr.promises.events import Event
from ivr.promises.ledger import Committed, Gone
from ivr.promises.line_now import LineNow
from ivr.promises.state import Promise
from ivr.store.database import promising, reading, writing

SCRIPT = """
company: Fjellheim
languages:
  - nb
country: NO
timezone: Europe/Oslo
hours:
  monday-friday: 08:00-16:00
departments:
  sales:
    name: salg
    handles:
      - Jeg vil bestille
    agents:
      - name: Kari
        phone: "+4722334401"
      - name: Andrei
        phone: "+4722334402"
  accounts:
    name: regnskap
    handles:
      - Regningen min er feil
    agents:
      - name: fru Santos
        phone: "+4722334403"
operator: sales
callback:
  earliest: 30
  each_quarter_hour: 2
  attempts: 3
"""

KARI, ANDREI, SANTOS = "sales/0", "sales/1", "accounts/0"


def oslo(written: str) -> int:
    """Unix seconds of a local time."""
    local = datetime.fromisoformat(written).replace(tzinfo=ZoneInfo("Europe/Oslo"))
    return int(local.timestamp())


def local(seconds: int) -> str:
    """The local time of Unix seconds."""
    return datetime.fromtimestamp(seconds, ZoneInfo("Europe/Oslo")).strftime(
        "%Y-%m-%d %H:%M"
    )


NOW = oslo("2026-03-10 10:00")  # a Tuesday
DUE = oslo("2026-03-10 10:30")


def commit_within(
    conn: Connection, line: LineNow, key: str = "CA1:7", **changed: Any
) -> Committed | Gone:
    """Promises a callback by sales at half past ten, with some things changed."""
    given: dict[str, Any] = {
        "kind": PromiseKind.CALLBACK,
        "department": "sales",
        "agent": "",
        "number": "+4798765455",
        "line": "+4721000000",
        "need": "Jeg vil bestille",
        "language": "nb",
        "version": 1,
        "due": DUE,
        "now": NOW,
    } | changed
    return ledger.commit(conn, line.script, key=key, **given)


def commit(
    engine: Engine, line: LineNow, key: str = "CA1:7", **changed: Any
) -> Committed | Gone:
    """The same in a transaction of its own."""
    with promising(engine) as conn:
        return commit_within(conn, line, key, **changed)


def promised(engine: Engine, line: LineNow, key: str = "CA1:7", **changed: Any) -> int:
    """The id of a promise that is made without trouble."""
    made = commit(engine, line, key, **changed)
    assert isinstance(made, Committed)
    return made.id


def report(
    engine: Engine, line: LineNow, number: int, event: Event, now: int
) -> Promise:
    """Tells a promise what happened."""
    with writing(engine) as conn:
        after = ledger.report(conn, line, number, event, now)
    assert after is not None
    return after


def look_up(engine: Engine, number: int) -> Promise:
    """The promise as it stands."""
    with reading(engine) as conn:
        found = ledger.look_up(conn, number)
    assert found is not None
    return found
