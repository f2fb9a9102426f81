"""Carries out a document, verb by verb."""

from __future__ import annotations

from collections.abc import Callable

from ivr.carrier.document import Document, Element
from ivr.carrier.leg import Leg
from ivr.carrier.program import Program

Performer = Callable[[Leg, Element], Program[object]]

PERFORMERS: dict[str, Performer] = {}


def performs(*names: str) -> Callable[[Performer], Performer]:
    """Marks the function that carries out these verbs."""

    def mark(performer: Performer) -> Performer:
        PERFORMERS.update(dict.fromkeys(names, performer))
        return performer

    return mark


def at_once(action: Callable[[Leg, Element], None]) -> Performer:
    """Makes a performer of what needs no time."""

    def perform(leg: Leg, verb: Element) -> Program[object]:
        yield from ()
        action(leg, verb)
        return None

    return perform


def perform_all(leg: Leg, document: Document) -> Program[None]:
    """Carries out the verbs of a document in order.

    A verb may raise Next, Ended or LeftQueue, and then those after it are not reached.
    """
    for number, verb in enumerate(document.verbs):
        leg.document, leg.verb_number = document, number
        performer = PERFORMERS.get(verb.name)
        if performer is not None:
            yield from performer(leg, verb)
