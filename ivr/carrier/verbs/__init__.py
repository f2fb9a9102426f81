"""The verbs of TwiML, carried out."""

from ivr.carrier.verbs import control, dial, gather, queue, record, speech

__all__ = ["control", "dial", "gather", "queue", "record", "speech"]
