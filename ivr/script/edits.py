"""Changes that a person makes to a call script, one field at a time."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ivr.languages import CODES
from ivr.languages.spoken_time import WEEKDAYS
from ivr.script.hours import NotHours, weekdays
from ivr.script.place import Path
from ivr.script.reference import group
from ivr.script.shape import fields_at
from ivr.script.spoken import ANY
from ivr.script.write import plain_letters

Action = Literal["put", "say", "open", "add", "remove", "move", "rename"]


class CannotEdit(Exception):
    """What was to be changed is not there any more."""


@dataclass(frozen=True)
class Edit:
    """One change at a path.

    put: a value, None for none. say: a text or sentences in one language.
    open: the hours of a weekday. add: an entry of a list, or a department by its name.
    remove, move (`by` entries down), rename (a key).
    """

    action: Action
    path: Path
    value: str | list[str] | dict[str, str] | None = None
    language: str = ""
    by: int = 0


def edited(data: Any, edits: Iterable[Edit]) -> dict[str, Any]:
    """The values of a call script after some edits; CannotEdit if one has no place.

    A script that begins from nothing speaks English until it is told otherwise.
    """
    changed: dict[str, Any] = copy.deepcopy(data) if isinstance(data, dict) else {}
    for edit in edits:
        if not edit.path:
            raise CannotEdit("the whole script is not a field")
        _ACTIONS[edit.action](changed, edit)
    if not data and changed:
        _put(changed, Edit("put", ("languages",), list(languages_of(changed))))
    return changed


def languages_of(data: Any) -> tuple[str, ...]:
    """The languages that a call script names, English if it names none."""
    named = group({"": data}, "").get("languages")
    known = [code for code in named if code in CODES] if isinstance(named, list) else []
    return tuple(dict.fromkeys(known)) or ("en",)


def value_at(data: Any, path: Path) -> Any:
    """The value at a path; None where there is none."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def said(value: Any, language: str) -> Any:
    """What a spoken value says in a language, None where it says nothing."""
    if isinstance(value, dict):
        return value.get(language) or value.get(ANY)
    return value


def hours_of(hours: Any, day: str) -> str:
    """The times of a weekday, empty where nothing is written for it."""
    found = [str(times) for days, times in group(hours).items() if day in _days(days)]
    return found[-1] if found else ""


def _put(data: dict[str, Any], edit: Edit) -> None:
    if edit.value in (None, "", [], {}):
        _clear(data, edit.path)
    else:
        _set(data, edit.path, edit.value)


def _say(data: dict[str, Any], edit: Edit) -> None:
    languages, old = languages_of(data), value_at(data, edit.path)
    value = edit.value or None
    if isinstance(old, dict):
        if value or edit.language in old:
            _say_one(data, edit, value)
    elif len(languages) == 1 or (
        isinstance(old, str) and edit.language == languages[0]
    ):
        _put(data, edit)
    elif isinstance(old, str):
        if value and value != old:
            _set(data, edit.path, {code: old for code in languages} | _in(edit, value))
    elif value:
        first = {languages[0]: old} if isinstance(old, list) else {}
        _set(data, edit.path, first | _in(edit, value))


def _say_one(data: dict[str, Any], edit: Edit, value: Any) -> None:
    """The text of one language in a group of texts."""
    if value is None and not _is_required(edit.path):
        _clear(data, (*edit.path, edit.language))
    else:
        _set(data, (*edit.path, edit.language), value or "")


def _in(edit: Edit, value: Any) -> dict[str, Any]:
    return {edit.language: value}


def _open(data: dict[str, Any], edit: Edit) -> None:
    """Writes the times of one weekday; ranges around it are split and joined."""
    day, times = str(edit.path[-1]), str(edit.value or "").strip()
    if day not in WEEKDAYS:
        raise CannotEdit(f"{day} is not a weekday")
    old = group(data, "hours")
    if hours_of(old, day) == times:
        return
    kept: dict[str, Any] = {}
    for days, written in old.items():
        covered = _days(days)
        if day not in covered:
            kept[days] = written
            continue
        at = covered.index(day)
        if at:
            kept[_range(covered[:at])] = written
        if times:
            kept[day] = times
        if at + 1 < len(covered):
            kept[_range(covered[at + 1 :])] = written
    if times and day not in kept:
        kept = _in_order(kept | {day: times})
    _put(data, Edit("put", ("hours",), kept))


def _in_order(hours: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(hours.items(), key=lambda each: _rank(each[0])))


