"""Texts in each language of the script: present, short enough, speakable."""

import re
from collections.abc import Iterator
from typing import Any

from ivr.languages import CODES
from ivr.script.document import Document
from ivr.script.errors import Problem, did_you_mean, nearest_language, shown
from ivr.script.message import Message
from ivr.script.place import Path
from ivr.script.reference import entries, group
from ivr.script.spoken import ANY
from ivr.script.text import speakable

SLOTS = {
    "line": ("company", "daypart"),
    "department": ("company", "daypart", "department"),
    "agent": ("company", "daypart", "department", "agent"),
    "voicemail": ("company", "department", "agent", "within"),
    "after_hours": ("company", "daypart", "at", "by"),
    "emergency": ("company",),
}
LONGEST_NAME = 80

_SLOT = re.compile(r"\{([^{}]*)\}")


def coverage(document: Document) -> Iterator[Problem]:
    """Texts that a language lacks, and texts that cannot be spoken."""
    languages = _languages(document.data)
    for path, value in _names(document.data):
        yield from _named(document, path, value)
        yield from _covered(document, path, value, languages)
    for key in ("address", "emergency"):
        value = group(document.data).get(key)
        yield from _spoken(document, (key,), value)
        yield from _covered(document, (key,), value, languages)
    yield from _slots(document, ("emergency",), group(document.data).get("emergency"))
    for key, value in group(document.data, "greetings").items():
        at: Path = ("greetings", key)
        yield from _spoken(document, at, value)
        yield from _codes(document, at, value)
        yield from _slots(document, at, value)
    yield from _pronounced(document)
    for key, department in group(document.data, "departments").items():
        handles = group(department).get("handles")
        yield from _handles(document, key, handles, languages)


def _languages(data: Any) -> tuple[str, ...]:
    return tuple(code for _, code in entries(data, "languages") if code in CODES)


def _names(data: Any) -> Iterator[tuple[Path, Any]]:
    yield ("company",), group(data).get("company")
    yield ("manager", "name"), group(data, "manager").get("name")
    for key, department in group(data, "departments").items():
        yield ("departments", key, "name"), group(department).get("name")
        for path, agent in entries(department, "agents"):
            yield ("departments", key, *path, "name"), group(agent).get("name")


def by_language(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """The texts of a spoken value with the path of each."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for code, text in value.items():
            if isinstance(text, str):
                yield (*path, code), text


def _named(document: Document, path: Path, value: Any) -> Iterator[Problem]:
    for at, name in by_language(path, value):
        if len(name) > LONGEST_NAME:
            message = Message(
                "the name %(said)s has %(count)s characters",
                said=shown(name),
                count=len(name),
            )
            way_out = Message(
                "a name that callers hear has at most %(count)s", count=LONGEST_NAME
            )
            yield Problem(document.place(at), message, way_out)
    yield from _spoken(document, path, value)


def _spoken(document: Document, path: Path, value: Any) -> Iterator[Problem]:
    for at, text in by_language(path, value):
        if text and not speakable(text):
            message = Message(
                "%(said)s holds nothing that a voice can speak", said=shown(text)
            )
            yield Problem(document.place(at), message, "write it in words")


def _pronounced(document: Document) -> Iterator[Problem]:
    for name, value in group(document.data, "pronounce").items():
        at: Path = ("pronounce", name)
        if not speakable(name):
            message = Message(
                "%(said)s holds nothing that is pronounced", said=shown(name)
            )
            yield Problem(document.key(at), message, "write the name as it is spelt")
        yield from _spoken(document, at, value)
        yield from _braces(document, at, value)
        yield from _codes(document, at, value)


def _braces(document: Document, path: Path, value: Any) -> Iterator[Problem]:
    for at, text in by_language(path, value):
        if "{" in text or "}" in text:
            message = Message(
                "%(said)s has braces, which no voice speaks", said=shown(text)
            )
            yield Problem(document.place(at), message, "write it as it sounds")


def _covered(
    document: Document, path: Path, value: Any, languages: tuple[str, ...]
) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    yield from _codes(document, path, value)
    missing = [code for code in languages if code not in value and ANY not in value]
    if missing:
        message = Message(
            "'%(key)s' has no text in %(languages)s",
            key=path[-1],
            languages=", ".join(missing),
        )
        way_out = Message(
            "add '%(language)s: …' below it, or write one text for all languages",
            language=missing[0],
        )
        yield Problem(document.key(path), message, way_out)


def _codes(document: Document, path: Path, value: Any) -> Iterator[Problem]:
    for code in group(value):
        if code not in CODES and code != ANY:
            message = Message(
                "%(said)s is not a language of the line", said=shown(code)
            )
            way_out = nearest_language(code)
            yield Problem(document.key((*path, code)), message, way_out)


def _slots(document: Document, path: Path, value: Any) -> Iterator[Problem]:
    for at, text in by_language(path, value):
        for slot in _SLOT.findall(text):
            known = ["{" + name + "}" for name in SLOTS.get(str(path[-1]), ())]
            if known and "{" + slot + "}" not in known:
                message = Message(
                    "nothing can be said here for %(said)s",
                    said=shown("{" + slot + "}"),
                )
                way_out = did_you_mean("{" + slot + "}", known)
                yield Problem(document.place(at), message, way_out)


def _handles(
    document: Document, key: str, handles: Any, languages: tuple[str, ...]
) -> Iterator[Problem]:
    path: Path = ("departments", key, "handles")
    yield from _covered(document, path, handles, languages)
    if isinstance(handles, list) and handles and len(languages) > 1:
        message = Message(
            "'handles' is one list for %(count)s languages", count=len(languages)
        )
        way_out = Message(
            "write one list each, below '%(language)s:' and the others",
            language=languages[0],
        )
        yield Problem(document.key(path), message, way_out)
