"""What the line does while an agent is with the caller, and when a caller is upset."""

from dataclasses import replace

from flow.events_of import SOON, flow_of
from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    CancelRing,
    Connect,
    LeaveLine,
    LetGo,
    NoteAbuse,
    Promise,
    Ring,
    Say,
    TellAgent,
)
from ivr.flow.call import Call
from ivr.flow.flow import Flow
from ivr.flow.machine import Step, start, step

CLINIC = flow_of("dental-clinic.en")


def call(state: str, **of: object) -> Call:
    known = {"department": "front-desk", "agent": 0, **of}
    return replace(start(CLINIC), state=state, **known)  # type: ignore[arg-type]


def after(state: str, event: events.Event, flow: Flow = CLINIC, **of: object) -> Step:
    return step(flow, call(state, **of), event)


def said(actions: tuple[Action, ...]) -> str:
    return " ".join(
        words.text
        for action in actions
        if isinstance(action, Say | Ask)
        for words in action.words
    )


def test_silence_brings_the_caller_back_to_the_agent_at_once() -> None:
    taken = after("ask-agents-hold", events.StayedSilent())

    assert said(taken.actions) == "Here is Maria again."
    assert Connect("front-desk/0") in taken.actions
    assert TellAgent() in taken.actions


def test_a_callback_from_an_agents_hold_is_promised_by_that_agent() -> None:
    begun = after("ask-agents-hold", events.Pressed("1"))
    held = step(CLINIC, begun.call, events.TimeFound(SOON))

    taken = step(CLINIC, held.call, events.Pressed("2"))

    (promise,) = [a for a in taken.actions if isinstance(a, Promise)]
    assert promise.agent == "front-desk/0"
    assert LetGo() in taken.actions


def test_a_caller_held_by_an_agent_is_asked_again_after_two_minutes() -> None:
    held = {"waited": 90, "agreed": 0, "named": True}

    asked = after("agents-hold", events.Elapsed(38), **held)

    assert asked.call.state == "asking-of-agents-hold"


def test_a_colleague_of_the_same_department_may_take_over() -> None:
    asked = after("talking", events.AgentAskedToTransfer("front-desk"))

    taken = step(CLINIC, asked.call, events.Spoke("yes", "yes"))

    assert "Maria says that James in the front desk can help" in said(asked.actions)
    assert [a.agent for a in taken.actions if isinstance(a, Ring)] == ["front-desk/1"]


def test_the_agent_who_is_asked_for_takes_over_or_nobody() -> None:
    asked = after("talking", events.AgentAskedToTransfer("urgent-care/1"))
    taken = step(CLINIC, asked.call, events.Spoke("yes", "yes"))
    declined = step(CLINIC, taken.call, events.AgentDeclined("urgent-care/1"))

    assert "Ben in urgent care can help" in said(asked.actions)
    assert [a.agent for a in taken.actions if isinstance(a, Ring)] == ["urgent-care/1"]
    assert Connect("front-desk/0") in declined.actions


def test_an_agent_who_is_not_there_any_more_is_anybody_of_the_department() -> None:
    asked = after("talking", events.AgentAskedToTransfer("billing/7"))

    assert "Priya in billing can help" in said(asked.actions)


def test_a_callback_that_an_agent_suggests_is_promised_by_that_agent_after_a_yes() -> (
    None
):
    sought = after("talking", events.CallbackSuggested())
    asked = step(CLINIC, sought.call, events.TimeFound(SOON))

    taken = step(CLINIC, asked.call, events.Spoke("yes", "yes"))

    assert said(asked.actions).startswith("Maria can call you back by")
    assert not [a for a in asked.actions if isinstance(a, Promise)]
    (promise,) = [a for a in taken.actions if isinstance(a, Promise)]
    assert promise.agent == "front-desk/0"


def test_who_does_not_want_to_be_called_back_goes_on_talking() -> None:
    sought = after("talking", events.CallbackSuggested())
    asked = step(CLINIC, sought.call, events.TimeFound(SOON))

    for answer in (events.StayedSilent(), events.Spoke("no", "no")):
        assert Connect("front-desk/0") in step(CLINIC, asked.call, answer).actions


def test_a_caller_on_hold_is_asked_before_a_callback_and_keeps_the_place() -> None:
    held = {"agent": -1, "place": 2, "waited": 60, "time": SOON}

    sought = after("holding", events.CallbackSuggested(), **held)
    asked = step(CLINIC, sought.call, events.TimeFound(SOON))

    assert asked.call.state == "ask-again"
    assert LeaveLine() not in (*sought.actions, *asked.actions)


def test_nobody_suggests_a_callback_where_the_owner_wants_none() -> None:
    none = replace(CLINIC, callbacks=False)

    assert after("talking", events.CallbackSuggested(), none).call.state == "talking"


def test_a_no_while_the_colleague_is_rung_stops_the_telephone() -> None:
    rung = after("talking", events.AgentAskedToTransfer("billing"))
    ringing = step(CLINIC, rung.call, events.Spoke("yes", "yes"))

    taken = step(CLINIC, ringing.call, events.Pressed("0"))

    assert CancelRing("billing/0") in taken.actions
    assert Connect("front-desk/0") in taken.actions


def test_the_caller_is_asked_when_the_first_has_left_and_the_second_declines() -> None:
    rung = after("talking", events.AgentAskedToTransfer("billing"))
    ringing = step(CLINIC, rung.call, events.Spoke("yes", "yes"))
    alone = step(CLINIC, ringing.call, events.AgentLeft())

    taken = step(CLINIC, alone.call, events.AgentDeclined("billing/0"))

    assert alone.call.state == "transferring"
    assert taken.call.state == "lining-up-again"


def test_a_report_of_a_department_that_is_gone_changes_nothing() -> None:
    taken = after("talking", events.AgentAskedToTransfer("nowhere"))

    assert taken.call.state == "talking"


def test_an_upset_caller_on_hold_keeps_the_place() -> None:
    held = {"agent": -1, "place": 2, "waited": 60, "time": SOON}

    taken = after("holding", events.Spoke("…", "upset"), **held)

    assert said(taken.actions).startswith("I'm sorry that this takes so long")
    assert LeaveLine() not in taken.actions
    assert taken.call.upset


def test_an_owner_who_wants_one_warning_gives_the_last_one_first() -> None:
    strict = replace(CLINIC, warnings=1)

    warned = after("greeting", events.Spoke("…", "abuse"), strict)
    ended = step(strict, warned.call, events.Spoke("…", "abuse"))

    assert "If we go on like this, I will end this call." in said(warned.actions)
    assert NoteAbuse(1) in warned.actions
    assert NoteAbuse() in ended.actions
    assert "Thank you" in said(ended.actions)


def test_outside_hours_an_upset_caller_hears_when_somebody_is_back() -> None:
    asked = after("after-hours", events.Spoke("…", "upset"), is_open=False)

    taken = step(CLINIC, asked.call, events.TimeFound(SOON))

    assert said(taken.actions).startswith("I'm sorry for the trouble")
    assert "Would you like to be called back" in said(taken.actions)
