"""The call flow: states, the edges between them, and the line's own facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What the caller is doing in a state."""

    QUESTION = "question"
    NUMBER = "number"  # keying in a telephone number
    RINGING = "ringing"
    HOLDING = "holding"
    RECORDING = "recording"
    TALKING = "talking"
    ASIDE = "aside"  # the line looks something up; answered within the same turn
    CLOSING = "closing"
    ENDED = "ended"


@dataclass(frozen=True)
class Edge:
    """One way on: taken if all its guards hold; effects happen, then words are said.

    Each entry of `says` is a tuple of phrases; the first that can be filled is said.
    """

    to: str
    when: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    says: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class State:
    """A state of the call: what it says, the keys it knows, and where cues lead."""

    name: str
    kind: Kind
    says: tuple[tuple[str, ...], ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    edges: Mapping[str, tuple[Edge, ...]] = field(default_factory=dict)
    seconds: int = 0  # of music on hold; of ringing, where not the department's own
    in_line: bool = False  # the caller has a place in line
    for_agent: bool = False  # an agent is with the caller, but not on the line now


@dataclass(frozen=True)
class Department:
    """A department as callers know it; texts by language code."""

    key: str
    name: Mapping[str, str]
    agents: tuple[Mapping[str, str], ...]
    examples: Mapping[str, tuple[str, ...]]
    ring_seconds: int
    digit: str = ""
    together: bool = False  # all telephones ring at once, unless somebody is named

    def agent_id(self, index: int) -> str:
        """The agent's id on this line: "department/index"."""
        return f"{self.key}/{index}"


@dataclass(frozen=True)
class Rota:
    """Who of a department is there, and who may be rung now, in that order."""

    there: tuple[int, ...]
    free: tuple[int, ...]


@dataclass(frozen=True)
class Flow:
    """Everything `step` needs to know about one version of a line.

    A department without a rota has everybody there and free, in the script's order.
    """

    states: Mapping[str, State]
    company: Mapping[str, str]
    languages: tuple[str, ...]
    departments: Mapping[str, Department]
    operator: str
    doors: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    home: tuple[str, int] = ("", -1)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    bands: tuple[tuple[tuple[int, ...], str, str], ...] = ()
    address: Mapping[str, str] = field(default_factory=dict)
    reply_within: int = 4
    ask_again_after: int = 600
    longest_message: int = 120
    callbacks: bool = True
    warnings: int = 2  # before a call of abuse may end
    version: str = ""
    rota: Mapping[str, Rota] = field(default_factory=dict)

    def today(self, rota: Mapping[str, Rota]) -> "Flow":
        """The same flow with who is there and who is free at this moment."""
        return replace(self, rota=rota) if rota else self

    def agent_name(self, agent: str, language: str) -> str:
        """The spoken name of the agent "department/index"."""
        key, _, index = agent.rpartition("/")
        return self.departments[key].agents[int(index)][language]


MANAGER = "manager"
