"""Three callers and two agents on one list: what holds, and what would break it."""

from dataclasses import replace

import pytest

from ivr.etiquette.line_model import (
    Happening,
    Line,
    LineProof,
    Order,
    Standing,
    after,
    order,
    place,
    prove_line,
)


@pytest.fixture(scope="module")
def proof() -> LineProof:
    return prove_line(callers=2)


def test_every_property_holds_for_first_come_first_served(proof: LineProof) -> None:
    assert proof.broken == {}
    assert proof.lines > 300


def callbacks_last(line: Line) -> tuple[int, ...]:
    return tuple(
        sorted(order(line), key=lambda n: line.callers[n].standing == "called back")
    )


def holders_first(line: Line) -> tuple[int, ...]:
    return tuple(
        sorted(order(line), key=lambda n: line.callers[n].standing != "holding")
    )


def last_come_first(line: Line) -> tuple[int, ...]:
    return order(line)[::-1]


@pytest.mark.parametrize(
    ("policy", "property_"),
    [
        (callbacks_last, "callback-loses-place"),
        (holders_first, "place-lost-by-asking"),
        (last_come_first, "position-gets-worse"),
    ],
)
def test_another_order_breaks_a_property(policy: Order, property_: str) -> None:
    assert property_ in prove_line(policy, callers=2).broken


def asks_and_stops_ringing(line: Line, now: Happening, policy: Order) -> Line:
    then = after(line, now, policy)
    if now.what != "is asked again":
        return then
    silent = tuple(
        replace(agent, rings_for=-1) if agent.rings_for == now.caller else agent
        for agent in then.agents
    )
    return replace(then, agents=silent)


def test_a_question_that_stops_the_ringing_delays_a_free_agent() -> None:
    broken = prove_line(happens=asks_and_stops_ringing, callers=2).broken

    assert [str(h) for h in broken["announcement-delays-agent"]] == [
        "asks to hold caller 1",
        "agrees caller 1",
        "agent 1 is rung for caller 1",
        "is asked again caller 1",
    ]


def rings_both_agents(line: Line, now: Happening, policy: Order) -> Line:
    then = after(line, now, policy)
    if now.what != "is rung for":
        return then
    ringing = tuple(
        replace(agent, rings_for=now.caller) if agent.free else agent
        for agent in then.agents
    )
    return replace(then, agents=ringing)


def test_two_agents_for_one_caller_is_a_call_too_many() -> None:
    assert (
        "called-back-twice" in prove_line(happens=rings_both_agents, callers=2).broken
    )


def test_a_place_counts_from_the_question() -> None:
    line = after(Line(), Happening("asks to hold", 1))
    line = after(line, Happening("asks to hold", 0))
    line = after(line, Happening("agrees", 0))

    assert line.callers[1].standing is Standing.ASKED
    assert place(line, 1) == 1
    assert place(line, 0) == 2
