"""What an event means for the telephones that ring for a promise."""

from collections.abc import Iterator

from sqlalchemy import Connection

from ivr.promises import events
from ivr.promises.events import Event
from ivr.promises.state import Promise
from ivr.store import rings
from ivr.store.rings import RingState


def ring_key(promise: Promise) -> str:
    """The key of the ring that was asked for last, in the outbox and among rings."""
    return f"promise:{promise.id}:ring:{promise.rings}"


def settle(conn: Connection, promise: Promise, event: Event) -> None:
    """Settles the rings of a promise, so that its agent is busy while they talk.

    `promise` is as it stood before the event.
    """
    for key, state in _settled(conn, promise, event):
        rings.settle(conn, key, state)


def _settled(
    conn: Connection, promise: Promise, event: Event
) -> Iterator[tuple[str, RingState]]:
    last = ring_key(promise)
    match event:
        case events.AgentAccepted(agent) if promise.ringing == agent:
            yield last, RingState.ACCEPTED
        case events.AgentDeclined(agent) if promise.ringing == agent:
            yield last, RingState.DECLINED
        case events.AgentUnanswered(agent) if promise.ringing == agent:
            yield last, RingState.UNANSWERED
        case events.CallerAnswered():
            yield last, RingState.ACCEPTED
        case events.CallerUnanswered() | events.VoicemailReached():
            yield last, RingState.UNANSWERED
        case events.AgentLeft():
            for ring in rings.of_promise(conn, promise.id):
                if ring.state is RingState.ACCEPTED:
                    yield ring.key, RingState.ENDED
