"""A YAML document as texts with places: every scalar is what was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ivr.script.building import Builder
from ivr.script.errors import Problem, ScriptError
from ivr.script.place import Mark, Path, Place, Span
from ivr.script.source import decode, unprintable
from ivr.script.syntax import syntax_problem

MOST_BYTES = 256 * 1024

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Document:
    """Nested dicts, lists and texts, the place of each, and what is wrong so far.

    A key without a value holds None. `keys` has the place of each key, `values`
    the place of each value; the whole document is at the empty path. `spans` are
    the texts that hold a "#", by line and column from 0.
    """

    file: str
    data: Any
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]

    def place(self, path: Path) -> Place:
        """The place of a value, or of the nearest one around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file, 1, 1))

    def key(self, path: Path) -> Place:
        """The place of a key, or of the value where it is not a key."""
        return self.keys.get(path) or self.place(path)


def parse(given: str | bytes, file: str) -> Document:
    """Reads one YAML document; ScriptError if it is not a plain, bounded one."""
    text = decode(given, file, MOST_BYTES)
    if found := unprintable(text, file):
        raise ScriptError(found)
    builder = Builder(file)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise ScriptError([*builder.problems, syntax_problem(error, file)]) from None
    except yaml.YAMLError:
        place = Place(file, 1, 1)
        raise ScriptError([Problem(place, "this file is not readable YAML")]) from None
    if builder.refused:
        raise ScriptError(builder.problems)
    return Document(
        file,
        builder.data,
        _places(builder.keys, file),
        _places(builder.values, file),
        tuple(builder.spans),
        tuple(builder.problems),
    )


def _places(marks: Mapping[Path, Mark], file: str) -> dict[Path, Place]:
    return {path: Place(file, mark[0] + 1, mark[1] + 1) for path, mark in marks.items()}


def texts(document: Document) -> Iterator[tuple[Path, str]]:
    """Every text of a document with its path."""
    waiting: list[tuple[Path, Any]] = [((), document.data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, n), inner) for n, inner in enumerate(value))
