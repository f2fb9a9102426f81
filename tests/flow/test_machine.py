"""What the line does at each turn of a call."""

from dataclasses import replace

import pytest

from flow.events_of import LATER, SOON, flow_of
from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    CancelRing,
    Connect,
    FindTime,
    Hangup,
    LeaveLine,
    LineUp,
    Note,
    PlayMusic,
    PlayRingback,
    Promise,
    PromiseKind,
    Record,
    Ring,
    Say,
)
from ivr.flow.call import Call
from ivr.flow.machine import Step, start, step

CLINIC = flow_of("dental-clinic.en")


def call(state: str, **of: object) -> Call:
    return replace(start(CLINIC), state=state, **of)  # type: ignore[arg-type]


def after(state: str, event: events.Event, **of: object) -> Step:
    return step(CLINIC, call(state, **of), event)


def said(actions: tuple[Action, ...]) -> str:
    return " ".join(
        words.text
        for action in actions
        if isinstance(action, Say | Ask)
        for words in action.words
    )


def kinds(actions: tuple[Action, ...]) -> list[type]:
    return [type(action) for action in actions]


def test_it_answers_with_company_and_an_open_question() -> None:
    taken = after("answering", events.Dialed())

    assert said(taken.actions) == "Hello, Northside Dental. How can I help you?"


def test_it_asks_before_connecting() -> None:
    taken = after("greeting", events.Spoke("my bill", "department:billing"))

    assert taken.call.state == "confirm"
    assert Ring not in kinds(taken.actions)
    assert said(taken.actions).endswith("May I put you through to Priya?")


def test_it_notes_what_the_caller_said_for_whoever_takes_over() -> None:
    taken = after("greeting", events.Spoke("my bill", "department:billing"))

    assert Note() in taken.actions


def test_it_rings_after_a_yes_and_keeps_the_caller_in_reach() -> None:
    taken = after("confirm", events.Spoke("yes", "yes"), department="billing", agent=0)

    assert Ring("billing/0", 18) in taken.actions
    ringback = taken.actions[-1]
    assert isinstance(ringback, PlayRingback)
    assert ringback.listening.keys == ("0", "2", "3")


def test_it_does_not_ring_after_silence() -> None:
    taken = after("confirm", events.StayedSilent(), department="billing", agent=0)

    assert Ring not in kinds(taken.actions)
    assert said(taken.actions).endswith("For yes, press one. For no, press two.")


def test_it_asks_again_how_to_help_after_a_no() -> None:
    taken = after("confirm", events.Spoke("no", "no"), department="billing", agent=0)

    assert taken.call.state == "again"


def test_it_says_who_is_rung_next() -> None:
    ringing = {"department": "urgent-care", "agent": 0, "tried": 1, "ringing": True}

    taken = after("ringing", events.AgentUnanswered("urgent-care/0"), **ringing)

    assert Ring("urgent-care/1", 18) in taken.actions
    assert said(taken.actions) == (
        "Olivia is away from the phone. I am trying Ben for you."
    )


def test_an_agent_who_declined_is_not_said_to_be_away() -> None:
    ringing = {"department": "urgent-care", "agent": 0, "tried": 1, "ringing": True}

    taken = after("ringing-on", events.AgentDeclined("urgent-care/0"), **ringing)

    assert said(taken.actions) == "I am trying Ben for you now."


def test_a_caller_who_would_rather_hold_after_all_is_lined_up() -> None:
    taken = after(
        "offer-callback", events.Spoke("I'll hold", "hold"), department="billing"
    )

    assert taken.actions == (LineUp("billing"),)


def test_it_rings_nobody_else_when_an_agent_was_asked_for_by_name() -> None:
    ringing = {"department": "urgent-care", "agent": 0, "tried": 1, "ringing": True}

    taken = after(
        "ringing", events.AgentUnanswered("urgent-care/0"), named=True, **ringing
    )

    assert Ring not in kinds(taken.actions)
    assert LineUp("urgent-care") in taken.actions


def test_after_two_agents_the_caller_gets_a_place_before_the_question() -> None:
    taken = after(
        "ringing-next",
        events.AgentDeclined("urgent-care/1"),
        department="urgent-care",
        agent=1,
        tried=3,
        ringing=True,
    )

    assert kinds(taken.actions) == [LineUp]


def test_it_stops_a_telephone_that_rings_too_long() -> None:
    taken = after(
        "ringing",
        events.Elapsed(20),
        department="urgent-care",
        agent=0,
        tried=1,
        ringing=True,
    )

    assert CancelRing("urgent-care/0") in taken.actions


