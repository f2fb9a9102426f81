"""A telephone company in a box: reads TwiML strictly and carries calls."""

from ivr.carrier.carrier import Caller, Carrier
from ivr.carrier.clock import Clock
from ivr.carrier.document import Document, Element
from ivr.carrier.errors import DocumentRefused, Problem, explain
from ivr.carrier.people import Person
from ivr.carrier.reader import read
from ivr.carrier.signing import signature
from ivr.carrier.steps import CallDiffers
from ivr.carrier.trace import Entry, Trace

__all__ = [
    "CallDiffers",
    "Caller",
    "Carrier",
    "Clock",
    "Document",
    "DocumentRefused",
    "Element",
    "Entry",
    "Person",
    "Problem",
    "Trace",
    "explain",
    "read",
    "signature",
]
