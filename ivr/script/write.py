"""Answers to a few questions, written down as a commented call script."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

from ivr.script.answers import AnsweringDepartment, Answers
from ivr.script.starting import Starting, starting

_PLAIN = re.compile(r"[^\W\d_][\w .,'’()/+«»-]*")
_NOT_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def write(answers: Answers) -> str:
    """The YAML text of a call script, commented in its first language."""
    first = starting(answers.languages[0])
    said = first.comments
    keys = department_keys(answers)
    return "\n".join(
        [
            *_comment(said["head"].format(company=_one_line(answers.company))),
            *_texts("company", answers.companies or {"": answers.company}),
            "languages:",
            *(f"  - {language}" for language in answers.languages),
            f"country: {answers.country or first.country}",
            f"timezone: {answers.timezone or first.timezone}",
            "",
            *_comment(said["hours"]),
            "hours:",
            *(
                f"  {days}: {times}"
                for days, times in (answers.hours or first.hours).items()
            ),
            "",
            *_comment(said["holidays"]),
            "holidays:",
            "  - 01-01",
            "  - 12-25",
            "",
            *_comment(said["address"]),
            f"# address: {first.address}",
            "",
            *(
                (*_texts("emergency", answers.emergency), "")
                if answers.emergency
                else ()
            ),
            *_comment(said["departments"]),
            "departments:",
            *_departments(answers, keys),
            *_comment(said["operator"]),
            f"operator: {keys[0]}",
            "",
            *_last(first, answers),
        ]
    )


def _last(first: Starting, answers: Answers) -> Iterator[str]:
    said, phone = first.comments, answers.departments[0].agents[0].phone
    yield from _comment(said["manager"])
    yield from ("# manager:", f"#   name: {first.manager}", f"#   phone: {phone}", "")
    yield from _comment(said["numbers"])
    yield from ("# numbers:", f"#   - number: {phone[:4]}…", "")
    yield from _comment(said["hold"])
    yield from ("hold:", "  update_every: 30", "  ask_again_after: 10", "")
    yield from _comment(said["callback"])
    yield from ("callback:", "  offered: true", "  earliest: 30", "")
    yield from _comment(said["voicemail"])
    yield from ("voicemail:", "  reply_within: 4", "  longest: 120", "")


def department_keys(answers: Answers) -> tuple[str, ...]:
    """A key for each department: the usual one, or its name in plain letters."""
    keys: list[str] = []
    for number, department in enumerate(answers.departments, 1):
        kind = _kind(department.name, answers.languages)
        key = (
            department.key
            or kind
            or plain_letters(department.name)
            or f"department-{number}"
        )
        keys.append(f"{key[:36]}-{number}" if key in keys else key)
    return tuple(keys)


def _departments(answers: Answers, keys: tuple[str, ...]) -> Iterator[str]:
    said = starting(answers.languages[0]).comments
    for number, department in enumerate(answers.departments):
        names, handles = _spoken(department, answers.languages)
        yield f"  {keys[number]}:"
        yield from _texts("name", names, "    ")
        if number < 5:
            yield f"    key: {number + 1}"
        if number == 0:
            yield from _comment(said["handles"], "    ")
        yield from _handles(handles)
        if number == 0:
            yield from _comment(said["agents"], "    ")
        yield "    agents:"
        for agent in department.agents:
            named = _texts("name", agent.names or {"": agent.name}, "        ")
            yield f"      - {next(named).strip()}"
            yield from named
            yield f"        phone: {agent.phone}"
        yield ""


def _texts(key: str, said: Mapping[str, str], indent: str = "") -> Iterator[str]:
    """A text by language; once where all languages have the same words."""
    if len(set(said.values())) == 1:
        yield f"{indent}{key}: {quoted(next(iter(said.values())))}"
        return
    yield f"{indent}{key}:"
    for language, text in said.items():
        yield f"{indent}  {language}: {quoted(text)}"


def _handles(handles: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield "    handles:"
    if len(handles) == 1:
        for sentence in next(iter(handles.values())):
            yield f"      - {quoted(sentence)}"
        return
    for language, sentences in handles.items():
        yield f"      {language}:"
        for sentence in sentences:
            yield f"        - {quoted(sentence)}"


def _spoken(
    department: AnsweringDepartment, languages: tuple[str, ...]
) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """The name and the example sentences of a department in each language."""
    if department.names and department.handles:
        return department.names, department.handles
    name = department.name
    kind = _kind(name, languages)
    names: dict[str, str] = {}
    handles: dict[str, tuple[str, ...]] = {}
    for language in languages:
        usual = starting(language)
        if kind is None:
            names[language] = name
            handles[language] = tuple(
                sentence.replace("{department}", name) for sentence in usual.general
            )
            continue
        own = usual.kind_of(name) == kind
        names[language] = name if own else usual.departments[kind].names[0]
        handles[language] = usual.departments[kind].handles
    return names, handles


def _kind(name: str, languages: tuple[str, ...]) -> str | None:
    kinds = (starting(language).kind_of(name) for language in languages)
    return next((kind for kind in kinds if kind), None)


def quoted(text: str) -> str:
    """A text as YAML: plain where every reader takes it for a text, else in quotes."""
    if (
        _PLAIN.fullmatch(text)
        and text.lower() not in _NOT_TEXT
        and text == text.strip()
    ):
        return text
    return json.dumps(text, ensure_ascii=False)


def plain_letters(name: str) -> str:
    """A name in small letters a-z, digits and hyphens."""
    letters = unicodedata.normalize(
        "NFKD", name.lower().replace("ø", "o").replace("æ", "ae")
    )
    plain = letters.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _comment(text: str, indent: str = "") -> list[str]:
    return [f"{indent}# {line}" for line in text.strip().splitlines()]
