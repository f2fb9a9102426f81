"""The log of calls as it is kept: written behind, and spooled when the store fails."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    KeepFeedback,
    NoteAbuse,
    PlayMusic,
    PlayRingback,
    Ring,
    Say,
)
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Kind
from ivr.store import call_log
from ivr.store.call_log import Entry
from ivr.store.database import sqlite_file, writing
from ivr.telephony.line import Line
from ivr.telephony.spool import Spool
from ivr.telephony.switchboard import STORE_FAILURES

log = logging.getLogger("ivr.telephony")

SPOOL = Path("var/spool")
LONGEST_SAID = 400  # characters of our own words that are kept of an update
QUESTIONS = {
    "confirm": "transfer",
    "ask-transfer": "transfer",
    "ask-hold": "hold",
    "ask-again": "hold",
    "ask-agents-hold": "hold",
    "ask-dropped": "hold",
}


@dataclass
class Logbook:
    """Keeps entries after the caller has been answered; none is lost with the store."""

    engine: Engine
    spool: Spool
    pending: deque[Entry] = field(default_factory=deque)

    @classmethod
    def of(cls, engine: Engine, database_url: str) -> "Logbook":
        """The logbook of a deployment; its spool lies beside a SQLite file."""
        file = sqlite_file(database_url)
        return cls(engine, Spool(file.parent / "spool" if file else SPOOL))

    def write(self) -> None:
        """Writes what is pending into the store, or on the disk if it fails."""
        batch = [self.pending.popleft() for _ in range(len(self.pending))]
        if not batch:
            return
        try:
            with writing(self.engine) as conn:
                call_log.add(conn, batch)
        except STORE_FAILURES as error:
            log.error("the call log is spooled: %s", type(error).__name__)
            self.spool.append(batch)

    def replay(self) -> None:
        """Brings what was spooled into the store; StoreError where it still fails."""
        for batch in self.spool.batches():
            with writing(self.engine) as conn:
                call_log.add(conn, batch)


def turn_entries(
    line: Line,
    call_sid: str,
    turn: int,
    event: Event,
    before: Call,
    after: Call,
    actions: Iterable[Action],
    now_ms: int,
) -> list[Entry]:
    """What one turn of a call adds to its log. `turn` is the turn's number."""
    done = tuple(actions)
    entries = _entries(line, event, before, after, done)
    return [
        Entry(
            key=f"{call_sid}:{turn}:{what}",
            call_sid=call_sid,
            at=now_ms,
            what=what,
            department=after.department,
            detail=detail,
            version=line.version,
        )
        for what, detail in entries
    ]


def silence(actions: Iterable[Action]) -> int:
    """The longest silence of a document in seconds: nothing is said or played."""
    done = tuple(actions)
    filled = any(isinstance(a, PlayMusic | PlayRingback) for a in done)
    asked = (a.listening.wait for a in done if isinstance(a, Ask))
    return 0 if filled else max(asked, default=0)


def _entries(
    line: Line, event: Event, before: Call, after: Call, actions: tuple[Action, ...]
) -> Iterator[tuple[str, dict[str, Any]]]:
    states = line.flow.states
    was = states[before.state].kind if before.state in states else Kind.QUESTION
    now = states[after.state].kind
    yield (
        "turn",
        {
            "from": before.state,
            "to": after.state,
            "kind": str(now),
            "silence": silence(actions),
        },
    )
    if isinstance(event, events.Dialed):
        yield "dialed", {"language": after.language, "open": after.is_open}
    asked, answered = _question(after.state), _question(before.state)
    moved = isinstance(event, events.Resumed)  # by the step of an agent's leg
    if asked and (moved or before.state != after.state):
        yield "asked", {"for": asked}
    if answered == "hold" and now is Kind.HOLDING:
        yield "agreed", {"for": "hold"}
    if answered == "transfer" and now is Kind.RINGING:
        yield "agreed", {"for": "transfer"}
    if now is Kind.HOLDING and (words := _said(actions)):
        news = {"place": after.place, "waited": after.waited}
        yield "update", {"said": words[:LONGEST_SAID], **news}
    if now is Kind.HOLDING and was not in (Kind.HOLDING, Kind.ASIDE) and not asked:
        yield "held", {"asked": answered == "hold"}
    for action in actions:
        if isinstance(action, Ring):
            yield "rang", {"agent": action.agent}
        if isinstance(action, KeepFeedback):
            yield "feedback", {"helped": action.helped}
        if isinstance(action, NoteAbuse):
            yield "abuse", {"warning": action.warning}


def _question(state: str) -> str:
    return next((q for name, q in QUESTIONS.items() if state.startswith(name)), "")


def _said(actions: tuple[Action, ...]) -> str:
    spoken = (a.words for a in actions if isinstance(a, Say | Ask))
    return " ".join(words.text for each in spoken for words in each)
