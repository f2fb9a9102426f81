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


OFFICE = """
company: Northside Law
languages: [en, nb]
country: US
timezone: America/New_York
hours:
  monday-friday: 08:00-17:00
manager:
  name: Mrs. Santos
  phone: "+12125550126"
numbers:
  - number: "+12125550100"
  - number: "+12125550101"
    department: cases
  - number: "+12125550102"
    agent: James
departments:
  desk:
    name:
      en: the front desk
      nb: sentralbordet
    handles:
      en: [I would like to make an appointment]
      nb: [Jeg vil bestille en time]
    agents:
      - name: Maria
        phone: "+12125550123"
      - name: James
        phone: "+12125550124"
  cases:
    name:
      en: the case team
      nb: saksgruppen
    handles:
      en: [I have a question about my case]
      nb: [Jeg har et spørsmål om saken min]
    agents:
      - name: Priya
        phone: "+12125550125"
      - name: Anders
        phone: "+12125550127"
  bills:
    name:
      en: the bills team
      nb: regningene
    handles:
      en: [I have a question about my bill]
      nb: [Jeg har et spørsmål om regningen]
    agents:
      - name: Tor
        phone: "+12125550128"
"""


@pytest.fixture(scope="session")
def office() -> Flow:
    """A line in two languages: departments that are alike, and a manager."""
    return compile_script(read(OFFICE, "office.yaml").script)
