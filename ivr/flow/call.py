"""A call in progress: a small frozen value whose counters all saturate."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from ivr.languages.spoken_time import SpokenTime

# Bounds at which a counter stops: the caller is asked again long before.
LONGEST_WAIT = 3600  # seconds held; after it the line offers only callback or message
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
    first_department: str = ""  # of the agent who hands the caller over
    first_agent: int = -1  # that agent; -1 where nobody waits to have the caller back
    waited: int = 0  # seconds, up to LONGEST_WAIT
    agreed: int = 0  # seconds waited when the caller last agreed to hold
    place: int = 0  # last spoken place in line; 0 before the first
    moved: bool = False  # the place got better since it was last spoken
    minutes: int = 0
    time: Time | None = None  # offered, or promised once committed

    def but(self, **changes: Any) -> "Call":
        """The same call with some facts changed; far quicker than `replace`."""
        changed = object.__new__(Call)
        changed.__dict__.update(self.__dict__, **changes)
        return changed

    def to_json(self) -> list[Any]:
        """A compact JSON value; `from_json` is its inverse."""
        values = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Time):
                value = [
                    value.at,
                    value.spoken.day,
                    value.spoken.hour,
                    value.spoken.minute,
                ]
            values.append(int(value) if isinstance(value, bool) else value)
        return values

    @classmethod
    def from_json(cls, values: list[Any]) -> "Call":
        """The call that `to_json` wrote; ValueError for anything else."""
        names = [field.name for field in fields(cls)]
        if not isinstance(values, list) or len(values) != len(names):
            raise ValueError("not a call")
        given = dict(zip(names, values, strict=True))
        for name in ("opens", "time"):
            if given[name] is not None:
                at, day, hour, minute = given[name]
                given[name] = Time(at, SpokenTime(day, hour, minute))
        for name in ("named", "is_open", "number_withheld", "ringing", "moved"):
            given[name] = bool(given[name])
        return cls(**given)

    def to_dict(self) -> dict[str, Any]:
        """All fields by name, for people to read."""
        return asdict(self)
