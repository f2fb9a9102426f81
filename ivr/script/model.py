"""The call script: company, departments, agents, hours, hold, callback, voicemail."""

from typing import Annotated, Literal

from pydantic import Field

from ivr.script.spoken import Examples, Frozen, Sayings, Spoken

LanguageCode = Literal["en", "fil", "ru", "nb"]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Digit = Annotated[str, Field(pattern=r"^[1-9]$")]
Seconds = Annotated[int, Field(ge=1)]

# Three rings of the country's cadence (ring cycle: Asterisk indications.conf).
THREE_RINGS = {"US": 18, "CA": 18, "GB": 9}
THREE_RINGS_ELSEWHERE = 15


class Agent(Frozen):
    """A person who answers: the name as spoken, and the telephone that rings."""

    name: Spoken
    phone: Annotated[str, Field(max_length=40)]


class Department(Frozen):
    """A department by its spoken name, what callers want of it, and its agents."""

    name: Spoken
    key: Digit | None = None
    handles: Examples = Sayings()
    agents: tuple[Agent, ...] = ()
    ring_seconds: Annotated[int, Field(ge=5, le=60)] | None = None


class Number(Frozen):
    """A number of the line; it answers as the line, a department or an agent."""

    number: Annotated[str, Field(max_length=40)]
    department: Key | None = None
    agent: str | None = None


class Greetings(Frozen):
    """Texts that take the place of the composed greetings."""

    line: Spoken | None = None
    department: Spoken | None = None
    agent: Spoken | None = None
    voicemail: Spoken | None = None
    after_hours: Spoken | None = None


class Hold(Frozen):
    """How callers hold: seconds between updates, minutes before we ask again."""

    update_every: Annotated[int, Field(ge=15, le=45)] = 30
    ask_again_after: Annotated[int, Field(ge=2, le=30)] = 10


class Callback(Frozen):
    """When we call back: earliest minutes from now, how many a quarter of an hour."""

    offered: Literal["true", "false"] = "true"
    earliest: Annotated[int, Field(ge=5, le=480)] = 30
    each_quarter_hour: Annotated[int, Field(ge=1, le=20)] = 2
    attempts: Annotated[int, Field(ge=1, le=3)] = 3


class Voicemail(Frozen):
    """Messages: business hours until we reply, and the longest recording in seconds."""

    reply_within: Annotated[int, Field(ge=1, le=8)] = 4
    longest: Annotated[int, Field(ge=30, le=300)] = 120


class WordingSettings(Frozen):
    """Wording rules that this script silences, each with its reason."""

    ignore: dict[str, Annotated[str, Field(min_length=3)]] = Field(default_factory=dict)


class Script(Frozen):
    """One phone line as its owner describes it."""

    company: Spoken
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1, max_length=4)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "US"
    timezone: str = "UTC"
    hours: dict[str, str] = Field(default_factory=dict)
    holidays: tuple[str, ...] = ()
    address: Spoken | None = None
    departments: Annotated[dict[Key, Department], Field(min_length=1)]
    operator: Key | None = None
    manager: Agent | None = None
    numbers: tuple[Number, ...] = ()
    greetings: Greetings = Greetings()
    emergency: Spoken | None = None
    ring_seconds: Annotated[int, Field(ge=5, le=60)] | None = None
    hold: Hold = Hold()
    callback: Callback = Callback()
    voicemail: Voicemail = Voicemail()
    wording: WordingSettings = WordingSettings()

    @property
    def three_rings(self) -> int:
        """Seconds that a telephone rings before the caller hears from us again."""
        return self.ring_seconds or THREE_RINGS.get(self.country, THREE_RINGS_ELSEWHERE)
