"""What the line does. Actions are in the imperative."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Words:
    """One prompt as it is spoken. `phrase` names it as "section.name"."""

    text: str
    language: str
    phrase: str


@dataclass(frozen=True)
class Listening:
    """What the line accepts while it speaks and after: keys, free speech.

    `wait` is seconds of silence after the words until the caller counts as silent;
    `pause` is seconds of silence that end what the caller says.
    """

    keys: tuple[str, ...] = ()
    speech: bool = True
    wait: int = 4
    pause: int = 1
    number: bool = False


@dataclass(frozen=True)
class Say:
    """Speak, then go on."""

    words: tuple[Words, ...]


@dataclass(frozen=True)
class Ask:
    """Speak while listening, then wait for an answer."""

    words: tuple[Words, ...]
    listening: Listening


@dataclass(frozen=True)
class PlayMusic:
    """Play hold music for some seconds; keys work all the while."""

    seconds: int
    listening: Listening


@dataclass(frozen=True)
class PlayRingback:
    """Play the ringing tone while an agent's telephone rings; keys and words work."""

    seconds: int
    listening: Listening


@dataclass(frozen=True)
class Record:
    """Sound the tone and record the caller's message, `longest` seconds at most."""

    longest: int


@dataclass(frozen=True)
class Connect:
    """Bring the caller together with the agent who accepted."""

    agent: str


@dataclass(frozen=True)
class Hangup:
    """End the call."""


@dataclass(frozen=True)
class Ring:
    """Ring an agent for some seconds and whisper what the call is about."""

    agent: str
    seconds: int


@dataclass(frozen=True)
class CancelRing:
    """Stop ringing an agent."""

    agent: str


@dataclass(frozen=True)
class LetGo:
    """Let the agent go who was with the caller, and say that it is over."""


@dataclass(frozen=True)
class TellAgent:
    """Have the agent who is with the caller hear what the caller answered."""


@dataclass(frozen=True)
class NoteAbuse:
    """Keep that the caller was abusive: the warning that followed, or the end."""

    warning: int = 0  # its number; 0 where the call ends


@dataclass(frozen=True)
class KeepFeedback:
    """Keep whether the caller said that we helped."""

    helped: bool


@dataclass(frozen=True)
class ForgetCaller:
    """Forget who helped this caller, now and from now on."""


@dataclass(frozen=True)
class LineUp:
    """Give the caller a place in a department's line, from this moment."""

    department: str


@dataclass(frozen=True)
class LeaveLine:
    """Give up the caller's place in line."""


class PromiseKind(StrEnum):
    """What we promise: to call back, or to reply to a message."""

    CALLBACK = "callback"
    REPLY = "reply"


@dataclass(frozen=True)
class FindTime:
    """Find a time that we can offer."""

    kind: PromiseKind
    department: str


@dataclass(frozen=True)
class Promise:
    """Commit a promise. The caller hears of it only after it is committed."""

    kind: PromiseKind
    department: str
    agent: str
    at: int


@dataclass(frozen=True)
class Note:
    """Keep what the caller just said for whoever takes over."""


# What more is written down for than what the caller hears.
EFFECTS = (
    CancelRing,
    FindTime,
    ForgetCaller,
    LeaveLine,
    LetGo,
    LineUp,
    KeepFeedback,
    NoteAbuse,
    Promise,
    Ring,
    TellAgent,
)

Action = (
    Say
    | Ask
    | PlayMusic
    | PlayRingback
    | Record
    | Connect
    | Hangup
    | Ring
    | CancelRing
    | LetGo
    | TellAgent
    | NoteAbuse
    | KeepFeedback
    | ForgetCaller
    | LineUp
    | LeaveLine
    | FindTime
    | Promise
    | Note
)
