"""A call in progress: a small frozen value whose counters all saturate."""

from dataclasses import asdict, dataclass, fields
from operator import attrgetter
from typing import Any

from ivr.languages.spoken_time import SpokenTime

# Bounds at which a counter stops: the caller is asked again long before.
LONGEST_WAIT = 3600  # seconds held; after it the line offers only callback or message
MOST_WARNINGS = 5
LAST_PLACE = 100  # places in line that are told apart; the grammars say "more than"


@dataclass(frozen=True)
class Time:
    """A time we may promise: Unix seconds, and how it is spoken on this call."""

    at: int
    spoken: SpokenTime


@dataclass(frozen=True)
class Call:
    """Where a call stands. Personal data never enters it: it travels in URLs."""

    state: str
    language: str
    department: str = ""
    agent: int = -1  # the one who is rung, or is asked for; -1 for anyone
    named: bool = False  # the caller asked for this very agent
    door: str = ""
    hour: int = 9
    is_open: bool = True
    opens: Time | None = None
    number_withheld: bool = False
    tried: int = 0  # a bit for each agent of the department
    declined: int = 0  # the same; these are not rung again for this call
    ringing: bool = False
    others: int = 0  # a bit for each agent whose telephone rings beside that of `agent`
    first_department: str = ""  # of the agent who hands the caller over
    first_agent: int = -1  # that agent; -1 where nobody waits to have the caller back
    waited: int = 0  # seconds, up to LONGEST_WAIT
    agreed: int = 0  # seconds waited when the caller last agreed to hold
    place: int = 0  # last spoken place in line; 0 before the first
    moved: bool = False  # the place got better since it was last spoken
    minutes: int = 0
    upset: bool = False  # the caller said so; the line is sorry to the end
    warned: int = 0  # times that abuse was answered with a warning, up to MOST_WARNINGS
    time: Time | None = None  # offered, or promised once committed

    def but(self, **changes: Any) -> "Call":
        """The same call with some facts changed; far quicker than `replace`."""
        changed = object.__new__(Call)
        changed.__dict__.update(self.__dict__, **changes)
        return changed

    @property
    def rung(self) -> int:
        """A bit for each agent of the department whose telephone rings now."""
        if not self.ringing or self.agent < 0:
            return 0
        return self.others | 1 << self.agent

    def to_json(self) -> list[Any]:
        """A compact JSON value; `from_json` is its inverse."""
        return [
            int(value)
            if isinstance(value, bool)
            else [value.at, value.spoken.day, value.spoken.hour, value.spoken.minute]
            if isinstance(value, Time)
            else value
            for value in _values(self)
        ]

    @classmethod
    def from_json(cls, values: list[Any]) -> "Call":
        """The call that `to_json` wrote; ValueError for anything else."""
        if not isinstance(values, list) or len(values) != len(_NAMES):
            raise ValueError("not a call")
        given = list(values)
        for place in _TIMES:
            if given[place] is not None:
                at, day, hour, minute = given[place]
                given[place] = Time(at, SpokenTime(day, hour, minute))
        for place in _FLAGS:
            given[place] = bool(given[place])
        return cls(*given)

    def to_dict(self) -> dict[str, Any]:
        """All fields by name, for people to read."""
        return asdict(self)


_NAMES = tuple(field.name for field in fields(Call))
_TIMES = tuple(_NAMES.index(name) for name in ("opens", "time"))
_FLAGS = tuple(n for n, field in enumerate(fields(Call)) if field.type is bool)
_values = attrgetter(*_NAMES)
