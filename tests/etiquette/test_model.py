"""The graph of all calls: finite, exact, and made of real turns."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ivr.etiquette.environment import SPOKEN, Environment
from ivr.etiquette.exploring import explore
from ivr.etiquette.model import Graph
from ivr.etiquette.packing import LOOK_UP
from ivr.etiquette.presence import Presence, otherwise, rota
from ivr.etiquette.prove import Proof, prove
from ivr.etiquette.reduction import reduced
from ivr.etiquette.replay import replay
from ivr.etiquette.search import shortest_way
from ivr.etiquette.taking import look_up
from ivr.etiquette.traced import FACTS
from ivr.etiquette.voice import Voice
from ivr.flow.actions import Action
from ivr.flow.call import Call
from ivr.flow.events import Elapsed, Event, LinedUp
from ivr.flow.flow import Flow
from ivr.flow.machine import start, step
from ivr.wording.measures import estimate_seconds

Went = tuple[object, object, object]
"""What happened, what the line did, and all that is kept of the call after it."""


def graph_of(flow: Flow) -> Graph:
    small = reduced(flow)
    return explore(small, Voice(flow, small, estimate_seconds), lazy=False)


def kept(graph: Graph, call: Call) -> object:
    return tuple(graph.abstraction.encoded(call)[0].items())


def by_the_graph(graph: Graph, call: int) -> set[Went]:
    went: set[Went] = set()
    for number, target in graph.ways[call]:
        turn, packed = graph.turns[number], graph.packed[target]
        facts = tuple((name, graph.packing.value(name, packed)) for name in FACTS)
        went.add((turn.event, turn.actions, facts))
    return went


def by_the_machine(graph: Graph, call: int) -> Iterator[Went]:
    """Each turn taken by itself, on a call of which every fact is known."""
    flow, before = graph.flow, graph.calls[call]
    looks_up = graph.packing.value(LOOK_UP, graph.packed[call])
    environment = Environment(flow)
    following = environment.answers(looks_up) if looks_up else environment.next(before)
    for event in following:
        for presence in (Presence.EVERYBODY, *otherwise(flow)):
            today = flow.today(rota(presence, flow, before))
            taken = step(today, before, event)
            yield event, taken.actions, kept(graph, taken.call)


@pytest.mark.parametrize("line", ["clinic", "hotel", "managed"])
def test_whatever_happens_leads_where_the_machine_leads(
    line: str, request: pytest.FixtureRequest
) -> None:
    graph = graph_of(request.getfixturevalue(line))
    chance = random.Random(7)
    differing = [
        graph.calls[call]
        for call in chance.sample(range(2, len(graph.packed)), 100)
        if by_the_graph(graph, call) != set(by_the_machine(graph, call))
    ]

    assert differing == []


@pytest.fixture(scope="module")
def proof(clinic: Flow) -> Proof:
    return prove(clinic, estimate_seconds)


def test_a_small_line_is_proved(proof: Proof) -> None:
    assert [v.rule.name for v in proof.verdicts if not v.holds] == []


def test_any_call_of_the_graph_is_a_real_call(clinic: Flow) -> None:
    graph = prove(clinic, estimate_seconds, lazy=False).graph
    chance = random.Random(7)
    differing = []
    for call in chance.sample(range(2, len(graph.calls)), 25):
        way = shortest_way(graph, call)
        played = replay(clinic, graph, way)
        same = kept(graph, played[-1].after) == kept(graph, graph.calls[call])
        if len(played) != len(way) or not same:
            differing.append(call)

    assert differing == []


CALLS, TURNS = 25, 40
TEMPER = ("upset", "abuse")  # calls that remember these have a graph of their own


def real_events(flow: Flow, call: Call, looks_up: Action | None) -> list[Event]:
    environment = Environment(flow)
    following = environment.answers(looks_up) if looks_up else environment.next(call)
    return [
        in_line(call, e) for e in following if getattr(e, "meaning", "") not in TEMPER
    ]


def in_line(call: Call, event: Event) -> Event:
    """The event with a place in a line that is long enough to get better."""
    if not isinstance(event, Elapsed | LinedUp) or not event.place:
        return event
    return replace(event, place=(call.place or 50) + event.place - SPOKEN)


@pytest.mark.parametrize("line", ["hotel", "managed", "pair", "office"])
def test_a_real_call_goes_nowhere_that_the_graph_does_not_know(
    line: str, request: pytest.FixtureRequest
) -> None:
    """Calls on the whole line, of which nothing is forgotten, at random."""
    flow: Flow = request.getfixturevalue(line)
    graph = graph_of(flow)
    known = {packed: call for call, packed in enumerate(graph.packed)}
    chance = random.Random(11)
    unknown = []
    for _ in range(CALLS):
        call, at = start(flow), graph.roots[0]
        following: list[Event] = list(Environment(flow).dials())
        for _ in range(TURNS):
            event = chance.choice(following)
            presence = chance.choice((Presence.EVERYBODY, *otherwise(flow)))
            taken = step(flow.today(rota(presence, flow, call)), call, event)
            looks_up = look_up(taken.actions)
            facts, _ = graph.abstraction.encoded(taken.call)
            now = known.get(graph.packing.packed({**facts, LOOK_UP: looks_up}))
            said = tuple(
                w.phrase for a in taken.actions for w in getattr(a, "words", ())
            )
            ways = {(to, graph.turns[turn].phrases) for turn, to in graph.ways[at]}
            if now is None or (now, said) not in ways:
                unknown.append((call, event, presence, taken.call))
                break
            call, at = taken.call, now
            following = real_events(flow, call, looks_up)
            if not following:
                break

    assert unknown == []
