"""Texts, groups and lists as YAML: plain where a reader takes it for a text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ivr.script.write import quoted

_STEP = 2  # spaces of indentation
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_FIGURES = re.compile(r"\+?\d[\d :.,()-]*")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(text: str, style: str = "", in_flow: bool = False) -> str:
    """A text on one line, in the style that it has had: plain, ' or "."""
    if style == "'" and not _BREAKS.search(text):
        return "'" + text.replace("'", "''") + "'"
    if style == "plain" and not in_flow and is_plain(text):
        return text
    if not style and not in_flow and _usually_plain(text):
        return text
    plain = quoted(text)
    if plain == text and style in ("", "plain") and not (in_flow and "," in text):
        return text
    return _escaped(json.dumps(text, ensure_ascii=False))


def is_plain(text: str) -> bool:
    """Whether a reader of the call script takes the bare characters for this text."""
    return (
        bool(text)
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not text.startswith(("...", "<<"))
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
        and not _BREAKS.search(text)
    )


def lines(value: Any, indent: int) -> list[str]:
    """A group of keys or a list as lines of a block."""
    pad = " " * indent
    if isinstance(value, dict):
        return [
            line for key, inner in value.items() for line in pair(key, inner, indent)
        ]
    made: list[str] = []
    for inner in value:
        if isinstance(inner, dict) and inner:
            first, *rest = lines(inner, indent + _STEP)
            made += [f"{pad}- {first.lstrip()}", *rest]
        else:
            made.append(f"{pad}- {flow(inner)}".rstrip())
    return made


def pair(key: str, value: Any, indent: int) -> list[str]:
    """A key with its value as lines of a block."""
    head = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, dict | list) and value:
        return [head, *lines(value, indent + _STEP)]
    return [f"{head} {flow(value)}".rstrip()]


def flow(value: Any, within: bool = False) -> str:
    """A value on one line, in brackets where it is a group or a list."""
    match value:
        case None:
            return ""
        case str():
            return scalar(value, in_flow=within)
        case dict():
            return "{" + ", ".join(_flow_pairs(value)) + "}"
        case _:
            return "[" + ", ".join(flow(inner, True) for inner in value) + "]"


def _flow_pairs(value: dict[str, Any]) -> Iterator[str]:
    for key, inner in value.items():
        yield f"{scalar(key, in_flow=True)}: {flow(inner, True)}".rstrip()


def _usually_plain(text: str) -> bool:
    """Telephone numbers, times, dates, digits and switches are written bare."""
    return text in ("true", "false") or (
        bool(_FIGURES.fullmatch(text)) and is_plain(text)
    )


def _escaped(json_text: str) -> str:
    return _BREAKS.sub(lambda found: f"\\u{ord(found.group()):04x}", json_text)
