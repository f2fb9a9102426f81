"""A promise step by step: rung agents, callers reached or not, replies reminded."""

from dataclasses import replace

import pytest

from ivr.flow.actions import PromiseKind
from ivr.promises.effects import (
    Reason,
    Reschedule,
    RingAgent,
    RingCaller,
    StopRinging,
    TellOwner,
)
from ivr.promises.events import (
    AgentAccepted,
    AgentDeclined,
    AgentLeft,
    AgentUnanswered,
    CallerAnswered,
    CallerUnanswered,
    CameDue,
    Cancelled,
    Event,
    LostTrack,
    Replied,
    TakenOver,
    VoicemailReached,
)
from ivr.promises.promise import GIVE_UP, GIVE_UP_REPLY, OVERDUE, REMIND_AGAIN, step
from ivr.promises.state import Promise, State, Terms

KARI, ANDREI = "sales/0", "sales/1"
BOTH = Terms((KARI, ANDREI), frozenset({KARI, ANDREI}), attempts=3, is_open=True)
DUE = 10_000

CALLBACK = Promise(
    id=1,
    key="CA1:7",
    kind=PromiseKind.CALLBACK,
    department="sales",
    agent="",
    number="+4798765455",
    line="+4721000000",
    need="Jeg vil bestille",
    language="nb",
    version=1,
    due=DUE,
    arrived=None,
    state=State.DUE,
    attempts=0,
    rounds=0,
    rings=0,
    tried=(),
    declined=(),
    ringing=None,
    told=False,
    next_attempt=DUE,
    outcome=None,
    created=5_000,
    closed=None,
)
REPLY = replace(CALLBACK, kind=PromiseKind.REPLY)


def after(
    promise: Promise, *events: Event, now: int = DUE, terms: Terms = BOTH
) -> Promise:
    for event in events:
        promise, _ = step(terms, promise, event, now)
    return promise


def test_it_rings_the_first_agent_when_its_time_comes() -> None:
    promise, effects = step(BOTH, CALLBACK, CameDue(), DUE)

    assert promise.state is State.RINGING_AGENT
    assert effects == (RingAgent(KARI),)


def test_it_rings_the_agent_who_was_asked_for_first() -> None:
    _, effects = step(BOTH, replace(CALLBACK, agent=ANDREI), CameDue(), DUE)

    assert effects == (RingAgent(ANDREI),)


def test_whoever_takes_it_over_is_rung_at_once_of_whatever_department() -> None:
    early = DUE - 1800
    promise, effects = step(BOTH, CALLBACK, TakenOver("accounts/0"), early)
    calling, then = step(BOTH, promise, AgentAccepted("accounts/0"), early)

    assert effects == (RingAgent("accounts/0"),)
    assert (promise.state, promise.agent) == (State.RINGING_AGENT, "accounts/0")
    assert then == (RingCaller("accounts/0", apologise=False),)
    assert after(calling, CallerAnswered(), now=early).outcome == "in time"


def test_an_agent_who_declined_may_take_it_over_all_the_same() -> None:
    declined = replace(CALLBACK, declined=(KARI, ANDREI))
    promise, effects = step(BOTH, declined, TakenOver(KARI), DUE)

    assert effects == (RingAgent(KARI),)
    assert promise.declined == (ANDREI,)


def test_nobody_takes_over_while_callers_may_not_be_rung_or_one_is_rung() -> None:
    closed = replace(BOTH, is_open=False)
    ringing = after(CALLBACK, CameDue())

    assert step(closed, CALLBACK, TakenOver(KARI), DUE) == (CALLBACK, ())
    assert step(BOTH, ringing, TakenOver(ANDREI), DUE) == (ringing, ())
    assert step(BOTH, REPLY, TakenOver(KARI), DUE) == (REPLY, ())


def test_it_rings_the_caller_once_the_agent_accepted() -> None:
    promise, effects = step(BOTH, after(CALLBACK, CameDue()), AgentAccepted(KARI), DUE)

    assert promise.state is State.RINGING_CALLER
    assert promise.attempts == 1
    assert effects == (RingCaller(KARI, apologise=False),)


def test_it_apologises_when_it_is_more_than_a_minute_late() -> None:
    ringing = after(CALLBACK, CameDue())
    _, effects = step(BOTH, ringing, AgentAccepted(KARI), DUE + 61)

    assert effects == (RingCaller(KARI, apologise=True),)


