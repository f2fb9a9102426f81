"""Fixtures that the tests of several packages share."""

import pytest
from callers import PureCaller, starter

from ivr.script.model import Script


@pytest.fixture(scope="session")
def clinic() -> Script:
    """Northside Dental, English: Maria and James at the front desk, Priya in billing,
    Olivia and Ben in urgent care, Helen Park the manager."""
    return starter("dental-clinic.en")


@pytest.fixture
def caller(clinic: Script) -> PureCaller:
    """A caller of the clinic on a Wednesday at ten in the morning."""
    return PureCaller(clinic)
