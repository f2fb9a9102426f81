"""The small lines on which rules are tried."""

import pytest

from ivr.flow.compile import compile_script
from ivr.flow.flow import Flow
from ivr.script.load import read

CLINIC = """
company: Northside Dental
languages: [en]
country: US
timezone: America/New_York
hours:
  monday-friday: 08:00-17:00
address: 12 Main Street
departments:
  desk:
    name: the front desk
    handles:
      - I would like to make an appointment
    agents:
      - name: Maria
        phone: "+12125550123"
"""
MANAGER = """
manager:
  name: Mrs. Santos
  phone: "+12125550126"
"""
COLLEAGUE = """
      - name: James
        phone: "+12125550124"
"""
HOTEL = """
company: Bayview Garden Hotel
languages: [en, fil]
country: PH
departments:
  desk:
    name:
      en: the front desk
      fil: front desk
    handles:
      en: [I would like a room]
      fil: [Gusto ko po ng kuwarto]
    agents:
      - name: Grace
        phone: "+639171234501"
"""


@pytest.fixture(scope="session")
def clinic() -> Flow:
    """A line with one department and one agent."""
    return compile_script(read(CLINIC, "clinic.yaml").script)


@pytest.fixture(scope="session")
def managed() -> Flow:
    """The clinic with a manager."""
    return compile_script(read(CLINIC + MANAGER, "clinic.yaml").script)


@pytest.fixture(scope="session")
def hotel() -> Flow:
    """A line in two languages with one agent, who is always there."""
    return compile_script(read(HOTEL, "hotel.yaml").script)


@pytest.fixture(scope="session")
def pair() -> Flow:
    """The clinic with two agents, who ask at the end whether they helped."""
    script = CLINIC.rstrip() + COLLEAGUE + "feedback: true\n"
    return compile_script(read(script, "clinic.yaml").script)
