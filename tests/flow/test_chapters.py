"""The chapters of a flow: every state has its place, and the story is really there."""

from pathlib import Path

import pytest

from ivr.flow.chapters import (
    CHAPTERS,
    STORY,
    at_any_time,
    chapter_of,
    chapters,
    heard_ways,
    route,
)
from ivr.flow.compile import compile_script
from ivr.flow.flow import Flow, Kind
from ivr.script.load import load

SCRIPTS = sorted((Path(__file__).parents[2] / "scripts").glob("*.yaml"))


@pytest.fixture(params=SCRIPTS, ids=lambda path: path.stem)
def flow(request: pytest.FixtureRequest) -> Flow:
    """The flow of each starter."""
    return compile_script(load(request.param))


def test_every_state_in_which_something_is_heard_is_in_one_chapter(flow: Flow) -> None:
    heard = {s.name for s in flow.states.values() if s.kind is not Kind.ASIDE}
    placed = [name for one in chapters(flow)[1:] for name in one.states]

    assert sorted(placed) == sorted(heard)
    assert {chapter_of(flow.states[name]) for name in heard} <= set(CHAPTERS)


def test_the_story_of_a_call_is_a_way_through_its_flow(flow: Flow) -> None:
    told = {(one.name, to) for one in chapters(flow) for to in one.main}

    assert told == set(STORY)


def test_ways_pass_over_what_is_not_heard(flow: Flow) -> None:
    ways = heard_ways(flow)

    assert "unanswered" in ways["ringing", "ask-hold"]
    assert all("" not in map(chapter_of, map(flow.states.get, way)) for way in ways)  # type: ignore[arg-type]


def test_what_a_caller_may_say_at_any_time_is_told_once(flow: Flow) -> None:
    anytime = at_any_time(flow)

    assert {"person", "callback", "message", "hours", "upset"} <= set(anytime)
    assert not {"silence", "unclear", "no", "yes", "hold"} & set(anytime)


def test_a_route_names_each_state_that_is_heard(flow: Flow) -> None:
    states = ["answering", "greeting", "greeting", "lining-up", "ask-hold", "gone"]

    assert route(flow, states) == ["greeting", "ask-hold"]
