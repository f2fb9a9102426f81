"""The carrier's own fixture, for these tests too."""

from ivr.carrier.pytest_plugin import carrier

__all__ = ["carrier"]
