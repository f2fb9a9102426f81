"""What a new call script begins with in each language: names, sentences, comments."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Kind:
    """A usual department: its names, of which the first is spoken, and sentences."""

    names: tuple[str, ...]
    handles: tuple[str, ...]


@dataclass(frozen=True)
class Starting:
    """The defaults of a language; `yes` is how a caller agrees."""

    country: str
    timezone: str
    hours: Mapping[str, str]
    address: str
    manager: str
    comments: Mapping[str, str]
    questions: Mapping[str, str]
    departments: Mapping[str, Kind]
    general: tuple[str, ...]
    yes: str

    def kind_of(self, name: str) -> str | None:
        """The usual department that is called so in this language."""
        for key, kind in self.departments.items():
            if name.casefold() in kind.names:
                return key
        return None


@cache
def starting(language: str) -> Starting:
    """The defaults of a language of the line."""
    text = (files("ivr.languages") / language / "starting.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    written: dict[str, Any] = yaml.load(text, Loader=loader)
    kinds = {
        key: Kind(tuple(kind["names"]), tuple(kind["handles"]))
        for key, kind in written.pop("departments").items()
    }
    general = tuple(written.pop("general"))
    return Starting(**written, departments=kinds, general=general)
