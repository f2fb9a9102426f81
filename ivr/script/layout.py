"""Where the parts of a YAML document stand in its text, comments between them."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from ivr.script.document import LOADER

BLOCK_STYLES = ("|", ">")


@dataclass
class Node:
    """A value and its stretch of the text; `end` is behind its last character."""

    start: int
    end: int
    style: str = ""
    in_flow: bool = False
    entries: list["Entry"] = field(default_factory=list)


@dataclass
class Entry:
    """A key or a list entry: `begin` is its first character or its dash.

    `value_from` is behind the colon or the dash.
    """

    key: str | int
    begin: int
    value_from: int
    node: Node


def layout(text: str) -> Node:
    """The layout of a text that `parse` takes; a text without a value is empty."""
    composed = yaml.compose(text, Loader=LOADER)
    if composed is None:
        return Node(len(text), len(text))
    return _node(composed, text, in_flow=False)


def line_start(text: str, at: int) -> int:
    """The first character of the line."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Behind the last character of the line, before its break."""
    found = text.find("\n", at)
    end = len(text) if found < 0 else found
    return end - 1 if end > at and text[end - 1] == "\r" else end


def begins_line(text: str, at: int) -> bool:
    """Whether only spaces stand before it."""
    return not text[line_start(text, at) : at].strip(" ")


def column(text: str, at: int) -> int:
    """How many characters stand before it on its line."""
    return at - line_start(text, at)


def lead(text: str, at: int) -> int:
    """Where the comments directly above a line begin, or the line itself."""
    start = line_start(text, at)
    while start:
        above = line_start(text, start - 1)
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _node(composed: Any, text: str, in_flow: bool) -> Node:
    start, end = composed.start_mark.index, composed.end_mark.index
    if isinstance(composed, yaml.ScalarNode):
        style = composed.style or ""
        if style in BLOCK_STYLES:
            end = start + len(text[start:end].rstrip())
        return Node(start, end, style, in_flow)
    flow = in_flow or bool(composed.flow_style)
    node = Node(start, end, in_flow=flow)
    if isinstance(composed, yaml.MappingNode):
        node.entries = [_pair(key, value, text, flow) for key, value in composed.value]
    else:
        node.entries = [
            _item(number, value, text, flow)
            for number, value in enumerate(composed.value)
        ]
    if not flow and node.entries:
        node.end = node.entries[-1].node.end
    return node


def _pair(key: Any, value: Any, text: str, flow: bool) -> Entry:
    colon = text.find(":", key.end_mark.index)
    value_from = colon + 1 if colon >= 0 else key.end_mark.index
    node = _node(value, text, flow)
    if node.start == node.end:
        node.start = node.end = value_from
    return Entry(key.value, key.start_mark.index, value_from, node)


def _item(number: int, value: Any, text: str, flow: bool) -> Entry:
    node = _node(value, text, flow)
    if flow:
        return Entry(number, node.start, node.start, node)
    dash = text.rfind("-", 0, node.start)
    return Entry(number, dash, dash + 1, node)
