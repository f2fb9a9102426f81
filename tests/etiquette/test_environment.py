"""Whatever can happen on a call happens in the model, and takes every way there is."""

from typing import get_args

import pytest

from ivr.etiquette.exploring import explore
from ivr.etiquette.model import Graph
from ivr.etiquette.reduction import reduced, smallest
from ivr.etiquette.voice import Voice
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.wording.measures import estimate_seconds

# Ways that are kept for what cannot happen: music and keys alone hear no words.
NEVER_TAKEN = {
    ("holding-on", "abuse"),
    ("holding-on", "upset"),
    ("number", "unclear"),
    ("number-again", "unclear"),
}


@pytest.fixture(scope="module")
def graphs(managed: Flow, pair: Flow) -> tuple[Graph, ...]:
    """The calls of calm callers of two lines, and those of upset ones."""
    return tuple(
        explore(small, Voice(flow, small, estimate_seconds), temper=small is least)
        for flow in (managed, pair)
        for least in (smallest(flow),)
        for small in (reduced(flow), least)
    )


def test_every_kind_of_event_happens(graphs: tuple[Graph, ...]) -> None:
    happened = {type(turn.event) for graph in graphs for turn in graph.turns}

    assert set(get_args(Event)) - happened == set()


def test_every_way_on_that_a_state_knows_is_taken(graphs: tuple[Graph, ...]) -> None:
    taken = {(t.before.name, t.cue) for graph in graphs for t in graph.turns}
    known = {
        (state.name, cue)
        for graph in graphs
        for state in graph.flow.states.values()
        for cue in state.edges
    }

    assert known - taken - NEVER_TAKEN == set()


def test_every_state_is_reached(graphs: tuple[Graph, ...]) -> None:
    reached = {turn.after.name for graph in graphs for turn in graph.turns}
    known = {name for graph in graphs for name in graph.flow.states}

    assert known - reached == {"answering"}  # where every call begins


def test_no_words_are_lost_on_the_way_to_a_look_up(graphs: tuple[Graph, ...]) -> None:
    states = graphs[0].flow.states
    lost = [
        (state.name, edge.to)
        for state in states.values()
        for edges in state.edges.values()
        for edge in edges
        if edge.says and states[edge.to].kind is Kind.ASIDE
    ]

    assert lost == []
