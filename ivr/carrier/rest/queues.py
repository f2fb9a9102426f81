"""Queues and those who wait in them over REST."""

from __future__ import annotations

from ivr.carrier.exchange import Exchange
from ivr.carrier.program import Ask, Moved
from ivr.carrier.queues import Queue, Waiting
from ivr.carrier.rest.form import Form, Json, Refused


def find(exchange: Exchange, key: str) -> Queue:
    """The queue of this identifier; refused with 404."""
    for queue in exchange.queues.values():
        if queue.sid == key:
            return queue
    raise Refused(404, 20404, f"The requested resource /Queues/{key} was not found")


def create(exchange: Exchange, form: Form) -> Json:
    """Makes a queue."""
    queue = exchange.queue(form.get("FriendlyName"))
    queue.size = form.number("MaxSize", queue.size)
    return show(exchange, queue)


def update(exchange: Exchange, key: str, form: Form) -> Json:
    """Changes a queue's name or size."""
    queue = find(exchange, key)
    queue.size = form.number("MaxSize", queue.size)
    if form.has("FriendlyName"):
        del exchange.queues[queue.name]
        queue.name = form.get("FriendlyName")
        exchange.queues[queue.name] = queue
    return show(exchange, queue)


def member(exchange: Exchange, key: str, who: str) -> tuple[Queue, Waiting]:
    """Somebody who waits, by call or as Front; refused with 404."""
    queue = find(exchange, key)
    for place in queue.waiting:
        if who in ("Front", place.leg.sid):
            return queue, place
    raise Refused(404, 20404, f"The requested resource /Members/{who} was not found")


def dequeue(exchange: Exchange, key: str, who: str, form: Form) -> Json:
    """Takes somebody out of the queue to another document."""
    queue, place = member(exchange, key, who)
    shown = show_member(exchange, queue, place)
    place.leg.throw(Moved(Ask(form.url("Url"), form.get("Method", "POST").upper())))
    return shown


def show(exchange: Exchange, queue: Queue) -> Json:
    """A queue as the vendor shows it."""
    now = exchange.clock.now
    waited = [now - place.since for place in queue.waiting]
    return {
        "sid": queue.sid,
        "account_sid": exchange.account,
        "friendly_name": queue.name,
        "current_size": len(queue.waiting),
        "max_size": queue.size,
        "average_wait_time": round(sum(waited) / len(waited)) if waited else 0,
        "date_created": exchange.date(0),
        "date_updated": exchange.date(now),
        "uri": f"/2010-04-01/Accounts/{exchange.account}/Queues/{queue.sid}.json",
    }


def show_member(exchange: Exchange, queue: Queue, place: Waiting) -> Json:
    """Somebody who waits, as the vendor shows it."""
    base = f"/2010-04-01/Accounts/{exchange.account}/Queues/{queue.sid}"
    return {
        "call_sid": place.leg.sid,
        "queue_sid": queue.sid,
        "position": queue.position(place),
        "wait_time": round(exchange.clock.now - place.since),
        "date_enqueued": exchange.date(place.since),
        "uri": f"{base}/Members/{place.leg.sid}.json",
    }
