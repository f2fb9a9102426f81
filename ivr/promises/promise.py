"""The only meaning of a promise: step(terms, promise, event, now)."""

from dataclasses import replace
from typing import assert_never

from ivr.flow.actions import PromiseKind
from ivr.promises import events
from ivr.promises.effects import (
    Effect,
    Reason,
    Reschedule,
    RingAgent,
    RingCaller,
    StopRinging,
    TellOwner,
)
from ivr.promises.events import Event
from ivr.promises.state import Promise, State, Terms

LATE = 60  # seconds after the promised time; from then on we apologise
OVERDUE = 15 * 60  # seconds; the owner is told
GIVE_UP = 24 * 3600  # seconds after the promised time of a callback
GIVE_UP_REPLY = 7 * 24 * 3600  # the same for a reply
REMIND_AGAIN = 24 * 3600  # seconds between reminders of a reply that is overdue
ALL_BUSY = 20  # seconds until we look again for a free agent
AGENT_DELAYS = (60, 120, 300, 600)  # seconds between rounds that no agent answered
CALLER_DELAYS = (5 * 60, 15 * 60)  # seconds between attempts to reach the caller

Stepped = tuple[Promise, tuple[Effect, ...]]


def step(terms: Terms, promise: Promise, event: Event, now: int) -> Stepped:
    """Where a promise stands after an event, and what must be done.

    A report that comes late, twice or about another agent changes nothing.
    """
    if promise.closed is not None:
        return promise, ()
    match event:
        case events.CameDue():
            return _came_due(terms, promise, now)
        case events.TakenOver(agent):
            return _taken_over(terms, promise, agent)
        case events.AgentAccepted(agent):
            return _accepted(promise, agent, now)
        case events.AgentDeclined(agent):
            declined = (*promise.declined, agent)
            return _not_this_agent(terms, promise, agent, now, declined=declined)
        case events.AgentUnanswered(agent):
            return _not_this_agent(terms, promise, agent, now)
        case events.AgentLeft(agent):
            return _left(terms, promise, agent, now)
        case events.CallerAnswered():
            if promise.state is not State.RINGING_CALLER:
                return promise, ()
            return _close(promise, State.KEPT, _in_time(promise, now), now), ()
        case events.CallerUnanswered() | events.VoicemailReached():
            return _not_reached(terms, promise, event, now)
        case events.LostTrack():
            return _lost_track(terms, promise, now)
        case events.Replied():
            stopped = _stopped(promise)
            return _close(promise, State.KEPT, _in_time(promise, now), now), stopped
        case events.Cancelled(by):
            stopped = _stopped(promise)
            return _close(promise, State.CANCELLED, f"by {by}", now), stopped
        case _:
            assert_never(event)


def _came_due(terms: Terms, promise: Promise, now: int) -> Stepped:
    if promise.state is not State.DUE:
        return promise, ()
    if promise.kind is PromiseKind.REPLY:
        return _remind(promise, now)
    return _ring_next(terms, promise, now)


def _remind(promise: Promise, now: int) -> Stepped:
    if now >= promise.due + GIVE_UP_REPLY:
        missed = _close(promise, State.MISSED, "no reply", now)
        return missed, (TellOwner(Reason.MISSED),)
    if now < promise.due:
        return promise, (TellOwner(Reason.DUE_SOON), Reschedule(promise.due))
    told = replace(promise, told=True)
    return told, (TellOwner(Reason.OVERDUE), Reschedule(now + REMIND_AGAIN))


def _ring_next(terms: Terms, promise: Promise, now: int) -> Stepped:
    """Rings the next agent who may be rung; else finds another moment."""
    if now >= max(promise.due, terms.resumed) + GIVE_UP:
        missed = _close(promise, State.MISSED, "nobody free", now)
        return missed, (TellOwner(Reason.MISSED),)
    overdue = now >= promise.due + OVERDUE and not promise.told
    warning = (TellOwner(Reason.OVERDUE),) if overdue else ()
    promise = replace(
        promise, state=State.DUE, ringing=None, told=promise.told | overdue
    )
    if not terms.is_open:
        return promise, (*warning, Reschedule(now))
    left = [agent for agent in _order(terms, promise) if agent not in promise.tried]
    free = next((agent for agent in left if agent in terms.free), None)
    if free is not None:
        rung = replace(
            promise,
            state=State.RINGING_AGENT,
            ringing=free,
            tried=(*promise.tried, free),
            rings=promise.rings + 1,
        )
        return rung, (*warning, RingAgent(free))
    if left:
        return promise, (*warning, Reschedule(now + ALL_BUSY))
    return _next_round(terms, promise, warning, now)