def _rank(days: str) -> int:
    covered = _days(days)
    return WEEKDAYS.index(covered[0]) if covered else len(WEEKDAYS)


def _days(days: str) -> tuple[str, ...]:
    try:
        return tuple(WEEKDAYS[number] for number in weekdays(days))
    except NotHours:
        return ()


def _range(days: tuple[str, ...]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"


def _add(data: dict[str, Any], edit: Edit) -> None:
    if edit.path == ("departments",):
        departments = group(data, "departments")
        name = str(edit.value or "").strip()
        if not name:
            raise CannotEdit("a department needs a name")
        key = _free_key(name, departments)
        _set(data, ("departments", key), {"name": name})
        return
    old = value_at(data, edit.path)
    if isinstance(old, dict) and isinstance(edit.value, dict):
        _set(data, edit.path, old | edit.value)
    else:
        _set(data, edit.path, [*(old if isinstance(old, list) else ()), edit.value])


def _free_key(name: str, departments: Mapping[str, Any]) -> str:
    base = plain_letters(name)[:36] or "department"
    keys = [base, *(f"{base}-{number}" for number in range(2, 100))]
    return next(key for key in keys if key not in departments)


def _remove(data: dict[str, Any], edit: Edit) -> None:
    if value_at(data, edit.path[:-1]) is None:
        raise CannotEdit("this was removed already")
    _clear(data, edit.path, required=False)


def _move(data: dict[str, Any], edit: Edit) -> None:
    inside, part = value_at(data, edit.path[:-1]), edit.path[-1]
    if isinstance(inside, dict) and part in inside:
        keys = list(inside)
        _shift(keys, keys.index(str(part)), edit.by)
        moved = {key: inside[key] for key in keys}
        inside.clear()
        inside.update(moved)
    elif isinstance(inside, list) and isinstance(part, int) and part < len(inside):
        _shift(inside, part, edit.by)
    else:
        raise CannotEdit("this was removed meanwhile")


def _shift(entries: list[Any], at: int, by: int) -> None:
    entries.insert(max(0, min(len(entries) - 1, at + by)), entries.pop(at))


def _rename(data: dict[str, Any], edit: Edit) -> None:
    inside, old = value_at(data, edit.path[:-1]), edit.path[-1]
    new = str(edit.value or "").strip()
    if not isinstance(inside, dict) or old not in inside:
        raise CannotEdit("this was removed meanwhile")
    if not new or new == old:
        return
    if new in inside:
        raise CannotEdit(f"there is {new} already")
    renamed = {new if key == old else key: value for key, value in inside.items()}
    inside.clear()
    inside.update(renamed)


def _set(data: dict[str, Any], path: Path, value: Any) -> None:
    inside: Any = data
    for length, part in enumerate(path[:-1], 1):
        following = inside.get(part) if isinstance(inside, dict) else None
        if isinstance(inside, list):
            if not isinstance(part, int) or part >= len(inside):
                raise CannotEdit("this was removed meanwhile")
            following = inside[part]
        if not isinstance(following, dict | list):
            following = {}
            _write(inside, path[:length], following)
        inside = following
    _write(inside, path, value)


def _write(inside: Any, path: Path, value: Any) -> None:
    part = path[-1]
    if isinstance(inside, list):
        if not isinstance(part, int) or part >= len(inside):
            raise CannotEdit("this was removed meanwhile")
        inside[part] = value
        return
    known = list(fields_at(path[:-1]))
    if part in inside or part not in known:
        inside[part] = value
        return
    before = set(known[: known.index(str(part))])
    kept = list(inside.items())
    at = max((n for n, (key, _) in enumerate(kept, 1) if key in before), default=0)
    kept.insert(at, (str(part), value))
    inside.clear()
    inside.update(kept)


def _clear(data: dict[str, Any], path: Path, required: bool = True) -> None:
    """Takes a value away, and the groups that are empty then."""
    if required and _is_required(path):
        _set(data, path, "")
        return
    while path:
        inside, part = value_at(data, path[:-1]), path[-1]
        if isinstance(inside, dict):
            inside.pop(str(part), None)
        elif isinstance(inside, list) and isinstance(part, int) and part < len(inside):
            del inside[part]
        if inside:
            return
        path = path[:-1]


def _is_required(path: Path) -> bool:
    field = fields_at(path[:-1]).get(str(path[-1]))
    return field is not None and field.is_required()


_ACTIONS = {
    "put": _put,
    "say": _say,
    "open": _open,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "rename": _rename,
}
