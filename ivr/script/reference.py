"""What a call script points at: departments, agents, keys, numbers of the line."""

from collections.abc import Iterator
from typing import Any

from ivr.languages import CODES, LANGUAGES
from ivr.script.document import Document
from ivr.script.errors import Problem, did_you_mean, shown
from ivr.script.message import Message
from ivr.script.place import Path


def group(data: Any, *path: str) -> dict[str, Any]:
    """The keys at a path, none where there is something else."""
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def entries(data: Any, key: str) -> Iterator[tuple[Path, Any]]:
    """The entries of a list under a key, each with its path from there."""
    found = group(data).get(key)
    if isinstance(found, list):
        for number, entry in enumerate(found):
            yield (key, number), entry


def references(document: Document) -> Iterator[Problem]:
    """What points at nothing, or at the same thing twice."""
    yield from _operator(document)
    yield from _digits(document)
    yield from _numbers(document)
    yield from _rings_itself(document)


def phones(data: Any) -> Iterator[tuple[Path, str]]:
    """Each telephone that the line rings: agents' and the manager's."""
    people: list[tuple[Path, Any]] = [(("manager",), group(data, "manager"))]
    people += [
        (("departments", key, *path), agent)
        for key, department in group(data, "departments").items()
        for path, agent in entries(department, "agents")
    ]
    for path, person in people:
        phone = group(person).get("phone")
        if isinstance(phone, str) and phone:
            yield (*path, "phone"), phone


def _rings_itself(document: Document) -> Iterator[Problem]:
    own = {
        group(entry).get("number"): document.place((*path, "number")).line
        for path, entry in entries(document.data, "numbers")
        if isinstance(group(entry).get("number"), str)
    }
    for path, phone in phones(document.data):
        if phone in own:
            message = Message(
                "%(said)s is the line itself, on line %(line)s",
                said=shown(phone),
                line=own[phone],
            )
            way_out = "write the telephone that stands on the desk"
            yield Problem(document.place(path), message, way_out)


def _operator(document: Document) -> Iterator[Problem]:
    operator = group(document.data).get("operator")
    departments = group(document.data, "departments")
    if isinstance(operator, str) and operator not in departments:
        message = Message(
            "operator %(said)s is not a department of this script", said=shown(operator)
        )
        way_out = did_you_mean(operator, departments)
        yield Problem(document.place(("operator",)), message, way_out)


def _digits(document: Document) -> Iterator[Problem]:
    taken = dict(_language_digits(document.data))
    for key, department in group(document.data, "departments").items():
        digit = group(department).get("key")
        if not isinstance(digit, str):
            continue
        if digit in taken:
            free = [str(n) for n in range(1, 10) if str(n) not in taken]
            message = Message(
                "key %(said)s is also the key of %(other)s",
                said=shown(digit),
                other=taken[digit],
            )
            way_out = (
                Message("%(digit)s is free", digit=free[0])
                if free
                else Message("leave it out")
            )
            place = document.place(("departments", key, "key"))
            yield Problem(place, message, way_out)
        taken.setdefault(digit, shown(key))


def _language_digits(data: Any) -> Iterator[tuple[str, str]]:
    """Keys that change the language: 9, 8, 7 for the others, 6 for the first."""
    languages = [code for _, code in entries(data, "languages") if code in CODES]
    if len(languages) > 1:
        for digit, code in zip("6987", languages, strict=False):
            yield digit, LANGUAGES[code].name


def _numbers(document: Document) -> Iterator[Problem]:
    taken: dict[str, int] = {}
    for path, entry in entries(document.data, "numbers"):
        number = group(entry).get("number")
        place = document.place((*path, "number"))
        if isinstance(number, str):
            if number in taken:
                message = Message(
                    "%(said)s is also on line %(line)s",
                    said=shown(number),
                    line=taken[number],
                )
                yield Problem(place, message, "each number answers in one way")
            taken.setdefault(number, place.line)
        yield from _answers(document, path, group(entry))


def _answers(
    document: Document, path: Path, entry: dict[str, Any]
) -> Iterator[Problem]:
    departments = group(document.data, "departments")
    department, agent = entry.get("department"), entry.get("agent")
    if isinstance(department, str) and department not in departments:
        message = Message(
            "%(said)s is not a department of this script", said=shown(department)
        )
        way_out = did_you_mean(department, departments)
        yield Problem(document.place((*path, "department")), message, way_out)
        return
    if not isinstance(agent, str):
        return
    searched = [department] if isinstance(department, str) else list(departments)
    named = [(key, name) for key in searched for name in agent_names(departments[key])]
    found = {key for key, name in named if name == agent}
    place = document.place((*path, "agent"))
    if not found:
        message = Message(
            "%(said)s is not an agent of this department"
            if isinstance(department, str)
            else "%(said)s is not an agent of this script",
            said=shown(agent),
        )
        yield Problem(place, message, did_you_mean(agent, [name for _, name in named]))
    elif len(found) > 1:
        message = Message(
            "%(said)s is in %(count)s departments", said=shown(agent), count=len(found)
        )
        yield Problem(
            place,
            message,
            Message(
                "add, for example: %(example)s", example=f"department: {min(found)}"
            ),
        )


def agent_names(department: Any) -> Iterator[str]:
    """Every spoken name of every agent of a department, in each language."""
    for _, agent in entries(department, "agents"):
        name = group(agent).get("name")
        spoken = name.values() if isinstance(name, dict) else [name]
        yield from (text for text in spoken if isinstance(text, str))
