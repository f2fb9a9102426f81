"""What stands in a draft: its values, what is wrong and where, what callers hear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ivr.script.document import Document, parse
from ivr.script.edits import languages_of, said, value_at
from ivr.script.errors import Problem, ScriptError
from ivr.script.load import Loaded, read
from ivr.script.place import Path, Place
from ivr.script.reference import entries, group
from ivr.wording.check_script import check_loaded
from ivr.wording.finding import Finding
from ivr.wording.judged import Judged
from ivr.wording.typed import is_spoken

NAME = "script"  # what stands for the file in every place


@dataclass(frozen=True)
class Fault:
    """Something wrong in the script, at a line, and at a field where it is one."""

    line: int
    column: int
    message: str
    way_out: str
    path: Path = ()


@dataclass(frozen=True)
class Reading:
    """A draft as far as it can be read; `loaded` only where it is sound."""

    text: str
    document: Document | None
    loaded: Loaded | None
    faults: tuple[Fault, ...]

    @property
    def data(self) -> Any:
        """The values; None where the text is no YAML."""
        return self.document.data if self.document else None

    @property
    def readable(self) -> bool:
        """Whether the text is YAML, so that a form can show it."""
        return self.document is not None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the line."""
        return languages_of(self.data)

    def lines(self) -> list[tuple[Path, int]]:
        """The line at which each value of the script stands."""
        values = self.document.values if self.document else {}
        return [(path, place.line) for path, place in values.items() if path]

    def silenced(self, path: Path, language: str) -> tuple[str, ...]:
        """The rules that a comment silences at the line of a field."""
        if self.loaded is None:
            return ()
        places = self.loaded.places
        place = places.get((*path, language)) or places.get(path)
        allows = self.loaded.allows.get(place.line, ()) if place else ()
        return tuple(allow.rule for allow in allows)


@lru_cache(maxsize=32)
def reading_of(text: str) -> Reading:
    """The reading of a text; nothing is raised, everything wrong is told."""
    try:
        document = parse(text, NAME)
    except ScriptError as error:
        return Reading(text, None, None, _faults(error.problems, {}))
    try:
        loaded = read(text, NAME)
    except ScriptError as error:
        return Reading(text, document, None, _faults(error.problems, _paths(document)))
    return Reading(text, document, loaded, ())


@lru_cache(maxsize=8)
def judged(text: str) -> tuple[tuple[Judged, Finding, Path], ...]:
    """Every finding on a sound script with its prompt and the field it belongs to."""
    reading = reading_of(text)
    if reading.loaded is None or reading.document is None:
        return ()
    paths = _paths(reading.document)
    return tuple(
        (each, found, paths.get(_mark(found.place), ()) if found.place else ())
        for each in check_loaded(reading.loaded)
        for found in each.findings
    )


def spoken_fields(data: Any) -> Iterator[tuple[Path, str]]:
    """The fields that callers hear, each in each language of the line."""
    for language in languages_of(data):
        for path in _spoken_paths(data):
            yield path, language


def _spoken_paths(data: Any) -> Iterator[Path]:
    yield ("company",)
    yield ("address",)
    yield ("emergency",)
    if group(data, "manager"):
        yield ("manager", "name")
    for key, department in group(data, "departments").items():
        yield ("departments", key, "name")
        for path, _ in entries(department, "agents"):
            yield ("departments", key, *path, "name")
    for name in ("line", "department", "agent", "voicemail", "after_hours"):
        yield ("greetings", name)


def owner_of(path: Path) -> Path:
    """The field that shows the value at a path: a text, not one of its languages."""
    for length in range(len(path), 0, -1):
        if is_spoken(path[:length]):
            return path[:length]
    return path


def is_missing(data: Any, path: Path, language: str) -> bool:
    """Whether a text that others have is missing in a language."""
    value = value_at(data, path)
    return isinstance(value, dict) and not said(value, language)


def _faults(
    problems: tuple[Problem, ...], paths: Mapping[tuple[int, int], Path]
) -> tuple[Fault, ...]:
    return tuple(
        Fault(
            problem.place.line,
            problem.place.column,
            problem.message,
            problem.way_out,
            paths.get(_mark(problem.place), ()),
        )
        for problem in problems
    )


def _paths(document: Document) -> dict[tuple[int, int], Path]:
    """The path of what stands at each line and column."""
    found = {_mark(place): path for path, place in document.values.items()}
    return found | {_mark(place): path for path, place in document.keys.items()}


def _mark(place: Place) -> tuple[int, int]:
    return place.line, place.column