def test_it_asks_before_holding() -> None:
    taken = after("weighing", events.TimeFound(SOON), department="billing", agent=0)

    assert said(taken.actions) == (
        "I am waiting for Priya to be free. Would you like to hold, be called back by "
        "quarter to eleven, or leave a message?"
    )


def test_nobody_is_named_when_several_did_not_answer() -> None:
    lined_up = after(
        "ringing-next",
        events.AgentUnanswered("urgent-care/1"),
        department="urgent-care",
        agent=1,
        tried=3,
        ringing=True,
    ).call
    weighed = step(CLINIC, lined_up, events.LinedUp(1)).call

    asked = step(CLINIC, weighed, events.TimeFound(SOON))

    assert said(asked.actions).startswith("I am waiting for somebody in urgent care")


@pytest.mark.parametrize("state", ["ask-hold", "ask-hold-keys", "ask-again"])
@pytest.mark.parametrize(
    "event",
    [events.StayedSilent(), events.Spoke("hm"), events.Spoke("no", "no")],
)
def test_only_a_clear_yes_holds_a_caller(state: str, event: events.Event) -> None:
    taken = after(state, event, department="billing", agent=0, time=SOON)

    assert PlayMusic not in kinds(taken.actions)


def test_a_caller_who_agrees_hears_the_place_and_the_choices() -> None:
    taken = after(
        "ask-hold",
        events.Pressed("1"),
        department="billing",
        agent=0,
        time=SOON,
        place=2,
        moved=True,
    )

    assert said(taken.actions) == (
        "Thank you for holding. You are second in line. I will keep you posted. "
        "For a callback by quarter to eleven, press two. "
        "To leave a message, press three."
    )


def test_keys_work_during_the_music() -> None:
    music = after(
        "ask-hold", events.Pressed("1"), department="billing", agent=0, time=SOON
    ).actions[-1]

    assert isinstance(music, PlayMusic)
    assert {"2", "3"} <= set(music.listening.keys)


def test_an_update_and_the_music_keep_within_the_interval() -> None:
    actions = after(
        "ask-hold", events.Pressed("1"), department="billing", agent=0, time=SOON
    ).actions
    asked, music = actions[-2:]

    assert isinstance(asked, Ask)
    assert isinstance(music, PlayMusic)
    assert asked.listening.wait + music.seconds <= 30


def test_a_place_that_got_worse_is_not_spoken() -> None:
    held = {"department": "billing", "agent": 0, "time": SOON, "place": 2}

    updating = after("holding", events.Elapsed(38, place=5), **held).call
    taken = step(CLINIC, updating, events.TimeFound(SOON))

    assert said(taken.actions).startswith("You are still second in line.")


def test_without_a_readable_list_the_update_tells_the_time_waited() -> None:
    updating = after(
        "holding", events.Elapsed(65), department="billing", agent=0, time=SOON
    ).call

    taken = step(CLINIC, updating, events.TimeFound(SOON))

    assert said(taken.actions).startswith("You have been on the line for one minute.")


def test_a_free_agent_is_rung_for_a_caller_on_hold() -> None:
    taken = after(
        "holding", events.AgentFreed("billing/0"), department="billing", agent=0
    )

    assert Ring("billing/0", 18) in taken.actions
    assert taken.call.ringing


def test_an_update_does_not_stop_the_telephone_of_a_free_agent() -> None:
    held = {"department": "billing", "agent": 0, "ringing": True, "time": SOON}

    taken = after("holding", events.Elapsed(38, 1), **held)

    assert taken.call.ringing
    assert CancelRing("billing/0") not in taken.actions


def test_the_agent_who_takes_the_call_talks_to_the_caller() -> None:
    taken = after(
        "holding",
        events.AgentAccepted("billing/0"),
        department="billing",
        agent=0,
        ringing=True,
    )

    assert Connect("billing/0") in taken.actions
    assert LeaveLine() in taken.actions
    assert said(taken.actions) == "Thank you for waiting. Here is Priya."


def test_a_declined_call_is_not_offered_to_that_agent_again() -> None:
    taken = after(
        "holding",
        events.AgentFreed("urgent-care/0"),
        department="urgent-care",
        declined=1,
    )

    assert Ring not in kinds(taken.actions)


