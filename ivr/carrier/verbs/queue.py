"""Enqueue puts a caller into a queue, Dial with Queue takes one out."""

from __future__ import annotations

from ivr.carrier.document import Element
from ivr.carrier.errors import DocumentRefused
from ivr.carrier.leg import Leg
from ivr.carrier.program import (
    Ask,
    Changed,
    Ended,
    LeftQueue,
    Next,
    Program,
    Wait,
)
from ivr.carrier.queues import Queue, Taken, Waiting
from ivr.carrier.rooms import Member, Room
from ivr.carrier.verbs import conference
from ivr.carrier.verbs.perform import perform_all, performs
from ivr.carrier.verbs.waiting import wait
from ivr.carrier.webhook import absolute, fetch

DEFAULT_RING_SECONDS = 30
LONGEST_CALL_SECONDS = 4 * 3600


@performs("Enqueue")
def enqueue(leg: Leg, verb: Element) -> Program[object]:
    """Waits in the queue, then goes on at the action or after the Enqueue."""
    leg.answer()
    name = verb.text or f"workflow {verb.get('workflowSid')}"
    waiting = leg.exchange.queue(name)
    place = Waiting(leg, leg.exchange.clock.now)
    if len(waiting.waiting) >= verb.number("maxQueueSize", waiting.size):
        result = "queue-full"
    else:
        result = yield from _wait_in(leg, verb, waiting, place)
    action = verb.get("action")
    if action:
        parameters = _result(leg, waiting, place, result)
        method = verb.get("method", "POST").upper()
        raise Next(Ask(absolute(action, leg.url), method, parameters))
    return None


def _result(leg: Leg, waiting: Queue, place: Waiting, result: str) -> dict[str, str]:
    return {
        "QueueResult": result,
        "QueueSid": waiting.sid,
        "QueueTime": str(round(leg.exchange.clock.now - place.since)),
    }


def _wait_in(leg: Leg, verb: Element, waiting: Queue, place: Waiting) -> Program[str]:
    def about_the_queue() -> dict[str, str]:
        now = leg.exchange.clock.now
        others = [now - other.since for other in waiting.waiting]
        average = round(sum(others) / len(others)) if others else 0
        return {
            "QueueSid": waiting.sid,
            "QueuePosition": str(waiting.position(place)),
            "QueueTime": str(round(now - place.since)),
            "AvgQueueTime": str(average),
            "CurrentQueueSize": str(len(waiting.waiting)),
        }

    wait_url = verb.attributes.get("waitUrl")
    url = absolute(wait_url, leg.url) if wait_url else wait_url
    method = verb.get("waitUrlMethod", "POST")
    leg.note("state", f"waits in the queue {waiting.name}")
    with leg.scope(place):
        waiting.arrive(place)
        try:
            yield from wait(leg, url, method, "queue-wait", about_the_queue)
        except LeftQueue:
            return "leave"
        except Changed as change:
            if change.scope is not place or not isinstance(change.news, Taken):
                raise
            return (yield from _be_taken(leg, waiting, place, change.news))
        except Ended:
            action = verb.get("action")
            if action:
                result = _result(leg, waiting, place, "hangup")
                url = absolute(action, leg.url)
                leg.exchange.callbacks.send(
                    leg, url, verb.get("method", "POST"), result
                )
            raise
        finally:
            if place in waiting.waiting:
                waiting.waiting.remove(place)
    return "system-error"


def _be_taken(leg: Leg, waiting: Queue, place: Waiting, taken: Taken) -> Program[str]:
    outside = leg.url
    if taken.whisper is not None:
        parameters = {
            "QueueSid": waiting.sid,
            "QueueTime": str(round(leg.exchange.clock.now - place.since)),
            "DequeingCallSid": taken.by.sid,
        }
        ask = Ask(
            taken.whisper.url, taken.whisper.method, parameters, None, "queue-whisper"
        )
        try:
            yield from perform_all(leg, (yield from fetch(leg, ask)))
        except Next:
            pass
        except DocumentRefused as refusal:
            for problem in refusal.problems:
                leg.exchange.report_problem(leg, problem)
        finally:
            leg.url = outside
    if taken.room.ended:
        return "error"
    member = Member(leg)
    yield from conference.stay(leg, taken.room, member, False, LONGEST_CALL_SECONDS)
    return "bridged"


def take_next(leg: Leg, verb: Element, noun: Element) -> Program[dict[str, str]]:
    """Takes the next caller out of the queue, waiting for one if nobody is there."""
    leg.answer()
    exchange = leg.exchange
    waiting = exchange.queue(noun.text)
    room = Room(exchange, exchange.sid("BR"), plain=True)
    url = noun.get("url")
    whisper = None
    if url:
        method = noun.get("method", "POST").upper()
        whisper = Ask(absolute(url, leg.url), method)
    taken = Taken(room, whisper, leg)
    end = exchange.clock.now + verb.number("timeout", DEFAULT_RING_SECONDS)
    place = waiting.take(taken)
    if place is None:
        waiting.takers.append(leg)
        ring = leg.note("ringing", f"the queue {waiting.name}")
        try:
            while place is None and exchange.clock.now < end:
                yield Wait(end, signals=True)
                place = waiting.take(taken)
        finally:
            ring.until = exchange.clock.now
            waiting.takers.remove(leg)
    if place is None:
        return {"DialCallStatus": "no-answer"}
    limit = verb.number("timeLimit", LONGEST_CALL_SECONDS)
    start = exchange.clock.now
    member = Member(leg, starts=True)
    try:
        yield from conference.stay(
            leg, room, member, verb.is_true("hangupOnStar"), limit
        )
    finally:
        room.end()
    return {
        "DialCallStatus": "completed",
        "DialCallSid": place.leg.sid,
        "DialCallDuration": str(round(exchange.clock.now - start)),
    }
