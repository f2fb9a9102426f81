"""Pydantic's errors in an owner's words, at the place in the file."""

import re
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ivr.script.document import Document
from ivr.script.errors import (
    MOST_PROBLEMS,
    Problem,
    did_you_mean,
    nearest_language,
    shown,
)
from ivr.script.message import Message
from ivr.script.place import Path
from ivr.script.shape import Location, fields_at
from ivr.script.telephone import known_country

EXAMPLES = {
    "company": "company: Northside Dental",
    "languages": "languages: [en]",
    "departments": "departments:, then a key such as 'front-desk:' with its name",
    "name": "name: the front desk",
    "phone": "phone: +1 503 555 0101",
    "number": "number: +1 503 555 0100",
}
ENTRIES = {
    "agents": "'- name: Maria', and below it 'phone: +1 503 555 0101'",
    "numbers": "'- number: +1 503 555 0100'",
}


def complaints(error: ValidationError, document: Document) -> list[Problem]:
    """One problem for each thing that Pydantic found."""
    found = error.errors(include_url=False)[: MOST_PROBLEMS + 1]
    return [_complaint(one, document) for one in found if not _follows(one, found)]


def _follows(one: ErrorDetails, found: list[ErrorDetails]) -> bool:
    """Whether a list is only too short because its entries were refused."""
    depth = len(one["loc"])
    return one["type"] == "too_short" and any(
        other["loc"][:depth] == one["loc"] and len(other["loc"]) > depth
        for other in found
    )


def path_of(location: Location, document: Document) -> Path:
    """The path in the document; parts that Pydantic added are left out."""
    path: Path = ()
    for part in location:
        if (*path, part) in document.values:
            path = (*path, part)
    return path


def _complaint(found: ErrorDetails, document: Document) -> Problem:
    location = found["loc"]
    path = path_of(location, document)
    name = _name(location)
    match found["type"]:
        case "extra_forbidden":
            known = fields_at(location[:-1])
            message = Message(
                "%(said)s is not a key of %(where)s",
                said=shown(name),
                where=_whole(location[:-1]),
            )
            return Problem(document.key(path), message, did_you_mean(name, known))
        case "missing":
            whole = _whole(location[:-1])
            if isinstance(location[-2:][0], int):
                whole = Message("an entry of %(where)s", where=whole)
            message = Message("%(where)s has no '%(key)s'", where=whole, key=name)
            person = name == "name" and {"agents", "manager"} & set(location)
            example = "name: Maria" if person else EXAMPLES.get(name)
            way_out = Message("add it")
            if example:
                way_out = Message("add it, for example: %(example)s", example=example)
            return Problem(document.key(path), message, way_out)
        case _ if location[-1:] == ("[key]",):
            message = Message("%(said)s cannot be a department's key", said=shown(name))
            return Problem(document.key(path), message, _spelled(name))
    return Problem(document.place(path), *_value(found, name))


def _value(found: ErrorDetails, name: str) -> tuple[str, str]:
    ctx: dict[str, Any] = found.get("ctx") or {}
    given = found["input"]
    entry = bool(found["loc"]) and isinstance(found["loc"][-1], int)
    here = Message("an entry of %(where)s", where=f"'{name}'") if entry else f"'{name}'"
    is_so = Message("%(where)s is %(what)s", where=here, what=_kind(given))
    match found["type"]:
        case "string_too_short" | "too_short":
            return Message("%(where)s is empty", where=here), "write something"
        case "string_too_long" | "too_long":
            return Message("%(where)s is too long", where=here), _at_most(
                found, ctx["max_length"]
            )
        case "greater_than_equal":
            return is_so, Message("the least is %(count)s", count=ctx["ge"])
        case "less_than_equal":
            return is_so, Message("the most is %(count)s", count=ctx["le"])
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return is_so, "write a whole number, such as 30"
        case "literal_error":
            return _choice(name, given, ctx)
        case "string_pattern_mismatch":
            return _pattern(name, given)
        case "tuple_type":
            return is_so, "write a list, one '- …' a line"
        case "string_type" if isinstance(given, dict):
            return is_so, "put a text that holds ': ' in \"quotes\""
        case "string_type":
            return is_so, "write a text"
        case _ if name == "handles":
            return is_so, "write a list of example sentences, or one list per language"
        case _ if "Words" in found["msg"]:
            return is_so, "write a text, or one per language"
        case _ if name in ENTRIES and entry:
            return is_so, Message("write %(example)s", example=ENTRIES[name])
    if name == "call script":
        is_so = Message("the call script is %(what)s", what=_kind(given))
        return is_so, "begin with: company: Your Name"
    return is_so, "write its keys below it, indented"


def _choice(name: str, given: object, ctx: dict[str, Any]) -> tuple[str, str]:
    known = re.findall(r"'([^']*)'", str(ctx.get("expected", "")))
    if name == "languages":
        way_out = nearest_language(str(given))
        return Message(
            "%(said)s is not a language of the line", said=shown(given)
        ), way_out
    is_so = Message("'%(key)s' is %(said)s", key=name, said=shown(given))
    return is_so, Message("write one of these: %(choices)s", choices=", ".join(known))


def _pattern(name: str, given: object) -> tuple[str, str]:
    match name:
        case "key":
            way_out: str = "choose one digit from 1 to 9; 0 always asks for a person"
        case "country" if len(str(given)) == 2 and known_country(str(given).upper()):
            way_out = Message("did you mean '%(meant)s'?", meant=str(given).upper())
        case "country":
            way_out = "write the two capital letters of the country, such as NO or US"
        case _:
            way_out = _spelled(str(given))
    return Message("'%(key)s' is %(said)s", key=name, said=shown(given)), way_out


def _spelled(given: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", given.lower())[:40].strip("-")
    example = plain or "front-desk"
    return Message(
        "use small letters a-z, digits and hyphens, such as '%(example)s'",
        example=example,
    )


def _name(location: Location) -> str:
    named = [p for p in location if isinstance(p, str) and p not in _ADDED]
    return named[-1] if named else "call script"


def _whole(location: Location) -> str:
    named = [str(p) for p in location if p not in _ADDED and isinstance(p, str)]
    return f"'{named[-1]}'" if named else Message("the call script")


def _kind(given: object) -> str:
    match given:
        case None:
            return Message("empty")
        case dict():
            return Message("a group of keys")
        case list() | tuple():
            return Message("a list")
        case str():
            return shown(given)
    return Message("of another kind")


def _at_most(found: ErrorDetails, count: int) -> str:
    if found["type"] == "string_too_long":
        return Message("at most %(count)s characters", count=count)
    return Message("at most %(count)s entries", count=count)


_ADDED = ("texts", "*", "[key]")
