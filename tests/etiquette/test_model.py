"""The graph of all calls: finite, exact, and made of real turns."""

import random

import pytest

from ivr.etiquette import model
from ivr.etiquette.footprint import EVERYTHING, Footprint, footprint
from ivr.etiquette.model import Graph, explore
from ivr.etiquette.prove import Proof, prove
from ivr.etiquette.reduction import reduced
from ivr.etiquette.replay import replay
from ivr.etiquette.search import shortest_way
from ivr.etiquette.voice import Voice
from ivr.flow.flow import Flow
from ivr.wording.measures import estimate_seconds

NUMBER = {"number_withheld"}


def graph_of(flow: Flow) -> Graph:
    small = reduced(flow)
    return explore(small, Voice(flow, small, estimate_seconds))


def ways_of(graph: Graph) -> set[object]:
    return {
        (graph.calls[call], turn.event, turn.actions, graph.calls[target])
        for call, ways in enumerate(graph.ways)
        for number, target in ways
        for turn in [graph.turns[number]]
    }


def remembering_all(*given: object) -> Footprint:
    """A footprint that reads every fact, but for the number where it is forgotten."""
    known = footprint(*given)  # type: ignore[arg-type]
    if NUMBER & (known.reads | known.writes):
        return EVERYTHING
    return Footprint(EVERYTHING.reads - NUMBER, EVERYTHING.writes - NUMBER)


def test_it_takes_no_turn_otherwise_than_one_that_reads_every_fact(
    clinic: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = ways_of(graph_of(clinic))
    monkeypatch.setattr(model, "footprint", remembering_all)

    assert ways_of(graph_of(clinic)) == quick


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
        encoded = graph.abstraction.encoded
        same = encoded(played[-1].after)[0] == encoded(graph.calls[call])[0]
        if len(played) != len(way) or not same:
            differing.append(call)

    assert differing == []
