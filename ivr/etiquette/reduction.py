"""A smaller flow with the same calls: departments and languages that are alike.

Two departments are alike when exchanging them changes nothing but names: the same
number of agents that ring as long, keys in the same states, phrases that can be
said in the same languages. Of each kind one stands for all, and has a twin, so
that a call that moves from one to another is still seen; a call that stands with
the twin is then the same as one with the first. Of more than `MOST_AGENTS` agents the
first ones stand for all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ivr.flow.flow import MANAGER, Department, Flow, State

MOST_AGENTS = 3  # one more than are rung before the caller is asked to hold


@dataclass(frozen=True)
class Reduced:
    """The smaller flow, and for each department in it those it stands for.

    `twins` gives for each twin the department that is just like it.
    """

    flow: Flow
    twins: Mapping[str, str]
    stands_for: Mapping[str, tuple[str, ...]]
    languages_stand_for: Mapping[str, tuple[str, ...]]


def reduced(flow: Flow) -> Reduced:
    """The flow with of each kind of department one and its twin, of languages one."""
    alike: dict[object, list[Department]] = {}
    for department in flow.departments.values():
        alike.setdefault(_kind(flow, department), []).append(department)
    stands_for: dict[str, tuple[str, ...]] = {}
    twins: dict[str, str] = {}
    for departments in alike.values():
        for first, *others in _by_doors(flow, departments):
            stands_for[first] = (first, *others)
            for twin in others[:1]:
                twins[twin] = first
    languages = _languages(flow)
    small = only(flow, (*stands_for, *twins), languages)
    return Reduced(small, twins, stands_for, languages)


def smallest(flow: Flow) -> Reduced:
    """The operator with one agent, the manager, and one language.

    How callers feel, and how often they were warned, depends on none of the rest.
    """
    keys = [flow.operator, *(key for key in (flow.home[0], MANAGER) if key)]
    kept = {key for key in keys if key in flow.departments}
    small = only(flow, kept, flow.languages[:1], agents=1)
    return Reduced(small, {}, {key: (key,) for key in kept}, {})


def _kind(flow: Flow, department: Department) -> object:
    """What two departments must share to be alike; the manager is alone.

    So is the operator where there is no manager, whose calls it then takes.
    """
    alone = MANAGER if MANAGER in flow.departments else flow.operator
    if department.key in (MANAGER, alone):
        return department.key
    meaning = f"department:{department.key}"
    return (
        min(len(department.agents), MOST_AGENTS),
        department.ring_seconds,
        department.together,
        frozenset(
            state.name
            for state in flow.states.values()
            if meaning in state.keys.values()
        )
        if department.digit
        else frozenset(),
        flow.home[0] == department.key,
        tuple(bool(department.examples.get(language)) for language in flow.languages),
        frozenset(department.name),
    )


def _by_doors(flow: Flow, alike: Sequence[Department]) -> Iterator[list[str]]:
    """Departments that are alike, in groups; the first stands for all, then its twin.

    The two have every kind of number that one of the group has, and are the operator
    where it is one of them; where no two are like that, each kind is a group.
    """
    doors = {d.key: _doors_of(flow, d.key) for d in alike}
    first = max(doors, key=lambda key: (key == flow.operator, len(doors[key])))
    others = sorted(doors.keys() - {first}, key=list(doors).index)
    others.sort(key=lambda key: -len(doors[key] - doors[first]))
    known = doors[first].union(*(doors[twin] for twin in others[:1]))
    if known == known.union(*doors.values()):
        yield [first, *others]
        return
    for kind in dict.fromkeys(doors.values()):
        own = [d for d in alike if doors[d.key] == kind]
        yield [d.key for d in sorted(own, key=lambda d: d.key != flow.operator)]


def _doors_of(flow: Flow, key: str) -> frozenset[int]:
    """The agents whose numbers lead to the department; -1 for its own number."""
    agents = (agent for of, agent in flow.doors.values() if of == key)
    return frozenset(min(agent, MOST_AGENTS - 1) for agent in agents)


def _languages(flow: Flow) -> dict[str, tuple[str, ...]]:
    """The first language stands alone: it offers the others."""
    first, *others = flow.languages
    alike: dict[object, list[str]] = {}
    for language in others:
        kind = (
            frozenset(name for name, code in flow.texts if code == language),
            language in flow.address,
            frozenset(
                state.name
                for state in flow.states.values()
                if f"language:{language}" in state.keys.values()
            ),
        )
        alike.setdefault(kind, []).append(language)
    kept: dict[str, tuple[str, ...]] = {first: (first,)}
    for languages in alike.values():
        kept[languages[0]] = tuple(languages)
    return kept


def only(
    flow: Flow,
    departments: Iterable[str],
    languages: Iterable[str],
    agents: int = MOST_AGENTS,
) -> Flow:
    """The flow with these departments and languages alone, and their keys."""
    keys = set(departments)
    kept = {
        key: replace(department, agents=department.agents[:agents])
        for key, department in flow.departments.items()
        if key in keys
    }
    spoken = tuple(code for code in flow.languages if code in set(languages))
    gone = {f"department:{key}" for key in flow.departments if key not in keys}
    gone |= {f"language:{code}" for code in flow.languages if code not in spoken}
    return replace(
        flow,
        states={name: _without(state, gone) for name, state in flow.states.items()},
        departments=kept,
        languages=spoken,
        doors=_doors(flow, kept),
    )


def _without(state: State, meanings: set[str]) -> State:
    keys = {
        digit: meaning
        for digit, meaning in state.keys.items()
        if meaning not in meanings
    }
    return state if len(keys) == len(state.keys) else replace(state, keys=keys)


def _doors(flow: Flow, kept: Mapping[str, Department]) -> dict[str, tuple[str, int]]:
    """One number for each department and each agent that still answers one."""
    doors: dict[tuple[str, int], str] = {}
    for number, (key, agent) in flow.doors.items():
        if key in kept and agent < len(kept[key].agents):
            doors.setdefault((key, agent), number)
    return {number: door for door, number in doors.items()}
