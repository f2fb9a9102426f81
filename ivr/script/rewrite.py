"""Writes changed values into a call script's text; all other lines stay as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from ivr.script import yaml_text
from ivr.script.document import parse
from ivr.script.errors import ScriptError
from ivr.script.layout import (
    BLOCK_STYLES,
    Entry,
    Node,
    begins_line,
    column,
    layout,
    lead,
    line_end,
    line_start,
)

_MOST_ROUNDS = 20
_STEP = 2


class CannotRewrite(Exception):
    """The text is written in a way in which only a person can change it."""


class Splice(NamedTuple):
    """A stretch of the text and what takes its place."""

    start: int
    end: int
    text: str


def rewrite(text: str, data: Any) -> str:
    """The text with the values of `data`: comments, order and style are kept.

    `data` is what `document.parse` would read: groups, lists and texts. Raises
    ScriptError for a text that is no readable YAML, CannotRewrite where a value
    cannot be written without disturbing others.
    """
    for _ in range(_MOST_ROUNDS):
        old = parse(text, "").data
        if _same(old, data):
            return text
        writer = _Writer(text, "\r\n" if "\r\n" in text else "\n")
        order = list(writer.moves(layout(text), old, data))
        changed = order or list(writer.changes(layout(text), old, data))
        text = _spliced(text, changed)
        if not order:
            break
    try:
        written = parse(text, "").data
    except ScriptError as error:
        raise CannotRewrite(str(error)) from None
    if not _same(written, data):
        raise CannotRewrite("this part can be changed in the YAML only")
    return text


@dataclass(frozen=True)
class _Writer:
    text: str
    newline: str

    def moves(self, node: Node, old: Any, new: Any) -> Iterator[Splice]:
        """What brings the entries into their new order, if that is all."""
        if isinstance(old, dict) and isinstance(new, dict):
            kept = [key for key in old if key in new]
            wanted = [key for key in new if key in old]
            if kept != wanted:
                yield from self._permuted(node, dict(zip(kept, wanted, strict=True)))
                return
            for entry in _first_of_each(node):
                key = str(entry.key)
                if key in old and key in new:
                    yield from self.moves(entry.node, old[key], new[key])
        elif isinstance(old, list) and isinstance(new, list):
            order = _order(old, new)
            if order:
                yield from self._permuted(node, order)
            elif len(old) == len(new):
                for entry, before, after in zip(node.entries, old, new, strict=True):
                    yield from self.moves(entry.node, before, after)

    def changes(self, node: Node, old: Any, new: Any) -> Iterator[Splice]:
        """What changes a whole document."""
        root = Entry("", node.start, node.start, node)
        if old is None:
            body = self.newline.join(yaml_text.lines(new, 0)) + self.newline
            gap = "" if not self.text or self.text.endswith("\n") else self.newline
            yield Splice(len(self.text), len(self.text), gap + body)
            return
        yield from self._change(root, old, new, -_STEP)

    def _change(
        self, entry: Entry, old: Any, new: Any, indent: int
    ) -> Iterator[Splice]:
        node = entry.node
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict) and old and new:
            if node.in_flow and list(old) != list(new):
                yield Splice(node.start, node.end, yaml_text.flow(new))
            else:
                yield from self._keys(node, old, new)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            if node.in_flow and len(old) != len(new):
                yield Splice(node.start, node.end, yaml_text.flow(new))
            else:
                yield from self._items(node, old, new)
        else:
            yield self._replaced(entry, old, new, indent)

    def _keys(
        self, node: Node, old: dict[str, Any], new: dict[str, Any]
    ) -> Iterator[Splice]:
        entries = {str(entry.key): entry for entry in reversed(node.entries)}
        indent = column(self.text, node.entries[0].begin)
        for position, entry in enumerate(node.entries):
            key = str(entry.key)
            if key not in new:
                yield self._removed(node, position)
            elif entries[key] is entry:
                yield from self._change(entry, old[key], new[key], indent)
        before: Entry | None = None
        added: list[str] = []
        for key, value in new.items():
            if key in old:
                yield from self._added(node, before, added)
                before, added = entries[key], []
            else:
                added += self._apart(node) + yaml_text.pair(key, value, indent)
        yield from self._added(node, before, added)

    def _items(self, node: Node, old: list[Any], new: list[Any]) -> Iterator[Splice]:
        frozen_old, frozen_new = [_frozen(o) for o in old], [_frozen(n) for n in new]
        matcher = SequenceMatcher(None, frozen_old, frozen_new, autojunk=False)
        for what, first, last, begin, end in matcher.get_opcodes():
            if what == "equal":
                continue
            shared = min(last - first, end - begin)
            for step in range(shared):
                entry = node.entries[first + step]
                indent = column(self.text, entry.begin)
                yield from self._change(
                    entry, old[first + step], new[begin + step], indent
                )
            for position in range(first + shared, last):
                yield self._removed(node, position)
            if begin + shared < end:
                at = first + shared
                before = node.entries[at - 1] if at else None
                indent = column(self.text, node.entries[0].begin)
                added = yaml_text.lines(new[begin + shared : end], indent)
                yield from self._added(node, before, added)

    def _replaced(self, entry: Entry, old: Any, new: Any, indent: int) -> Splice:
        node = entry.node
        if isinstance(new, dict | list) and new and not node.in_flow:
            body = yaml_text.lines(new, indent + _STEP)
            if indent < 0:
                return Splice(node.start, node.end, self.newline.join(body))
            start = entry.value_from
            return Splice(start, node.end, self.newline + self.newline.join(body))
        text = yaml_text.flow(new, node.in_flow)
        if isinstance(old, str) and isinstance(new, str):
            style = (
                "" if node.style in BLOCK_STYLES or not old else node.style or "plain"
            )
            return Splice(
                node.start, node.end, yaml_text.scalar(new, style, node.in_flow)
            )
        if node.in_flow:
            return Splice(node.start, node.end, text)
        remark = self._remark(entry) if node.start > entry.value_from else ""
        return Splice(entry.value_from, node.end, f" {text}".rstrip() + remark)

    def _remark(self, entry: Entry) -> str:
        """The comment behind the colon of a group, which moves behind the text."""
        gap = self.text[entry.value_from : entry.node.start].split("\n")[0].rstrip()
        return gap if gap.lstrip().startswith("#") else ""

    def _removed(self, node: Node, position: int) -> Splice:
        entry = node.entries[position]
        if not begins_line(self.text, entry.begin):
            if position + 1 == len(node.entries):
                raise CannotRewrite("this part can be changed in the YAML only")
            return Splice(entry.begin, node.entries[position + 1].begin, "")
        start = line_start(self.text, entry.begin)
        end = line_end(self.text, entry.node.end)
        end += len(self.newline) if end < len(self.text) else 0
        if self._blank_above(start) and self._blank_at(end):
            end = min(len(self.text), self.text.find("\n", end) + 1)
        return Splice(start, end, "")

    def _added(
        self, node: Node, before: Entry | None, added: list[str]
    ) -> Iterator[Splice]:
        if not added:
            return
        first = node.entries[0]
        if before is None and begins_line(self.text, first.begin):
            at = line_start(self.text, first.begin)
            body = self.newline.join(added) + self.newline
        else:
            at = line_end(self.text, (before or first).node.end)
            body = self.newline + self.newline.join(added)
        yield Splice(at, at, body)

    def _apart(self, node: Node) -> list[str]:
        """An empty line, where most entries of a group stand apart."""
        later = node.entries[1:]
        spread = [e for e in later if self._blank_above(lead(self.text, e.begin))]
        return [""] if later and 2 * len(spread) >= len(later) else []

    def _permuted(self, node: Node, order: dict[Any, Any]) -> Iterator[Splice]:
        """Each entry with the comments above it goes where another one stood."""
        if not all(begins_line(self.text, e.begin) for e in node.entries):
            raise CannotRewrite("this part can be changed in the YAML only")
        if node.in_flow:
            raise CannotRewrite("this part can be changed in the YAML only")
        chunks = {
            entry.key: (lead(self.text, entry.begin), self._end_of(entry))
            for entry in _first_of_each(node)
        }
        for place, comes in order.items():
            if place != comes:
                (start, end), (first, last) = chunks[place], chunks[comes]
                yield Splice(start, end, self.text[first:last])

    def _end_of(self, entry: Entry) -> int:
        return line_end(self.text, entry.node.end)

    def _blank_above(self, start: int) -> bool:
        above = line_start(self.text, start - 1) if start else 0
        return not self.text[above:start].strip()

    def _blank_at(self, start: int) -> bool:
        end = line_end(self.text, start)
        return start < len(self.text) and not self.text[start:end].strip()


def _spliced(text: str, splices: list[Splice]) -> str:
    """The text with all splices; of two at one place the first one comes first."""
    in_order = sorted(enumerate(splices), key=lambda each: (*each[1][:2], each[0]))
    for _, splice in reversed(in_order):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def _first_of_each(node: Node) -> list[Entry]:
    """The entries, without those whose key stands there already."""
    return list({entry.key: entry for entry in reversed(node.entries)}.values())[::-1]


def _order(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Which entry comes to which place, if the entries only change places."""
    frozen = [_frozen(each) for each in old]
    wanted = [_frozen(each) for each in new]
    if frozen == wanted or sorted(frozen) != sorted(wanted):
        return {}
    free = dict(enumerate(frozen))
    order = {}
    for place, each in enumerate(wanted):
        comes = next(number for number, text in free.items() if text == each)
        order[place] = comes
        del free[comes]
    return order


def _same(one: Any, other: Any) -> bool:
    """Whether two documents hold the same; the departments in the same order, too."""
    return one == other and _ranks(one) == _ranks(other)


def _ranks(data: Any) -> list[str]:
    departments = data.get("departments") if isinstance(data, dict) else None
    return list(departments) if isinstance(departments, dict) else []


def _frozen(value: Any) -> str:
    return yaml_text.flow(value, within=True)
