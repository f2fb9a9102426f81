"""Whatever happens in whatever order, a promise is never lost and never doubled."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.promises.effects import Reschedule, RingAgent, RingCaller, StopRinging
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
    TakenOver,
    VoicemailReached,
)
from ivr.promises.promise import step
from ivr.promises.state import State, Terms
from tests.promises.test_promise import ANDREI, CALLBACK, DUE, KARI

agents = st.sampled_from([KARI, ANDREI])
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(AgentAccepted, agents),
    st.builds(AgentDeclined, agents),
    st.builds(AgentUnanswered, agents),
    st.builds(AgentLeft, agents),
    st.builds(TakenOver, agents),
    st.sampled_from([CallerUnanswered(), VoicemailReached(), CallerAnswered()]),
    st.sampled_from([LostTrack(), CameDue(), CameDue(), CameDue()]),
    st.builds(Cancelled, st.just("owner")),
)
terms = st.builds(
    Terms,
    st.just((KARI, ANDREI)),
    st.frozensets(agents),
    st.integers(1, 3),
    st.booleans(),
)
moments = st.lists(st.tuples(events, terms, st.integers(0, 900)), max_size=30)


@settings(max_examples=200, deadline=None)
@given(moments)
def test_it_always_rings_waits_or_is_closed(
    course: list[tuple[Event, Terms, int]],
) -> None:
    promise, now = CALLBACK, DUE
    for event, agreed, seconds in course:
        now += seconds
        before = promise
        promise, effects = step(agreed, promise, event, now)
        rings = [e for e in effects if isinstance(e, RingAgent | RingCaller)]
        assert len(rings) <= 1
        if promise.state is State.DUE and promise != before:
            assert any(isinstance(e, Reschedule) for e in effects)
        if before.state is State.RINGING_CALLER and rings:
            assert StopRinging() in effects
        ringing = promise.state in (State.RINGING_AGENT, State.RINGING_CALLER)
        assert (promise.ringing is not None) == ringing
        assert (promise.closed is None) == (promise.outcome is None)
        assert 0 <= promise.attempts <= 4
        assert promise.rings >= before.rings
