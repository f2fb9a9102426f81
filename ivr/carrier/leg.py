"""One leg of a call: somebody's telephone line and what is happening on it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.carrier.program import (
    Ask,
    Changed,
    Ended,
    Event,
    Key,
    Program,
    Signal,
    Spoke,
    Starred,
    TimeUp,
    Turn,
    Wait,
)
from ivr.carrier.sound import speech_seconds
from ivr.carrier.trace import Entry

if TYPE_CHECKING:
    from ivr.carrier.document import Document
    from ivr.carrier.exchange import Exchange
    from ivr.carrier.rooms import Room

FINAL = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})


@dataclass(slots=True)
class Reporting:
    """Where the status of a leg is reported, and which changes."""

    url: str = ""
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})
    base: str = ""


@dataclass(eq=False)
class Leg:
    """A line between the carrier and one person."""

    exchange: Exchange
    sid: str
    who: str
    from_: str
    to: str
    direction: str
    parent: Leg | None = None
    reporting: Reporting = field(default_factory=Reporting)
    fallback: Ask | None = None
    extra: dict[str, str] = field(default_factory=dict)
    status: str = "queued"
    created_at: float = 0.0
    answered_at: float | None = None
    ended_at: float | None = None
    ended_by: str = ""
    detection: str = ""
    tones: str = ""
    detected_url: str = ""
    answered_by: str = ""
    url: str = ""
    document: Document | None = None
    waits_from: Document | None = None  # what led here, while a wait document plays
    verb_number: int = 0
    room: Room | None = None
    star_scope: object = None
    asked_since_time_passed: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    watchers: list[Callable[[Entry], None]] = field(default_factory=list)
    on_status: list[Callable[[Leg], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.created_at = self.exchange.clock.now
        self._program: Program[None] | None = None
        self._wait: Wait | None = None
        self._turn = 0
        self._mail: deque[Signal] = deque()
        self._scopes: list[object] = []
        self._sequence = 0

    @property
    def alive(self) -> bool:
        """Whether the leg has not ended yet."""
        return self.status not in FINAL

    @property
    def connected(self) -> bool:
        """Whether somebody has picked up and nobody hung up."""
        return self.status == "in-progress"

    @property
    def seconds(self) -> int:
        """Whole seconds from answer to end, or up to now."""
        if self.answered_at is None:
            return 0
        end = self.exchange.clock.now if self.ended_at is None else self.ended_at
        return round(end - self.answered_at)

    @property
    def listens(self) -> Wait:
        """What the leg is waiting for at this moment."""
        return self._wait or Wait()

    def start(self, program: Program[None]) -> None:
        """Lets the program run on this leg from now on."""
        self._program = program
        self.exchange.clock.soon(self._begin)

    def _begin(self) -> None:
        if self._program is not None:
            self._advance(lambda program: next(program))

    def _advance(self, move: Callable[[Program[None]], Wait]) -> None:
        program = self._program
        if program is None:
            return
        self._wait = None
        self._turn += 1
        try:
            wait = move(program)
            while wait.signals and self._mail:
                wait = program.send(self._mail.popleft())
        except StopIteration:
            self._program = None
            return
        self._wait = wait
        if wait.until is not None:
            turn = self._turn
            self.exchange.clock.at(wait.until, lambda: self._time_up(turn))

    def _time_up(self, turn: int) -> None:
        if turn == self._turn and self._wait is not None:
            self.asked_since_time_passed = 0
            self._resume(TimeUp())

    def _resume(self, event: Event) -> None:
        self._advance(lambda program: program.send(event))

    def throw(self, turn: Turn) -> None:
        """Makes the leg leave what it is doing, after what is under way now."""

        def deliver() -> None:
            if isinstance(turn, Changed | Starred) and turn.scope not in self._scopes:
                return
            if self._program is not None and self._wait is not None:
                self._advance(lambda program: program.throw(turn))

        self.exchange.clock.soon(deliver)

    def signal(self, signal: Signal) -> None:
        """Tells the leg about something elsewhere; kept until it listens."""

        def deliver() -> None:
            if self._wait is not None and self._wait.signals:
                self._resume(signal)
            elif self._program is not None:
                self._mail.append(signal)

        self.exchange.clock.soon(deliver)

    @contextmanager
    def scope(self, scope: object) -> Iterator[None]:
        """While inside, changes of this scope reach the leg."""
        self._scopes.append(scope)
        try:
            yield
        finally:
            self._scopes.remove(scope)

    def press(self, key: str) -> bool:
        """A key is pressed; False if nothing on the line listened for it."""
        self.note("pressed", key)
        self.asked_since_time_passed = 0
        if key == "*" and self.star_scope is not None:
            self.throw(Starred(self.star_scope))
            return True
        if self._wait is not None and self._wait.keys:
            self._resume(Key(key))
            return True
        self.note("unheard", f"pressed {key}")
        return False

    def speak(self, words: str, confidence: float) -> float:
        """Somebody speaks; hands back the seconds that the words take."""
        now = self.exchange.clock.now
        seconds = speech_seconds(words)
        self.note("said", words).until = now + seconds
        heard = False
        if self.room is not None:
            heard = self.room.carry(self, words, seconds)
        if self._wait is not None and self._wait.speech:
            self._resume(Spoke(words, seconds, confidence))
        elif not heard:
            self.note("unheard", f'said "{words}"')
        return seconds

    def note(self, what: str, words: str = "", **detail: str) -> Entry:
        """Writes into the trace what happened on this leg."""
        now = self.exchange.clock.now
        entry = self.exchange.trace.add(now, self.who, what, words)
        entry.leg = self.sid
        entry.detail.update(detail)
        for watcher in self.watchers:
            watcher(entry)
        return entry

    def become(self, status: str) -> None:
        """Changes the status, and reports it where that is wanted."""
        if self.status == status or not self.alive:
            return
        self.status = status
        now = self.exchange.clock.now
        if status == "in-progress":
            self.answered_at = now
        if status in FINAL:
            self.ended_at = now
        for watcher in list(self.on_status):
            watcher(self)
        event = {"in-progress": "answered"}.get(status, status)
        event = "completed" if status in FINAL else event
        if self.reporting.url and event in self.reporting.events:
            self.exchange.callbacks.status(self, self._sequence)
        self._sequence += 1

    def answer(self) -> None:
        """The carrier picks up for the application, if it has not yet."""
        if self.direction == "inbound" and self.status == "ringing":
            self.become("in-progress")

    def end(self, status: str, by: str) -> None:
        """The leg is over; nothing runs on it any more."""
        if not self.alive:
            return
        self.ended_by = by
        self.note("ends", f"is disconnected: {status}, by the {by}")
        self.become(status)

    def hang_up(self, by: str, status: str = "completed") -> None:
        """Ends the leg from outside of its program."""
        if self.answered_at is None and status == "completed":
            status = "canceled" if self.direction != "inbound" else "no-answer"
        self.throw(Ended(by, status))