def test_a_callback_is_confirmed_only_after_it_is_committed() -> None:
    asked = after(
        "offer-callback", events.Pressed("1"), department="billing", time=SOON
    )

    assert asked.actions == (
        Promise(PromiseKind.CALLBACK, "billing", "billing/0", SOON.at),
    )
    confirmed = step(CLINIC, asked.call, events.Promised(SOON))
    assert said(confirmed.actions).startswith(
        "It is arranged. Priya will call you back by quarter to eleven."
    )
    assert confirmed.actions[-1] == Hangup()


def test_a_time_that_has_gone_is_said_and_the_next_one_offered() -> None:
    taken = after("booking", events.TimeGone(LATER), department="billing", time=SOON)

    assert said(taken.actions) == (
        "That time has just been taken. We can call you back by eight tomorrow "
        "morning instead. Shall I arrange that?"
    )


def test_a_promise_that_failed_is_never_confirmed() -> None:
    taken = after("booking", events.PromiseFailed(), department="billing", time=SOON)

    assert "arranged" not in said(taken.actions)
    assert said(taken.actions).startswith("I'm sorry, a fault on our side")


def test_a_caller_without_a_number_is_asked_for_one() -> None:
    taken = after(
        "offer-callback",
        events.Pressed("1"),
        department="billing",
        time=SOON,
        number_withheld=True,
    )

    assert said(taken.actions).startswith("Which number may we call?")


def test_a_message_is_announced_before_it_is_recorded() -> None:
    finding = after("offer-message", events.Spoke("yes", "yes"), department="billing")
    assert finding.actions == (FindTime(PromiseKind.REPLY, "billing"),)

    taken = step(CLINIC, finding.call, events.TimeFound(SOON))

    assert "We will record it" in said(taken.actions)
    assert isinstance(taken.actions[-1], Record)


def test_closed_it_says_when_it_is_back_and_offers_a_time() -> None:
    closed = events.Dialed(hour=20, is_open=False, opens=LATER)
    finding = step(CLINIC, start(CLINIC), closed)
    assert finding.actions == (FindTime(PromiseKind.CALLBACK, "front-desk"),)

    taken = step(CLINIC, finding.call, events.TimeFound(LATER))

    assert said(taken.actions).startswith(
        "Thank you for calling Northside Dental. We are closed now and open again at "
        "eight tomorrow morning."
    )


def test_closed_nobody_is_rung() -> None:
    taken = after("after-hours", events.Pressed("0"), is_open=False, opens=LATER)

    assert Ring not in kinds(taken.actions)


def test_a_fact_is_answered_right_away() -> None:
    taken = after("greeting", events.Spoke("where are you", "address"))

    assert said(taken.actions).startswith("You will find us at 214 Alder Street")


def test_zero_rings_a_person_at_once() -> None:
    taken = after("greeting", events.Pressed("0"))

    assert Ring("front-desk/0", 18) in taken.actions


def test_an_unknown_key_is_met_with_examples() -> None:
    taken = after("greeting", events.Pressed("9"))

    assert said(taken.actions).startswith("I'm sorry")
    assert "You could say" in said(taken.actions)


def test_a_caller_who_asks_again_hears_the_same_once_more() -> None:
    taken = after(
        "confirm", events.Spoke("pardon?", "repeat"), department="billing", agent=0
    )

    assert taken.call.state == "confirm"
    assert said(taken.actions).endswith("May I put you through to Priya?")


def test_a_manager_who_did_not_answer_can_be_asked_for_again() -> None:
    taken = after(
        "again",
        events.Spoke("the manager please", "manager"),
        department="manager",
        agent=0,
        tried=1,
    )

    assert said(taken.actions) == "Our manager is Helen Park. May I put you through?"


def test_the_number_of_an_agent_keeps_to_that_agent() -> None:
    greeting = step(CLINIC, start(CLINIC), events.Dialed("+15035550130")).call

    taken = step(
        CLINIC, greeting, events.Spoke("my appointment", "department:front-desk")
    )

    assert taken.call.named
    assert said(taken.actions).endswith("May I put you through to Maria?")


def test_hanging_up_lets_go_of_everything() -> None:
    taken = after(
        "holding", events.HungUp(), department="billing", agent=0, ringing=True, place=1
    )

    assert set(taken.actions) == {CancelRing("billing/0"), LeaveLine()}


def test_a_call_that_is_lost_gets_a_polite_start() -> None:
    taken = after("a-state-of-an-older-version", events.Pressed("1"))

    assert said(taken.actions) == (
        "I'm sorry, I lost track of where we were. How can I help you?"
    )
