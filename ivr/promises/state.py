"""A promise as it stands, and the terms on which it is kept."""

from dataclasses import dataclass
from enum import StrEnum

from ivr.flow.actions import PromiseKind


class State(StrEnum):
    """How a promise stands; the last three are final."""

    DUE = "due"
    RINGING_AGENT = "ringing-agent"
    RINGING_CALLER = "ringing-caller"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Terms:
    """What the line says now about one department's promises.

    `agents` in the order they are rung, `free` those who can be rung now,
    `attempts` how often a caller is called, `is_open` whether we may call at all;
    `resumed` is the first moment after the last closure at which we could (Unix
    seconds): what fell due while we were closed is given up a day after that.
    """

    agents: tuple[str, ...]
    free: frozenset[str]
    attempts: int
    is_open: bool
    resumed: int = 0


@dataclass(frozen=True)
class Promise:
    """A callback or a reply, due at `due` (Unix seconds).

    `attempts` counts calls to the caller, `rounds` the rounds of agents who did not
    answer, `rings` every telephone rung; `tried` were rung in this round, `declined`
    are not rung again; `arrived` (milliseconds) is a place in line kept meanwhile.
    """

    id: int
    key: str
    kind: PromiseKind
    department: str
    agent: str
    number: str
    line: str
    need: str
    language: str
    version: int
    due: int
    arrived: int | None
    state: State
    attempts: int
    rounds: int
    rings: int
    tried: tuple[str, ...]
    declined: tuple[str, ...]
    ringing: str | None
    told: bool
    next_attempt: int
    outcome: str | None
    created: int
    closed: int | None
