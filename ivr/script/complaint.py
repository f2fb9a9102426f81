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
            message = f"{shown(name)} is not a key of {_whole(location[:-1])}"
            return Problem(document.key(path), message, did_you_mean(name, known))
        case "missing":
            entry = "an entry of " if isinstance(location[-2:][0], int) else ""
            message = f"{entry}{_whole(location[:-1])} has no '{name}'"
            person = name == "name" and {"agents", "manager"} & set(location)
            example = "name: Maria" if person else EXAMPLES.get(name)
            way_out = f"add it, for example: {example}" if example else "add it"
            return Problem(document.key(path), message, way_out)
        case _ if location[-1:] == ("[key]",):
            way_out = _spelled(name)
            message = f"{shown(name)} cannot be a department's key"
            return Problem(document.key(path), message, way_out)
    message, way_out = _value(found, name)
    return Problem(document.place(path), message, way_out)


def _value(found: ErrorDetails, name: str) -> tuple[str, str]:
    ctx: dict[str, Any] = found.get("ctx") or {}
    given = found["input"]
    entry = bool(found["loc"]) and isinstance(found["loc"][-1], int)
    here = f"an entry of '{name}'" if entry else f"'{name}'"
    is_so = f"{here} is {_kind(given)}"
    match found["type"]:
        case "string_too_short" | "too_short":
            return f"{here} is empty", "write something"
        case "string_too_long" | "too_long":
            return f"{here} is too long", f"at most {ctx['max_length']} {_unit(found)}"
        case "greater_than_equal":
            return is_so, f"the least is {ctx['ge']}"
        case "less_than_equal":
            return is_so, f"the most is {ctx['le']}"
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
            return is_so, f"write {ENTRIES[name]}"
    if name == "call script":
        return f"the call script is {_kind(given)}", "begin with: company: Your Name"
    return is_so, "write its keys below it, indented"


def _choice(name: str, given: object, ctx: dict[str, Any]) -> tuple[str, str]:
    known = re.findall(r"'([^']*)'", str(ctx.get("expected", "")))
    if name == "languages":
        way_out = nearest_language(str(given))
        return f"{shown(given)} is not a language of the line", way_out
    return f"'{name}' is {shown(given)}", f"write {' or '.join(known)}"


def _pattern(name: str, given: object) -> tuple[str, str]:
    match name:
        case "key":
            way_out = "choose one digit from 1 to 9; 0 always asks for a person"
        case "country" if len(str(given)) == 2 and known_country(str(given).upper()):
            way_out = f"did you mean '{str(given).upper()}'?"
        case "country":
            way_out = "write the two capital letters of the country, such as NO or US"
        case _:
            way_out = _spelled(str(given))
    return f"'{name}' is {shown(given)}", way_out


def _spelled(given: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", given.lower())[:40].strip("-")
    example = plain or "front-desk"
    return f"use small letters a-z, digits and hyphens, such as '{example}'"


def _name(location: Location) -> str:
    named = [p for p in location if isinstance(p, str) and p not in _ADDED]
    return named[-1] if named else "call script"


def _whole(location: Location) -> str:
    named = [str(p) for p in location if p not in _ADDED and isinstance(p, str)]
    return f"'{named[-1]}'" if named else "the call script"


def _kind(given: object) -> str:
    match given:
        case None:
            return "empty"
        case dict():
            return "a group of keys"
        case list() | tuple():
            return "a list"
        case str():
            return shown(given)
    return "of another kind"


def _unit(found: ErrorDetails) -> str:
    return "characters" if found["type"] == "string_too_long" else "entries"


_ADDED = ("texts", "*", "[key]")