def test_it_is_kept_when_the_caller_talks_with_the_agent() -> None:
    promise = after(CALLBACK, CameDue(), AgentAccepted(KARI), CallerAnswered())

    assert promise.state is State.KEPT
    assert promise.outcome == "in time"
    assert promise.closed == DUE


def test_it_is_kept_late_after_the_minute_of_grace() -> None:
    calling = after(CALLBACK, CameDue(), AgentAccepted(KARI))

    assert after(calling, CallerAnswered(), now=DUE + 60).outcome == "in time"
    assert after(calling, CallerAnswered(), now=DUE + 61).outcome == "late"


@pytest.mark.parametrize("event", [AgentDeclined(KARI), AgentUnanswered(KARI)])
def test_it_goes_on_to_the_next_agent(event: Event) -> None:
    promise, effects = step(BOTH, after(CALLBACK, CameDue()), event, DUE)

    assert promise.state is State.RINGING_AGENT
    assert effects == (RingAgent(ANDREI),)


def test_it_skips_an_agent_who_is_busy() -> None:
    terms = replace(BOTH, free=frozenset({ANDREI}))
    _, effects = step(terms, CALLBACK, CameDue(), DUE)

    assert effects == (RingAgent(ANDREI),)


def test_it_looks_again_soon_when_everybody_is_busy() -> None:
    promise, effects = step(replace(BOTH, free=frozenset()), CALLBACK, CameDue(), DUE)

    assert promise == CALLBACK
    assert effects == (Reschedule(DUE + 20),)


def test_it_waits_longer_after_each_round_without_an_answer() -> None:
    promise = CALLBACK
    waits = []
    for _ in range(5):
        promise = after(promise, CameDue(), AgentUnanswered(KARI))
        promise, effects = step(BOTH, promise, AgentUnanswered(ANDREI), DUE)
        waits += [e.earliest - DUE for e in effects if isinstance(e, Reschedule)]

    assert waits == [60, 120, 300, 600, 600]
    assert promise.state is State.DUE


def test_an_agent_who_declined_is_not_rung_in_the_next_round() -> None:
    promise = after(CALLBACK, CameDue(), AgentDeclined(KARI), AgentUnanswered(ANDREI))
    _, effects = step(BOTH, promise, CameDue(), DUE + 60)

    assert effects == (RingAgent(ANDREI),)


def test_the_owner_is_told_when_every_agent_declined() -> None:
    promise = after(CALLBACK, CameDue(), AgentDeclined(KARI))
    promise, effects = step(BOTH, promise, AgentDeclined(ANDREI), DUE)

    assert effects == (TellOwner(Reason.NOBODY_TAKES_IT), Reschedule(DUE + 60))
    assert after(promise, CameDue(), now=DUE + 60).ringing == KARI


def test_the_owner_is_told_when_the_department_has_no_agents() -> None:
    nobody = Terms((), frozenset(), attempts=3, is_open=True)
    _, effects = step(nobody, CALLBACK, CameDue(), DUE)

    assert effects == (TellOwner(Reason.NOBODY_TAKES_IT), Reschedule(DUE + 60))


def test_nobody_is_rung_while_the_line_is_closed() -> None:
    _, effects = step(replace(BOTH, is_open=False), CALLBACK, CameDue(), DUE)

    assert effects == (Reschedule(DUE),)


@pytest.mark.parametrize("event", [CallerUnanswered(), VoicemailReached()])
def test_it_tries_the_caller_again_later_each_time(event: Event) -> None:
    first = after(CALLBACK, CameDue(), AgentAccepted(KARI))
    promise, effects = step(BOTH, first, event, DUE)
    assert effects == (Reschedule(DUE + 300),)

    second = after(promise, CameDue(), AgentAccepted(KARI))
    promise, effects = step(BOTH, second, event, DUE)

    assert effects == (Reschedule(DUE + 900),)
    assert promise.state is State.DUE


@pytest.mark.parametrize(
    ("event", "outcome"),
    [(CallerUnanswered(), "no answer"), (VoicemailReached(), "voicemail")],
)
def test_it_is_missed_after_the_last_attempt(event: Event, outcome: str) -> None:
    promise = CALLBACK
    for _ in range(2):
        promise = after(promise, CameDue(), AgentAccepted(KARI), event)
    promise = after(promise, CameDue(), AgentAccepted(KARI))
    promise, effects = step(BOTH, promise, event, DUE)

    assert (promise.state, promise.outcome) == (State.MISSED, outcome)
    assert effects == (TellOwner(Reason.NOT_REACHED),)


