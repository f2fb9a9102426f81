"""What happened to a call. Events are in the past tense; time comes in as one."""

from dataclasses import dataclass

from ivr.flow.call import Time


@dataclass(frozen=True)
class Dialed:
    """A caller dialed `to`; the calendar says whether we are open and when again.

    `helped_by` is the agent who talked with the caller last, `language` the language
    in which they talked; empty where nobody knows.
    """

    to: str = ""
    hour: int = 9
    is_open: bool = True
    opens: Time | None = None
    number_withheld: bool = False
    helped_by: str = ""
    language: str = ""


@dataclass(frozen=True)
class Pressed:
    """The caller pressed one key, 0-9, * or #.

    `again` says that they called today before about what the key stands for.
    """

    digit: str
    again: bool = False


@dataclass(frozen=True)
class Spoke:
    """The caller said something; `meaning` is what was understood, if anything.

    `again` says that they called today before about what they mean.
    """

    words: str
    meaning: str | None = None
    again: bool = False


@dataclass(frozen=True)
class StayedSilent:
    """A question was asked, and nothing was said or pressed."""


@dataclass(frozen=True)
class Elapsed:
    """A timed wait went by: its seconds, the caller's place in line, minutes left."""

    seconds: int
    place: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class AgentAccepted:
    """The agent heard the whisper and pressed the key that takes the call."""

    agent: str


@dataclass(frozen=True)
class AgentPickedUp:
    """The telephone that rings was picked up; nobody has taken the call yet."""

    agent: str


@dataclass(frozen=True)
class AgentDeclined:
    """The agent turned this call down."""

    agent: str


@dataclass(frozen=True)
class AgentUnanswered:
    """The agent's telephone was busy, rang out, failed, or a machine answered."""

    agent: str


@dataclass(frozen=True)
class AgentFreed:
    """An agent who serves this caller's department can be rung now."""

    agent: str


@dataclass(frozen=True)
class AgentLeft:
    """The conversation ended on the agent's side."""


@dataclass(frozen=True)
class AgentOpenedMenu:
    """The agent who talks with the caller looks at what can be done."""


@dataclass(frozen=True)
class AgentAskedToHold:
    """The agent who talks with the caller would like to look into something."""


@dataclass(frozen=True)
class AgentAskedToTransfer:
    """The agent who talks with the caller would hand over to a department.

    With "department/index" it is that agent who is to take over.
    """

    to: str


@dataclass(frozen=True)
class CallbackSuggested:
    """An agent would rather have the caller called back than go on now."""


@dataclass(frozen=True)
class AgentReturned:
    """The agent who left the caller on hold is ready to talk again."""


@dataclass(frozen=True)
class LinedUp:
    """The caller has a place in line (None: the list could not be read)."""

    place: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class TimeFound:
    """A time that we can offer. It is not promised yet."""

    time: Time


@dataclass(frozen=True)
class NoTimeFound:
    """No time can be offered now."""


@dataclass(frozen=True)
class Promised:
    """The promise is committed, for this time."""

    time: Time


@dataclass(frozen=True)
class TimeGone:
    """The offered time was taken meanwhile; the next one can be offered."""

    time: Time


@dataclass(frozen=True)
class PromiseFailed:
    """The promise could not be committed; nothing may be confirmed."""


@dataclass(frozen=True)
class NumberKeyed:
    """The caller keyed in a telephone number; we may call it, or not."""

    allowed: bool


@dataclass(frozen=True)
class Recorded:
    """The caller left a message of some seconds."""

    seconds: int


@dataclass(frozen=True)
class RecordedNothing:
    """The recording was empty."""


@dataclass(frozen=True)
class HungUp:
    """The caller hung up."""


@dataclass(frozen=True)
class Resumed:
    """Nothing happened: the caller hears again what the state says and asks."""


Event = (
    Dialed
    | Pressed
    | Spoke
    | StayedSilent
    | Elapsed
    | AgentAccepted
    | AgentPickedUp
    | AgentDeclined
    | AgentUnanswered
    | AgentFreed
    | AgentLeft
    | AgentOpenedMenu
    | AgentAskedToHold
    | AgentAskedToTransfer
    | CallbackSuggested
    | AgentReturned
    | LinedUp
    | TimeFound
    | NoTimeFound
    | Promised
    | TimeGone
    | PromiseFailed
    | NumberKeyed
    | Recorded
    | RecordedNothing
    | HungUp
    | Resumed
)
