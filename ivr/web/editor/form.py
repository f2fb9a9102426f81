"""The call script as a form: what stands in each field, and what is missing."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from annotated_types import Ge, Le
from babel.dates import get_day_names

from ivr.languages import LANGUAGES
from ivr.languages.spoken_time import WEEKDAYS
from ivr.script.edits import hours_of, languages_of, value_at
from ivr.script.reference import agent_names, entries, group
from ivr.script.shape import fields_at
from ivr.script.spoken import ANY
from ivr.web import interface


@dataclass(frozen=True)
class Column:
    """What a field says in one language.

    `otherwise` is what is heard where the field is empty, said in every language.
    """

    code: str
    name: str
    text: str
    otherwise: str
    missing: bool


@dataclass(frozen=True)
class Answering:
    """How a number may answer, and the keys that say so."""

    shown: str
    department: str
    agent: str
    chosen: bool


class Form:
    """The values of a draft by path, for the templates."""

    def __init__(self, data: Any, writes: bool = True) -> None:
        self.data = data
        self.writes = writes
        self.languages = languages_of(data)

    def path(self, *path: str | int) -> str:
        """The path as the browser sends it back."""
        return json.dumps(path, ensure_ascii=False)

    def id(self, *path: str | int) -> str:
        """The name of a field on the page."""
        return "f-" + "-".join(quote(str(part), safe="") for part in path)

    def text(self, *path: str | int) -> str:
        """A plain value; empty where there is none."""
        found = value_at(self.data, path)
        return found if isinstance(found, str) else ""

    def lines(self, *path: str | int) -> str:
        """A list of texts, one a line."""
        return _lines(value_at(self.data, path))

    def columns(self, *path: str | int, needed: bool = True) -> list[Column]:
        """A spoken text in each language of the line."""
        value = value_at(self.data, path)
        return [self._column(value, code, needed) for code in self.languages]

    def keys(self, *path: str | int) -> list[str]:
        """The keys of a group in their order."""
        return list(group({"": value_at(self.data, path)}, ""))

    def count(self, *path: str | int) -> int:
        """How many entries a list has."""
        found = value_at(self.data, path)
        return len(found) if isinstance(found, list) else 0

    def spoken_name(self, *path: str | int) -> str:
        """A name in the first language that has one, for headings."""
        columns = self.columns(*path)
        return next((c.text or c.otherwise for c in columns if c.text), "")

    def limits(self, *path: str | int) -> tuple[int, int, str]:
        """The least and the most that a number may be, and what counts without it."""
        field = fields_at(path[:-1])[str(path[-1])]
        known = [limit for limit in field.metadata if isinstance(limit, Ge | Le)]
        least = next((int(str(k.ge)) for k in known if isinstance(k, Ge)), 5)
        most = next((int(str(k.le)) for k in known if isinstance(k, Le)), 60)
        default = field.get_default()
        return least, most, "" if default is None else str(default)

    def weekdays(self) -> list[tuple[str, str, str]]:
        """Each weekday by its key, its name to the reader, and its times."""
        names = get_day_names("wide", locale=interface.language())
        hours = value_at(self.data, ("hours",))
        return [
            (day, str(names[number]).capitalize(), hours_of(hours, day))
            for number, day in enumerate(WEEKDAYS)
        ]

    def departments(self) -> list[tuple[str, str]]:
        """The departments by key and name."""
        return [
            (key, self.spoken_name("departments", key, "name") or key)
            for key in self.keys("departments")
        ]

    def answering(self, number: int) -> list[Answering]:
        """The departments and people that a number may answer as."""
        chosen = (
            self.text("numbers", number, "department"),
            self.text("numbers", number, "agent"),
        )
        departments = group(self.data, "departments")
        choices = [(name, key, "") for key, name in self.departments()]
        people = [
            (name, key)
            for key in departments
            for path, _ in entries(departments[key], "agents")
            if (name := self.spoken_name("departments", key, *path, "name"))
        ]
        names = [name for name, _ in people]
        for name, key in people:
            both = names.count(name) > 1
            choices.append((name, key if both or chosen == (key, name) else "", name))
        return [
            Answering(shown, department, agent, (department, agent) == chosen)
            for shown, department, agent in choices
        ]

    def agents_of(self, key: str) -> list[str]:
        """The names of the people of a department."""
        return list(agent_names(value_at(self.data, ("departments", key))))

    def _column(self, value: Any, code: str, needed: bool) -> Column:
        texts = group({"": value}, "")
        shared: Any = texts.get(ANY)
        own: Any = texts.get(code)
        if not isinstance(value, dict) and value is not None:
            first = code == self.languages[0]
            own, shared = (value, None) if first else (None, value)
        text, otherwise = _lines(own), _lines(shared)
        missing = needed and not text and not otherwise
        return Column(code, LANGUAGES[code].name, text, otherwise, missing)


def _lines(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
