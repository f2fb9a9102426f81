"""What happened on a simulated call, second by second."""

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Whom or what the caller's line carries at that moment."""

    LINE = "line"
    CALLER = "caller"
    AGENT = "agent"
    MUSIC = "music"
    RINGBACK = "ringback"
    SILENCE = "silence"


@dataclass(frozen=True)
class Entry:
    """One stretch of a call: from `at`, for some seconds, both since the call began.

    `state` is the state of the call then; `phrase` names the line's words; `keys` are
    those that the caller presses at `at`.
    """

    at: float
    seconds: float
    who: Who
    words: str = ""
    state: str = ""
    phrase: str = ""
    language: str = ""
    keys: str = ""
