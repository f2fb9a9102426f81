"""What a call does next, as generators that wait for time, keys, words and signals."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ivr.carrier.document import Context, Document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait up to a second (None: for ever) and what may end it sooner."""

    until: float | None = None
    keys: bool = False
    speech: bool = False
    signals: bool = False


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The wait lasted its full time."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody began to speak these words and will need these seconds for them."""

    words: str
    seconds: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Signal:
    """Something happened elsewhere; ``source`` is the thing that it happened to."""

    source: object
    name: str


Event = TimeUp | Key | Spoke | Signal
Program = Generator[Wait, Event, T]


@dataclass(frozen=True, slots=True)
class Ask:
    """A document to be fetched, or one that was sent along."""

    url: str
    method: str = "POST"
    parameters: Mapping[str, str] = field(default_factory=dict)
    document: Document | None = None
    context: Context = "call"


class Turn(Exception):
    """A call leaves what it is doing."""


class Next(Turn):
    """A verb goes on with another document."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask


class Moved(Turn):
    """A request from outside moves the call to another document."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask


class Ended(Turn):
    """The call ends here; ``by`` tells who ended it."""

    def __init__(self, by: str = "application", status: str = "completed") -> None:
        self.by = by
        self.status = status


class LeftQueue(Turn):
    """A verb takes the caller out of the queue."""


class Changed(Turn):
    """Something about where the call stays has changed."""

    def __init__(self, scope: object, news: object = None) -> None:
        self.scope = scope
        self.news = news


class Starred(Turn):
    """The star key was pressed where it ends a dialled connection."""

    def __init__(self, scope: object) -> None:
        self.scope = scope