def _next_round(
    terms: Terms, promise: Promise, warning: tuple[TellOwner, ...], now: int
) -> Stepped:
    """Every agent was tried: wait longer each time, then begin with the first."""
    refused = not _order(terms, promise) and bool(terms.agents)
    if refused or (not terms.agents and promise.rounds == 0):
        warning = (*warning, TellOwner(Reason.NOBODY_TAKES_IT))
    delay = AGENT_DELAYS[min(promise.rounds, len(AGENT_DELAYS) - 1)]
    again = replace(
        promise,
        rounds=promise.rounds + 1,
        tried=(),
        declined=() if refused else promise.declined,
    )
    return again, (*warning, Reschedule(now + delay))


def _order(terms: Terms, promise: Promise) -> list[str]:
    """The agent asked for, then the department's others; none who declined."""
    first = [agent for agent in terms.agents if agent == promise.agent]
    others = [agent for agent in terms.agents if agent != promise.agent]
    return [agent for agent in (*first, *others) if agent not in promise.declined]


def _accepted(promise: Promise, agent: str, now: int) -> Stepped:
    if promise.state is not State.RINGING_AGENT or promise.ringing != agent:
        return promise, ()
    calling = replace(
        promise,
        state=State.RINGING_CALLER,
        attempts=promise.attempts + 1,
        rings=promise.rings + 1,
    )
    return calling, (RingCaller(agent, apologise=now > promise.due + LATE),)


def _taken_over(terms: Terms, promise: Promise, agent: str) -> Stepped:
    """Rings the agent who would call back at once, of whatever department."""
    waits = promise.kind is PromiseKind.CALLBACK and promise.state is State.DUE
    if not waits or not terms.is_open:
        return promise, ()
    taken = replace(
        promise,
        agent=agent,
        state=State.RINGING_AGENT,
        ringing=agent,
        tried=(*promise.tried, agent),
        declined=tuple(each for each in promise.declined if each != agent),
        rings=promise.rings + 1,
    )
    return taken, (RingAgent(agent),)


def _not_this_agent(
    terms: Terms,
    promise: Promise,
    agent: str,
    now: int,
    declined: tuple[str, ...] | None = None,
) -> Stepped:
    if promise.state is not State.RINGING_AGENT or promise.ringing != agent:
        return promise, ()
    if declined is not None:
        promise = replace(promise, declined=declined)
    return _ring_next(terms, promise, now)


def _left(terms: Terms, promise: Promise, agent: str, now: int) -> Stepped:
    """The agent hung up before the caller answered: nobody may answer to silence."""
    if promise.ringing != agent:
        return promise, ()
    if promise.state is State.RINGING_AGENT:
        return _not_this_agent(terms, promise, agent, now)
    uncounted = replace(promise, attempts=promise.attempts - 1)
    after, effects = _ring_next(terms, uncounted, now)
    return after, (StopRinging(), *effects)


def _not_reached(
    terms: Terms,
    promise: Promise,
    event: events.CallerUnanswered | events.VoicemailReached,
    now: int,
) -> Stepped:
    if promise.state is not State.RINGING_CALLER:
        return promise, ()
    if promise.attempts >= terms.attempts:
        machine = isinstance(event, events.VoicemailReached)
        outcome = "voicemail" if machine else "no answer"
        missed = _close(promise, State.MISSED, outcome, now)
        return missed, (TellOwner(Reason.NOT_REACHED),)
    again = replace(promise, state=State.DUE, ringing=None, tried=())
    delay = CALLER_DELAYS[min(promise.attempts, len(CALLER_DELAYS)) - 1]
    return again, (Reschedule(now + delay),)


def _lost_track(terms: Terms, promise: Promise, now: int) -> Stepped:
    """Nothing was heard of a ring: it is over, and the promise comes first again."""
    if promise.state is State.DUE:
        return promise, ()
    if promise.state is State.RINGING_CALLER:
        promise = replace(promise, attempts=promise.attempts - 1)
    after, effects = _ring_next(terms, promise, now)
    return after, (StopRinging(), *effects)


def _stopped(promise: Promise) -> tuple[Effect, ...]:
    return () if promise.state is State.DUE else (StopRinging(),)


def _in_time(promise: Promise, now: int) -> str:
    return "in time" if now <= promise.due + LATE else "late"


def _close(promise: Promise, state: State, outcome: str, now: int) -> Promise:
    return replace(promise, state=state, ringing=None, outcome=outcome, closed=now)