def test_a_late_report_about_another_agent_changes_nothing() -> None:
    ringing = after(CALLBACK, CameDue(), AgentUnanswered(KARI))

    for event in (AgentAccepted(KARI), AgentDeclined(KARI), AgentUnanswered(KARI)):
        assert step(BOTH, ringing, event, DUE) == (ringing, ())


def test_the_same_acceptance_twice_rings_the_caller_once() -> None:
    calling = after(CALLBACK, CameDue(), AgentAccepted(KARI))

    assert step(BOTH, calling, AgentAccepted(KARI), DUE) == (calling, ())


def test_a_caller_who_answers_never_meets_an_agent_who_left() -> None:
    calling = after(CALLBACK, CameDue(), AgentAccepted(KARI))
    promise, effects = step(BOTH, calling, AgentLeft(KARI), DUE)

    assert effects == (StopRinging(), RingAgent(ANDREI))
    assert promise.attempts == 0


def test_it_comes_first_again_when_nothing_is_heard_of_the_agent() -> None:
    promise, effects = step(BOTH, after(CALLBACK, CameDue()), LostTrack(), DUE + 120)

    assert effects == (StopRinging(), RingAgent(ANDREI))
    assert promise.due == DUE


def test_a_call_that_was_lost_does_not_count_as_an_attempt() -> None:
    calling = after(CALLBACK, CameDue(), AgentAccepted(KARI))

    assert after(calling, LostTrack(), now=DUE + 120).attempts == 0


def test_the_owner_hears_once_that_it_is_overdue() -> None:
    busy = replace(BOTH, free=frozenset())
    promise, effects = step(busy, CALLBACK, CameDue(), DUE + OVERDUE)
    assert TellOwner(Reason.OVERDUE) in effects

    _, effects = step(busy, promise, CameDue(), DUE + OVERDUE + 20)

    assert effects == (Reschedule(DUE + OVERDUE + 40),)


def test_it_is_given_up_a_day_later_and_the_owner_is_told() -> None:
    promise, effects = step(BOTH, CALLBACK, CameDue(), DUE + GIVE_UP)

    assert (promise.state, promise.outcome) == (State.MISSED, "nobody free")
    assert effects == (TellOwner(Reason.MISSED),)


def test_a_reply_is_remembered_before_it_is_due_and_when_it_is() -> None:
    promise, effects = step(BOTH, REPLY, CameDue(), DUE - 1800)
    assert effects == (TellOwner(Reason.DUE_SOON), Reschedule(DUE))

    _, effects = step(BOTH, promise, CameDue(), DUE)

    assert effects == (TellOwner(Reason.OVERDUE), Reschedule(DUE + REMIND_AGAIN))


def test_a_reply_is_kept_when_somebody_replied() -> None:
    assert after(REPLY, Replied()).outcome == "in time"
    assert after(REPLY, Replied(), now=DUE + 7200).outcome == "late"


def test_a_reply_that_never_came_is_missed_after_a_week() -> None:
    promise, effects = step(BOTH, REPLY, CameDue(), DUE + GIVE_UP_REPLY)

    assert (promise.state, promise.outcome) == (State.MISSED, "no reply")
    assert effects == (TellOwner(Reason.MISSED),)


def test_a_callback_that_is_cancelled_stops_what_rings() -> None:
    promise, effects = step(BOTH, after(CALLBACK, CameDue()), Cancelled("caller"), DUE)

    assert (promise.state, promise.outcome) == (State.CANCELLED, "by caller")
    assert effects == (StopRinging(),)


@pytest.mark.parametrize(
    "event",
    [
        CameDue(),
        AgentAccepted(KARI),
        AgentDeclined(KARI),
        AgentUnanswered(KARI),
        AgentLeft(KARI),
        CallerAnswered(),
        CallerUnanswered(),
        VoicemailReached(),
        LostTrack(),
        Replied(),
        Cancelled("owner"),
    ],
)
def test_nothing_happens_to_a_promise_that_is_closed(event: Event) -> None:
    kept = after(CALLBACK, Replied())

    assert step(BOTH, kept, event, DUE + 9) == (kept, ())
