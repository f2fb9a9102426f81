"""The people of a line, by name and by telephone."""

from collections.abc import Iterator

from ivr.script.model import Agent, Script
from ivr.script.telephone import NotDialled, own_number


def staff(script: Script) -> Iterator[Agent]:
    """Everybody who can be rung; whoever serves two departments comes twice."""
    for department in script.departments.values():
        yield from department.agents
    if script.manager:
        yield script.manager


def known_as(script: Script, said: str) -> dict[str, str]:
    """The names, by telephone, of the agents with this name or this telephone.

    The first word of a name is enough. Empty if nobody is meant, and with two
    telephones or more it is not clear who is.
    """
    wanted, phone = said.strip().casefold(), _phone(script, said)
    found = {}
    for agent in staff(script):
        if agent.phone == phone or wanted in _names(script, agent):
            found[agent.phone] = shown_name(script, agent)
    return found


def shown_name(script: Script, agent: Agent) -> str:
    """The name in the first language of the script."""
    return agent.name.in_(script.languages[0]) or agent.phone


def by_phone(script: Script, phone: str | None) -> Agent | None:
    """The agent of a telephone."""
    return next((agent for agent in staff(script) if agent.phone == phone), None)


def _names(script: Script, agent: Agent) -> set[str]:
    names = {agent.name.in_(language) or "" for language in script.languages}
    return {part for name in names for part in _parts(name.casefold())} - {""}


def _parts(name: str) -> tuple[str, ...]:
    return name, *name.split()[:1]


def _phone(script: Script, said: str) -> str:
    try:
        return own_number(said, script.country)
    except NotDialled:
        return ""
