"""What an owner answers before the first call script is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AnsweringAgent:
    """Who answers, and the telephone that rings; `names` where languages differ."""

    name: str
    phone: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AnsweringDepartment:
    """A department by the name its owner gave, and who answers there.

    `key`, and `names` and `handles` by language, are given where the owner chose them;
    else they are those of the usual department that is called so.
    """

    name: str
    agents: tuple[AnsweringAgent, ...]
    key: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    handles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """What the owner said; everything else begins with the defaults of the language.

    `companies` has the company's name by language, where it is not the same in all.
    """

    company: str
    languages: tuple[str, ...]
    departments: tuple[AnsweringDepartment, ...]
    country: str = ""
    timezone: str = ""
    hours: Mapping[str, str] = field(default_factory=dict)
    emergency: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)


def answering(
    departments: Sequence[str], agents: Sequence[str], phones: Sequence[str]
) -> tuple[AnsweringDepartment, ...]:
    """Who answers where: several agents of one department, or one of each.

    One telephone may ring for all. ValueError, in words for the owner, if the
    numbers of departments, agents and telephones do not fit.
    """
    if len(phones) not in (1, len(agents)):
        raise ValueError("give one phone for each agent, in the same order")
    if len(departments) not in (1, len(agents)):
        raise ValueError("give one agent for each department, in the same order")
    rung = phones if len(phones) == len(agents) else list(phones) * len(agents)
    people = [
        AnsweringAgent(name, phone) for name, phone in zip(agents, rung, strict=True)
    ]
    if len(departments) == 1:
        return (AnsweringDepartment(departments[0], tuple(people)),)
    return tuple(
        AnsweringDepartment(name, (agent,))
        for name, agent in zip(departments, people, strict=True)
    )
