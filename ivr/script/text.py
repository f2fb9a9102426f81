"""What a text may hold so that a voice can speak it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ivr.script.document import Document, texts
from ivr.script.errors import Problem, shown
from ivr.script.message import Message
from ivr.script.place import Path

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_PICTURE = re.compile(
    "[\u20e3\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\ue000-\uf8ff\ufff9-\uffff\U0001f000-\U0010ffff]"
)
_STACKED = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20dc]{4}")

_UNSPEAKABLE = (
    (_CONTROL, "a control character", "delete it"),
    (_DIRECTION, "a character that reverses the writing direction", "delete it"),
    (_PICTURE, "a picture or symbol that no voice can speak", "write it in words"),
    (_STACKED, "a pile of accents", "delete them"),
)


def tidy(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with texts composed (NFC), on one line, without invisible marks."""
    problems = []
    for path, text in texts(document):
        for unspeakable, what, way_out in _UNSPEAKABLE:
            if match := unspeakable.search(text):
                code = f"U+{ord(match.group()[0]):04X}"
                message = Message(
                    "%(said)s holds %(what)s (%(code)s)",
                    said=shown(text),
                    what=Message(what),
                    code=code,
                )
                problems.append(Problem(document.place(path), message, way_out))
                break
    return replace(document, data=_tidied(document.data)), tuple(problems)


def speakable(text: str) -> bool:
    """Whether there is a letter or a digit to speak."""
    return any(character.isalnum() for character in text)


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", value))
        return " ".join(composed.split())
    if isinstance(value, list):
        return [_tidied(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _tidied(inner) for key, inner in value.items()}
    return value


def replaced(value: Any, by: Mapping[Path, str], path: Path = ()) -> Any:
    """Nested dicts and lists with the texts at some paths replaced."""
    if path in by:
        return by[path]
    if isinstance(value, list):
        return [replaced(inner, by, (*path, n)) for n, inner in enumerate(value)]
    if isinstance(value, dict):
        return {key: replaced(inner, by, (*path, key)) for key, inner in value.items()}
    return value
