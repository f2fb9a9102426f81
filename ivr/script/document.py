"""A YAML document as texts with places: every scalar is what was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from ivr.script.errors import Problem, ScriptError, shown
from ivr.script.place import Place
from ivr.script.source import decode, unprintable

MOST_BYTES = 256 * 1024
MOST_EVENTS = 20_000
MOST_DEPTH = 40

Path = tuple[str | int, ...]
Span = tuple[tuple[int, int], tuple[int, int]]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Document:
    """Nested dicts, lists and texts, the place of each, and what is wrong so far.

    A key without a value holds None. `keys` has the place of each key, `values`
    the place of each value; the whole document is at the empty path.
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
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise ScriptError([*builder.problems, _syntax(error, file)]) from None
    except yaml.YAMLError:
        place = Place(file, 1, 1)
        raise ScriptError([Problem(place, "this file is not readable YAML")]) from None
    if builder.refused:
        raise ScriptError(builder.problems)
    return builder.document()


@dataclass
class _Open:
    """A list or mapping that is still being read."""

    path: Path
    values: dict[str, Any] | list[Any]
    key: str | None = None
    repeated: bool = False


@dataclass
class _Builder:
    """Builds a document from YAML events without recursion."""

    file: str
    data: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False
    events: int = 0
    documents: int = 0
    open: list[_Open] = field(default_factory=list)

    def document(self) -> Document:
        return Document(
            self.file,
            self.data,
            self.keys,
            self.values,
            tuple(self.spans),
            tuple(self.problems),
        )

    def take(self, event: yaml.Event) -> None:
        self.events += 1
        if self.events > MOST_EVENTS:
            self._stop(event, "this call script has too many parts", "split it in two")
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._stop(
                        event,
                        "a second document begins here",
                        "write one call script per file, without '---' inside",
                    )
            case yaml.AliasEvent() | yaml.NodeEvent():
                self._node(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()

    def _node(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"'*{event.anchor}' repeats another part", _IN_FULL)
        elif event.anchor is not None:
            self._refuse(event, f"'&{event.anchor}' names a part", _IN_FULL)
        elif event.tag is not None:
            self._refuse(event, f"{shown(event.tag)} is a YAML tag", "leave it out")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._place(None, event)
        else:
            self._begin(event)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        self.spans.append(((start.line, start.column), (end.line, end.column)))
        if self._wants_key():
            self._key(event)
        else:
            blank = event.implicit[0] and not event.value
            self._place(None if blank else event.value, event)

    def _wants_key(self) -> bool:
        inside = self.open[-1] if self.open else None
        return inside is not None and isinstance(inside.values, dict) and not inside.key

    def _key(self, event: Any) -> None:
        inside, key = self.open[-1], event.value
        if not key:
            self._stop(event, "a key is missing before ':'", "write a key")
        if key == "<<":
            self._refuse(event, "'<<' merges another part", _IN_FULL)
        path = (*inside.path, key)
        inside.key, inside.repeated = key, path in self.keys
        if inside.repeated:
            first = self.keys[path].line
            self.problems.append(
                Problem(
                    self._at(event),
                    f"{shown(key)} is written twice, first on line {first}",
                    "keep one of them",
                )
            )
        else:
            self.keys[path] = self._at(event)

    def _begin(self, event: Any) -> None:
        if self._wants_key():
            self._stop(event, "a key is one text, not a list", "quote the text")
        if len(self.open) >= MOST_DEPTH:
            self._stop(
                event, f"this is more than {MOST_DEPTH} levels deep", "flatten it"
            )
        values: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(values, event)
        self.open.append(_Open(path, values))

    def _place(self, value: Any, event: Any) -> Path:
        if not self.open:
            self.data, self.values[()] = value, self._at(event)
            return ()
        inside = self.open[-1]
        if isinstance(inside.values, list):
            path: Path = (*inside.path, len(inside.values))
            inside.values.append(value)
        else:
            key = inside.key or ""
            path = (*inside.path, key, 0) if inside.repeated else (*inside.path, key)
            if not inside.repeated:
                inside.values[key] = value
            inside.key = None
        self.values.setdefault(path, self._at(event))
        return path

    def _close(self) -> None:
        self.open.pop()

    def _at(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _refuse(self, event: Any, message: str, way_out: str) -> None:
        self.problems.append(Problem(self._at(event), message, way_out))
        self.refused = True

    def _stop(self, event: Any, message: str, way_out: str) -> None:
        problem = Problem(self._at(event), message, way_out)
        raise ScriptError([*self.problems, problem])


_IN_FULL = "write the part out in full where it is needed"

_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "this text holds ': ' or the line is indented wrongly",
        'put the text in "quotes" or align the line with its neighbours',
    ),
    "found character that cannot start any token": (
        "this line begins with a tab or a character that YAML keeps for itself",
        'indent with spaces; put a text that begins with @, ` or % in "quotes"',
    ),
    "could not find expected ':'": (
        "a ':' is missing after the key",
        "write 'key: value' with a space after the colon",
    ),
    "did not find expected key": (
        "a key was expected here",
        'align the line with its neighbours, or close the "quotes" before it',
    ),
    "exceeded maximum nesting depth": (
        f"this is more than {MOST_DEPTH} levels deep",
        "flatten it",
    ),
    "found unexpected end of stream": (
        "the file ends inside quotes or brackets",
        "close what is open",
    ),
}


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    said = error.problem or "this is not YAML"
    message, way_out = _PLAIN_WORDS.get(said, (said, "see docs/writing-a-script.md"))
    return Problem(place, message, way_out)


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
