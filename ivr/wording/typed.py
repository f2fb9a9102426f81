"""One field of a call script while somebody types in it: what callers hear of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from ivr.greeting import MORNING, OWN_WORDS
from ivr.languages import grammar, phrasebook
from ivr.languages.spoken_time import SpokenTime
from ivr.script.edits import said, value_at
from ivr.script.place import Path
from ivr.script.reference import entries, group
from ivr.wording.check import check_prompt
from ivr.wording.finding import Finding, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.rulebook import rulebook
from ivr.wording.template import Filled, Letter, filled, unfilled

_MOST = 3  # departments or people with whose names a text is tried
_EMERGENCY = "emergency"
_KINDS = {
    "line": PromptKind.GREETING_LINE,
    "department": PromptKind.GREETING_DEPARTMENT,
    "agent": PromptKind.GREETING_AGENT,
    "voicemail": PromptKind.VOICEMAIL,
    "after_hours": PromptKind.AFTER_HOURS,
}
_OPENS = SpokenTime("tomorrow", 8, 0)
_BY = SpokenTime("today", 15, 15)
_REPLY_WITHIN = 4


@dataclass(frozen=True)
class Mark:
    """A finding at a stretch of the field's own text.

    `becomes` is the field's text with the suggestion taken, empty where the field
    cannot take it.
    """

    start: int
    end: int
    code: str
    name: str
    severity: Severity
    message: str
    suggestion: str
    becomes: str = ""


@dataclass(frozen=True)
class Typed:
    """What callers hear of a field, and what the wording rules say about it."""

    heard: tuple[str, ...]
    marks: tuple[Mark, ...] = ()


class _Said(NamedTuple):
    """One sentence that a field is heard in; its text is the template or a slot.

    What is wrong with the owner's own words is told at their field, not at a name.
    """

    template: str
    slots: Mapping[str, str]
    kind: PromptKind
    slot: str = ""
    composed: bool = False


def is_spoken(path: Path) -> bool:
    """Whether callers hear what is written in a field."""
    return (
        path in (("company",), ("address",), (_EMERGENCY,), ("manager", "name"))
        or (len(path) == 2 and path[0] == "greetings" and path[1] in OWN_WORDS)
        or (len(path) == 3 and path[0] == "departments" and path[2] == "name")
        or (len(path) == 5 and path[2] == "agents" and path[4] == "name")
    )


def typed(
    data: Any, path: Path, language: str, silenced: Collection[str] = ()
) -> Typed:
    """The field as the values of the call script stand, sound or not.

    `silenced` are rules by code or name, beside those that the script ignores.
    """
    ignored = _known({*silenced, *group(data, "wording", "ignore")})
    heard: dict[str, None] = {}
    marks: dict[tuple[str, int, int], Mark] = {}
    for spoken in _sentences(data, path, language):
        whole = filled(spoken.template, spoken.slots)
        heard[whole.text] = None
        for found in check_prompt(_prompt(spoken, whole, language), (), ignored):
            mark = _mark(spoken, whole, found)
            if mark is not None:
                marks.setdefault((mark.code, mark.start, mark.end), mark)
    return Typed(tuple(heard), tuple(marks.values()))


def _sentences(data: Any, path: Path, language: str) -> Iterator[_Said]:
    value = said(value_at(data, path), language)
    value = value if isinstance(value, str) else ""
    match path:
        case ("greetings", name) if name in OWN_WORDS:
            yield from islice(_greetings(data, str(name), language), _MOST)
        case ("emergency",) if value:
            yield _Said(value, _slots(data, language), PromptKind.ANSWER)
        case ("address",) if value:
            words = phrasebook(language)["answer.address"]
            slots = {**_slots(data, language), "address": value}
            yield _Said(words, slots, PromptKind.ANSWER, "address")
        case ("company",) if value:
            yield from _naming(data, language, "company", ("line",))
        case ("manager", "name") if value:
            named = {"agent": value}
            yield from _naming(data, language, "agent", ("agent", "voicemail"), named)
        case ("departments", key, "name") if value:
            named = {"department": value}
            yield from _naming(data, language, "department", ("department",), named)
        case ("departments", key, "agents", _, "name") if value:
            name = said(value_at(data, ("departments", key, "name")), language)
            named = {"agent": value, "department": _text(name)}
            yield from _naming(data, language, "agent", ("agent", "voicemail"), named)


def _naming(
    data: Any,
    language: str,
    slot: str,
    greetings: tuple[str, ...],
    named: Mapping[str, str] | None = None,
) -> Iterator[_Said]:
    """The greetings in which a name is said."""
    for name in greetings:
        for spoken in islice(_greetings(data, name, language, named), 1):
            if "{" + slot + "}" in spoken.template:
                yield spoken._replace(slot=slot)


def _greetings(
    data: Any, name: str, language: str, named: Mapping[str, str] | None = None
) -> Iterator[_Said]:
    """A greeting with the names of each department or person that it is said for."""
    own = _text(said(value_at(data, ("greetings", name)), language))
    template = own or phrasebook(language)[OWN_WORDS[name]]
    common = _slots(data, language)
    if name == "after_hours":
        emergency = _text(said(value_at(data, (_EMERGENCY,)), language))
        if emergency:
            common[_EMERGENCY] = emergency
            template = f"{template} {{{_EMERGENCY}}}"
    for names in [named] if named else _names(data, name, language):
        yield _Said(template, {**common, **names}, _KINDS[name], composed=not own)


def _names(data: Any, greeting: str, language: str) -> Iterator[Mapping[str, str]]:
    if greeting not in ("department", "agent", "voicemail"):
        yield {}
        return
    for department in group(data, "departments").values():
        name = _text(said(group(department).get("name"), language))
        if greeting == "department":
            if name:
                yield {"department": name}
            continue
        for _, agent in entries(department, "agents"):
            agent_name = _text(said(group(agent).get("name"), language))
            if agent_name:
                yield {"department": name, "agent": agent_name}


def _slots(data: Any, language: str) -> dict[str, str]:
    speech = grammar(language)
    reply = value_at(data, ("voicemail", "reply_within"))
    hours = int(reply) if str(reply).isdecimal() and len(reply) < 3 else _REPLY_WITHIN
    return {
        "company": _text(said(value_at(data, ("company",)), language)),
        "daypart": speech.daypart(MORNING),
        "within": speech.within(hours),
        "at": speech.at(_OPENS),
        "by": speech.by(_BY),
    }


def _prompt(spoken: _Said, whole: Filled, language: str) -> Prompt:
    return Prompt(
        whole.text,
        language,
        spoken.kind,
        spoken.slots.get("company", ""),
        spoken.slots.get("department") or None,
        spoken.slots.get("agent") or None,
    )


def _mark(spoken: _Said, whole: Filled, found: Finding) -> Mark | None:
    covered = whole.letters[found.start : max(found.end, found.start + 1)]
    span = _span(spoken, covered)
    if span is None and not whole.letters:
        span = (0, 0)
    if span is None:
        return None
    return Mark(
        *span,
        found.code,
        found.name,
        found.severity,
        found.message,
        found.suggestion,
        _becomes(spoken, found.suggestion),
    )


def _span(spoken: _Said, covered: tuple[Letter, ...]) -> tuple[int, int] | None:
    """The stretch of the field's own text among the letters."""
    if spoken.slot:
        own = [letter.offset for letter in covered if letter.slot == spoken.slot]
        about_more = len(own) < len(covered) and not spoken.composed
        return (min(own), max(own) + 1) if own and not about_more else None
    own_letters = [letter for letter in covered if letter.slot != _EMERGENCY]
    if not own_letters:
        return None
    return (
        min(letter.start for letter in own_letters),
        max(letter.end for letter in own_letters),
    )


def _becomes(spoken: _Said, suggestion: str) -> str:
    if not suggestion or spoken.slot or spoken.composed:
        return ""
    ending = f"{{{_EMERGENCY}}}"
    rewritten = unfilled(suggestion, spoken.template, spoken.slots)
    rewritten = " ".join(rewritten.replace(ending, " ").split())
    before = " ".join(spoken.template.replace(ending, " ").split())
    return "" if rewritten == before else rewritten


def _known(words: Collection[str]) -> tuple[str, ...]:
    return tuple(
        word for word in sorted(words) if any(r.known_as(word) for r in rulebook())
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
