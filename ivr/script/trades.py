"""Usual businesses: their departments, what callers want there, when they are open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ivr.script.starting import Kind, starting

# Where an ambulance is called; elsewhere it is 112.
EMERGENCY = {"US": "911", "CA": "911", "PH": "911", "GB": "999", "NO": "113"}
EMERGENCY_ELSEWHERE = "112"


@dataclass(frozen=True)
class Trade:
    """A usual business in one language. `emergency` is empty where none is needed."""

    key: str
    name: str
    example: str
    hours: Mapping[str, str]
    emergency: str
    departments: Mapping[str, Kind]


@cache
def trades(language: str) -> Mapping[str, Trade]:
    """The usual businesses by their keys; the last one fits every other business."""
    text = (files("ivr.languages") / language / "trades.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    written: dict[str, Any] = yaml.load(text, Loader=loader)
    return {key: _trade(key, given, language) for key, given in written.items()}


def emergency_number(country: str) -> str:
    """The number of the ambulance in a country."""
    return EMERGENCY.get(country, EMERGENCY_ELSEWHERE)


def _trade(key: str, given: dict[str, Any], language: str) -> Trade:
    usual = starting(language)
    return Trade(
        key,
        given["name"],
        given["example"],
        given.get("hours") or usual.hours,
        given.get("emergency", ""),
        {
            name: Kind((own["name"],), tuple(own["handles"]))
            if own
            else usual.departments[name]
            for name, own in given["departments"].items()
        },
    )
