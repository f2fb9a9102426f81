"""What holds for every call of every starter, whatever happens in whatever order."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow.events_of import (
    STARTERS,
    anything,
    beginnings,
    expected,
    flow_of,
    in_four_languages,
)
from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    Connect,
    FindTime,
    Hangup,
    LeaveLine,
    LineUp,
    PlayMusic,
    PlayRingback,
    Promise,
    Record,
    Ring,
    Say,
    Words,
)
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.flow.machine import Step, present, start, step

CONFIRMATIONS = ("callback.booked", "voicemail.taken")
REQUESTS = (FindTime, LineUp, Promise)
AUDIBLE = (Say, Ask, PlayMusic, PlayRingback, Record, Connect, Hangup)

Walk = list[tuple[Call, Event, Step]]


@st.composite
def walks(draw: st.DrawFn) -> tuple[str, Walk]:
    """A starter's name, and a call to its line in which anything happens."""
    name = draw(st.sampled_from(STARTERS))
    flow = flow_of(name)
    walk: Walk = []
    call = start(flow)
    for event in draw(anything(name)):
        taken = step(flow, call, event)
        walk.append((call, event, taken))
        call = taken.call
    return name, walk


def words(actions: tuple[Action, ...]) -> list[Words]:
    return [
        said
        for action in actions
        if isinstance(action, Say | Ask)
        for said in action.words
    ]


@settings(max_examples=100, deadline=None)
@given(walks())
def test_a_caller_is_never_left_in_silence(walked: tuple[str, Walk]) -> None:
    name, walk = walked
    flow = flow_of(name)
    for _, event, taken in walk:
        aside = flow.states[taken.call.state].kind is Kind.ASIDE
        needed = REQUESTS if aside else AUDIBLE
        hung_up = isinstance(event, events.HungUp)
        assert hung_up or any(isinstance(action, needed) for action in taken.actions)
        for action in taken.actions:
            if isinstance(action, Ask):
                assert action.words


@settings(max_examples=100, deadline=None)
@given(walks())
def test_every_word_is_ready_to_be_spoken(walked: tuple[str, Walk]) -> None:
    _, walk = walked
    for _, _, taken in walk:
        for said in words(taken.actions):
            assert said.text.strip()
            assert not set("{}[]") & set(said.text)


@settings(max_examples=100, deadline=None)
@given(walks())
def test_a_spoken_place_never_gets_worse_in_line(walked: tuple[str, Walk]) -> None:
    _, walk = walked
    for before, _, taken in walk:
        same_line = before.department == taken.call.department
        if same_line and before.place and LeaveLine() not in taken.actions:
            assert 0 < taken.call.place <= before.place


@settings(max_examples=100, deadline=None)
@given(walks())
def test_an_agent_who_declined_is_not_rung_again(walked: tuple[str, Walk]) -> None:
    _, walk = walked
    declined: set[str] = set()
    for before, event, taken in walk:
        if before.department != taken.call.department:
            declined = set()
        if isinstance(event, events.AgentDeclined) and event.agent.startswith(
            f"{before.department}/"
        ):
            declined.add(event.agent)
        for action in taken.actions:
            if isinstance(action, Ring):
                assert action.agent not in declined


@settings(max_examples=100, deadline=None)
@given(walks())
def test_nothing_is_confirmed_before_it_is_promised(walked: tuple[str, Walk]) -> None:
    _, walk = walked
    committed = False
    for _, event, taken in walk:
        committed = committed or isinstance(event, events.Promised)
        for said in words(taken.actions):
            if said.phrase.startswith(CONFIRMATIONS):
                assert committed


@settings(max_examples=100, deadline=None)
@given(walks())
def test_a_call_survives_the_journey_through_a_url(walked: tuple[str, Walk]) -> None:
    _, walk = walked
    for _, _, taken in walk:
        assert Call.from_json(json.loads(json.dumps(taken.call.to_json()))) == (
            taken.call
        )


@settings(max_examples=100, deadline=None)
@given(walks())
def test_a_hold_is_always_agreed_to(walked: tuple[str, Walk]) -> None:
    name, walk = walked
    flow = flow_of(name)
    for before, event, taken in walk:
        was = flow.states[before.state]
        is_held = flow.states[taken.call.state].kind is Kind.HOLDING
        if is_held and not (was.in_line or was.for_agent):
            raise AssertionError((before, event))
        if is_held and was.kind is Kind.QUESTION:
            said = getattr(event, "meaning", None)
            pressed = was.keys.get(getattr(event, "digit", ""))
            agreed = {"hold", "yes"} if was.name == "ask-agents-hold" else {"hold"}
            assert agreed & {said, pressed}


def reached(flow: Flow) -> dict[str, list[Step]]:
    """The steps that lead to each state, over calls that differ in what matters."""
    found: dict[str, list[Step]] = {}
    seen: set[object] = set()
    todo = [(start(flow), event) for event in beginnings(flow)]
    while todo:
        call, event = todo.pop()
        taken = step(flow, call, event)
        found.setdefault(taken.call.state, []).append(taken)
        now = taken.call
        matters = (
            now.state,
            now.is_open,
            now.opens is None,
            now.number_withheld,
            now.time is None,
            now.tried.bit_count(),
            now.named,
            now.upset,
            now.warned,
            len(flow.departments[now.department].agents) if now.department else 0,
            now.ringing,
            now.waited - now.agreed >= flow.ask_again_after,
        )
        if matters not in seen:
            seen.add(matters)
            todo += [(now, event) for event in expected(flow, now)]
    return found


@pytest.fixture(scope="module")
def found() -> dict[str, list[Step]]:
    flow = in_four_languages()
    lost = step(flow, replace(start(flow), state="gone"), events.Resumed())
    ended = step(flow, start(flow), events.HungUp())
    return reached(flow) | {lost.call.state: [lost], ended.call.state: [ended]}


def test_every_state_is_reached(found: dict[str, list[Step]]) -> None:
    before_dialing = {"answering"}

    assert set(in_four_languages().states) - set(found) == before_dialing


@pytest.mark.parametrize("language", ["en", "fil", "ru", "nb"])
def test_every_question_has_words(found: dict[str, list[Step]], language: str) -> None:
    flow = in_four_languages()
    asked = [
        taken.call
        for state, steps in found.items()
        if flow.states[state].kind in (Kind.QUESTION, Kind.NUMBER)
        for taken in steps[:40]
    ]

    silent = [
        call.state
        for call in asked
        if not words(present(flow, replace(call, language=language)))
    ]
    assert silent == []
