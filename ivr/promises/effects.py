"""What must be done for a promise. Effects are in the imperative."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class RingAgent:
    """Ring an agent and whisper whom to call back, about what."""

    agent: str


@dataclass(frozen=True)
class RingCaller:
    """Ring the caller for the agent who accepted; apologise first if we are late."""

    agent: str
    apologise: bool


@dataclass(frozen=True)
class StopRinging:
    """End whatever still rings for this promise."""


@dataclass(frozen=True)
class Reschedule:
    """Try again at `earliest` (Unix seconds) or when calling is next allowed."""

    earliest: int


class Reason(StrEnum):
    """Why the owner is told."""

    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    NOBODY_TAKES_IT = "nobody-takes-it"
    NOT_REACHED = "not-reached"
    MISSED = "missed"


@dataclass(frozen=True)
class TellOwner:
    """Tell the owner that a promise needs a person."""

    reason: Reason


Effect = RingAgent | RingCaller | StopRinging | Reschedule | TellOwner
