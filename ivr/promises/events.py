"""What happened to a promise. Events are in the past tense."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CameDue:
    """The promised time, or the next attempt, has come."""


@dataclass(frozen=True)
class TakenOver:
    """An agent at the desk would call back now."""

    agent: str


@dataclass(frozen=True)
class AgentAccepted:
    """The agent heard whom to call back, and pressed the key that takes it."""

    agent: str


@dataclass(frozen=True)
class AgentDeclined:
    """The agent turned this callback down."""

    agent: str


@dataclass(frozen=True)
class AgentUnanswered:
    """The agent's telephone was busy, rang out, failed, or a machine answered."""

    agent: str


@dataclass(frozen=True)
class AgentLeft:
    """The agent hung up before the caller answered."""

    agent: str


@dataclass(frozen=True)
class CallerAnswered:
    """The caller talks with the agent: a callback is kept."""


@dataclass(frozen=True)
class CallerUnanswered:
    """The caller's telephone was busy, rang out or failed."""


@dataclass(frozen=True)
class VoicemailReached:
    """A machine answered for the caller; this counts as an attempt."""


@dataclass(frozen=True)
class LostTrack:
    """Nothing was heard of a ring for so long that it must be over."""


@dataclass(frozen=True)
class Replied:
    """Somebody replied to the message, or called back by hand."""


@dataclass(frozen=True)
class Cancelled:
    """The promise is no longer wanted, by the caller or the owner."""

    by: str


Event = (
    CameDue
    | TakenOver
    | AgentAccepted
    | AgentDeclined
    | AgentUnanswered
    | AgentLeft
    | CallerAnswered
    | CallerUnanswered
    | VoicemailReached
    | LostTrack
    | Replied
    | Cancelled
)
