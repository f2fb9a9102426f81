"""The agents of a call in the browser: what each hears, and what each can do now."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.flow.actions import Words
from ivr.flow.flow import MANAGER, Flow, Kind
from ivr.phone.office import Behaviour, SimulatedAgent
from ivr.telephony.agents import brief
from ivr.web.call.phoned import Phoned
from ivr.web.interface import gettext as _


@dataclass(frozen=True)
class Doing:
    """A button or a choice: what is typed for it, its words, its key on a telephone.

    `chosen` tells of a habit that is the agent's already.
    """

    typed: str
    words: str
    key: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class AtWork:
    """An agent: where they stand, what they hear, and what they can do.

    `habits` are what the agent may do whenever the telephone rings.
    """

    name: str
    desks: str
    state: str
    standing: str
    hears: Words | None
    doings: tuple[Doing, ...]
    habits: tuple[Doing, ...]


def at_work(phoned: Phoned) -> list[AtWork]:
    """The agents as in the script; whoever is about this call comes first."""
    call = phoned.terminal.caller.call
    found = [
        _at_work(phoned, agent, rings=agent in call.ringing)
        for agent in call.office.agents
    ]
    return sorted(found, key=lambda agent: agent.state == "idle")


def _at_work(phoned: Phoned, agent: SimulatedAgent, *, rings: bool) -> AtWork:
    call, name = phoned.terminal.caller.call, agent.name
    desks = _desks(call.flow, agent)
    if rings:
        need = call.notes[-1] if call.notes else ""
        hears = brief(phoned.line, call.call, need)
        standing = _("The telephone rings.")
        return AtWork(name, desks, "rings", standing, hears, tuple(_ringing(name)), ())
    if call.with_caller in agent.ids and not call.over:
        talking = call.kind is Kind.TALKING
        standing = _("With the caller.") if talking else _("The caller waits.")
        doings = tuple(_with_caller(phoned, name, talking=talking))
        return AtWork(name, desks, "talks", standing, None, doings, ())
    habits = () if call.over else tuple(_habits(agent))
    wanted = call.kind is Kind.HOLDING and _is_of(agent, call.call.department)
    free = (Doing(f"agent {name} becomes free", _("Becomes free now")),)
    return AtWork(name, desks, "idle", "", None, free if wanted else (), habits)


def _ringing(name: str) -> Iterator[Doing]:
    yield Doing(f"agent {name} accepts", _("Take the call"), "1")
    yield Doing(f"agent {name} declines", _("Decline"), "2")
    yield Doing(f"agent {name} does not answer", _("Let it ring"))


def _with_caller(phoned: Phoned, name: str, *, talking: bool) -> Iterator[Doing]:
    call = phoned.terminal.caller.call
    holding = call.kind is Kind.HOLDING
    if not talking:
        yield Doing(f"agent {name} returns", _("Go back to the caller"), "1")
    elif not holding:
        yield Doing(f"agent {name} opens the menu", _("Look at the keys"), "*")
    if not holding:
        yield Doing(f"agent {name} asks to hold", _("Ask the caller to hold"), "2")
    language = call.flow.languages[0]
    for key, department in call.flow.departments.items():
        if key != call.call.department:
            to = _("Hand over to %(name)s") % {"name": department.name[language]}
            digit = "4" if key == MANAGER else "3"
            yield Doing(f"agent {name} transfers to {key}", to, digit)
    yield Doing(f"agent {name} leaves", _("Hang up"))


def _habits(agent: SimulatedAgent) -> Iterator[Doing]:
    for behaviour, words in (
        (Behaviour.DOES_NOT_ANSWER, _("When it rings, I decide")),
        (Behaviour.ACCEPTS, _("Takes the call")),
        (Behaviour.DECLINES, _("Declines")),
        (Behaviour.IS_BUSY, _("Is busy")),
    ):
        chosen = agent.behaviour is behaviour
        yield Doing(f"agent {agent.name} {behaviour}", words, chosen=chosen)


def _is_of(agent: SimulatedAgent, department: str) -> bool:
    return any(agent_id.rpartition("/")[0] == department for agent_id in agent.ids)


def _desks(flow: Flow, agent: SimulatedAgent) -> str:
    language = flow.languages[0]
    keys = dict.fromkeys(agent_id.rpartition("/")[0] for agent_id in agent.ids)
    return ", ".join(flow.departments[key].name[language] for key in keys)
