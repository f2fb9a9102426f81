"""The REST calls that applications make, answered from the carrier's own state."""

from ivr.carrier.rest.api import Api
from ivr.carrier.rest.client import HttpClient

__all__ = ["Api", "HttpClient"]
