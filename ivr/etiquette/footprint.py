"""What one turn reads of a call and what it can change, before it is taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.etiquette.abstraction import NAMES
from ivr.etiquette.relevance import (
    CUES,
    EFFECTS,
    GUARD_FACTS,
    NOTHING,
    NUMBERED,
    PLACE,
    RINGS,
    RUNG,
    TURNING,
    UNCHANGED,
    UNKNOWN,
    WAIT,
    Change,
    Facts,
    Relevance,
)
from ivr.flow import events
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import MANAGER, Edge, Kind, State
from ivr.flow.hearing import HEARD, hear
from ivr.flow.machine import EMPTY_HANDED

NOWHERE = Call("", "")


@dataclass(frozen=True)
class Footprint:
    """The facts that a turn depends on, and those that it can change."""

    reads: Facts
    writes: Facts


EVERYTHING = Footprint(frozenset(NAMES), frozenset(NAMES))


def footprint(
    relevance: Relevance, state: State, event: Event, department: str
) -> Footprint:
    """The footprint of an event in a state, for calls about a department."""
    if state.name not in relevance.facts or isinstance(event, events.Dialed):
        return EVERYTHING
    if isinstance(event, events.HungUp):
        own = TURNING | PLACE | relevance.own(state)
        return Footprint(own, frozenset({"state", "ringing", "others"}))
    cue, value = _cue(relevance, state, event)
    change = CUES.get(cue, UNCHANGED)
    reads, writes = _of(change)
    # A telephone that stops ringing is the agent's; what the state says matters only
    # where no edge is taken, for then it is heard again.
    reads |= TURNING | (relevance.own(state) & RINGS)
    anyway: set[str] | None = None  # written on every way on, whatever was there
    for edge in _edges(relevance, state, cue, value):
        if edge is None:
            reads |= relevance.own(state)
            anyway = set()
            continue
        read, written, afresh = _along(relevance, state, edge)
        if _elsewhere(relevance, edge, value, department):
            # The call begins anew there: nobody was rung, no place is kept.
            read -= RUNG | PLACE
            afresh |= RUNG | PLACE
        reads |= read
        writes |= written
        anyway = afresh if anyway is None else anyway & afresh
    reads |= writes - (anyway or set()) - change.sets
    for together in (NUMBERED, WAIT):
        if writes & together and not together <= (anyway or set()):
            # They are put in order together, whichever of them has changed.
            reads |= together
            writes |= together
    return Footprint(frozenset(reads), frozenset(writes))


def edges_of(relevance: Relevance, state: State, event: Event) -> Iterator[Edge | None]:
    """The edges that an event in a state can take; None if it can be that none is."""
    return _edges(relevance, state, *_cue(relevance, state, event))


def _cue(relevance: Relevance, state: State, event: Event) -> tuple[str, str]:
    match event:
        case events.AgentAccepted():
            return "accepted", ""
        case events.AgentPickedUp():
            return "picked-up", ""
        case events.AgentDeclined():
            return "declined", ""
        case events.AgentUnanswered():
            lost = "lost-agent" in state.edges
            return "lost-agent" if lost else "unanswered", ""
        case events.AgentFreed():
            return "freed", ""
        case _:
            cue, value, _ = hear(relevance.flow, state, NOWHERE, event)
            return cue or "", value


def _edges(
    relevance: Relevance, state: State, cue: str, value: str
) -> Iterator[Edge | None]:
    """The edges that can be taken; None if it can be that none is."""
    cues = [cue, "unclear"] if cue in HEARD else [cue]
    if state.kind is Kind.ASIDE:
        cues += EMPTY_HANDED
    for each in cues:
        for edge in relevance.ways(state.edges.get(each, ())):
            yield edge
            if _certain(relevance, edge, value):
                return
    yield None


def _certain(relevance: Relevance, edge: Edge, value: str) -> bool:
    flow = relevance.flow
    if "choose" in edge.does and value.partition("/")[0] not in flow.departments:
        return False
    if "take-back" in edge.does:
        return False
    if "choose-language" in edge.does and value not in flow.languages:
        return False
    return relevance.always(edge)


def _along(
    relevance: Relevance, state: State, edge: Edge
) -> tuple[set[str], set[str], set[str]]:
    """What the way along an edge reads, writes, and writes unread."""
    reads, writes = set(relevance.spoken(edge.says)), {"state", "ringing", "others"}
    afresh: set[str] = {"state", *relevance.told(edge)}
    for guard in edge.when:
        reads |= GUARD_FACTS.get(guard, NOTHING)
    for effect in edge.does:
        change = EFFECTS.get(effect, UNKNOWN)
        read, written = _of(change)
        reads |= read
        writes |= written
        if effect.startswith("choose"):
            writes |= {*RUNG, *PLACE, "department", "language"}
        if effect in ("hand-over", "take-back"):
            reads |= NUMBERED
            writes |= {*NUMBERED, "department"}
    to = relevance.flow.states.get(edge.to)
    if to is None:
        return reads, writes, afresh
    reads |= relevance.shown(to) | relevance.told(edge)
    writes |= relevance.told(edge)
    if _line(state) != _line(to):
        reads |= PLACE
        writes |= PLACE
    for together in (NUMBERED, WAIT):
        kept = relevance.facts[to.name] & together
        if kept != relevance.facts[state.name] & together:
            # What is left of these facts is put in order anew.
            reads |= kept
            writes |= kept
    return reads, writes, afresh


def _of(change: Change) -> tuple[set[str], set[str]]:
    written = set(change.sets) | set(change.passes)
    passed = frozenset().union(*change.passes.values())
    return set(change.reads | passed), written


def _line(state: State) -> bool | None:
    """Whether a place is kept here; None where it is, if the caller had one."""
    return None if state.kind is Kind.RINGING else state.in_line


def _elsewhere(relevance: Relevance, edge: Edge, value: str, department: str) -> bool:
    """Whether an edge is sure to turn the call to another department."""
    flow = relevance.flow
    if "choose" in edge.does:
        return value.partition("/")[0] != department
    if "choose-manager" in edge.does:
        return department not in (MANAGER, flow.operator)
    return "choose-operator" in edge.does and not department
