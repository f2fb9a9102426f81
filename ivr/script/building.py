"""Builds nested dicts, lists and texts from YAML events, without recursion."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from ivr.script.errors import Problem, ScriptError, shown
from ivr.script.message import Message
from ivr.script.place import Mark, Path, Place, Span
from ivr.script.syntax import MOST_DEPTH

MOST_EVENTS = 20_000


@dataclass
class _Open:
    """A list or mapping that is still being read."""

    path: Path
    values: dict[str, Any] | list[Any]
    key: str | None = None
    repeated: bool = False


@dataclass
class Builder:
    """Builds a document from YAML events without recursion."""

    file: str
    data: Any = None
    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False
    events: int = 0
    documents: int = 0
    open: list[_Open] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """Takes the next event; ScriptError where nothing can follow."""
        self.events += 1
        if self.events > MOST_EVENTS:
            self._stop(event, "this call script has too many parts", "split it in two")
        take = _TAKE.get(type(event))
        if take:
            take(self, event)

    def _begin_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            way_out = "write one call script per file, without '---' inside"
            self._stop(event, "a second document begins here", way_out)

    def _refuse_names(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                event,
                Message("'%(name)s' names a part", name=f"&{event.anchor}"),
                _IN_FULL,
            )
        elif event.tag is not None:
            self._refuse(
                event,
                Message("%(said)s is a YAML tag", said=shown(event.tag)),
                "leave it out",
            )

    def _alias(self, event: Any) -> None:
        self._refuse(
            event,
            Message("'%(name)s' repeats another part", name=f"*{event.anchor}"),
            _IN_FULL,
        )
        self._place(None, event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_names(event)
        if "#" in event.value:
            end = event.end_mark
            self.spans.append((_mark(event), (end.line, end.column)))
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
            first = self.keys[path][0] + 1
            message = Message(
                "%(said)s is written twice, first on line %(line)s",
                said=shown(key),
                line=first,
            )
            self.problems.append(Problem(self._at(event), message, "keep one of them"))
        else:
            self.keys[path] = _mark(event)

    def _begin(self, event: Any) -> None:
        self._refuse_names(event)
        if self._wants_key():
            self._stop(event, "a key is one text, not a list", "quote the text")
        if len(self.open) >= MOST_DEPTH:
            self._stop(
                event,
                Message("this is more than %(count)s levels deep", count=MOST_DEPTH),
                "flatten it",
            )
        values: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(values, event)
        self.open.append(_Open(path, values))

    def _place(self, value: Any, event: Any) -> Path:
        if not self.open:
            self.data, self.values[()] = value, _mark(event)
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
        self.values.setdefault(path, _mark(event))
        return path

    def _close(self, event: Any) -> None:
        self.open.pop()

    def _at(self, event: Any) -> Place:
        line, column = _mark(event)
        return Place(self.file, line + 1, column + 1)

    def _refuse(self, event: Any, message: str, way_out: str) -> None:
        self.problems.append(Problem(self._at(event), message, way_out))
        self.refused = True

    def _stop(self, event: Any, message: str, way_out: str) -> None:
        problem = Problem(self._at(event), message, way_out)
        raise ScriptError([*self.problems, problem])


def _mark(event: Any) -> Mark:
    mark = event.start_mark
    return mark.line, mark.column


_TAKE: dict[type, Callable[[Builder, Any], None]] = {
    yaml.DocumentStartEvent: Builder._begin_document,
    yaml.ScalarEvent: Builder._scalar,
    yaml.AliasEvent: Builder._alias,
    yaml.MappingStartEvent: Builder._begin,
    yaml.SequenceStartEvent: Builder._begin,
    yaml.MappingEndEvent: Builder._close,
    yaml.SequenceEndEvent: Builder._close,
}
_IN_FULL = "write the part out in full where it is needed"
