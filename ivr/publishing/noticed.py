"""What a caller will notice between two call scripts: words, desks, people, hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.languages import LANGUAGES, grammar
from ivr.script.calendar import Calendar
from ivr.script.model import Script
from ivr.speech.repertoire import lasting_sentences

Named = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Change:
    """Something that was before, or is after, or both; "" where it is not."""

    before: str
    after: str


@dataclass(frozen=True)
class Noticed:
    """The differences; `words` by language, `calls` by figure and department."""

    words: Mapping[str, tuple[Change, ...]]
    languages: Change
    departments: tuple[Change, ...]
    people: tuple[Change, ...]
    hours: tuple[Change, ...]
    sounds: tuple[Change, ...]
    calls: Mapping[str, Change]
    rules: tuple[Change, ...]

    @property
    def nothing(self) -> bool:
        """Whether a caller notices nothing at all."""
        return not (
            self.words
            or self.languages != Change("", "")
            or self.departments
            or self.people
            or self.hours
            or self.sounds
            or self.calls
            or self.rules
        )


def noticed(
    before: Script | None,
    after: Script,
    proved_before: Any = None,
    proved_after: Any = None,
) -> Noticed:
    """What changes for callers; certificates tell how calls go."""
    spoken_before = _sentences(before) if before else {}
    spoken_after = _sentences(after)
    words = {
        language: changes
        for language in _in_order(before, after)
        if (changes := tuple(_changes(spoken_before, spoken_after, language)))
    }
    return Noticed(
        words,
        _languages(before, after),
        tuple(_listed(_departments(before), _departments(after))),
        tuple(_listed(_people(before), _people(after))),
        tuple(_hours(before, after)),
        tuple(_listed(_sounds(before), _sounds(after))),
        dict(_calls(proved_before, proved_after)),
        tuple(_rules(proved_before, proved_after)),
    )


def _sentences(script: Script) -> Named:
    """The sentences by language and name; the first of equal names stands for all."""
    found: dict[tuple[str, str], str] = {}
    for sentence in lasting_sentences(script):
        key = (sentence.prompt.language, sentence.name)
        found.setdefault(key, sentence.prompt.text)
    return found


def _changes(before: Named, after: Named, language: str) -> Iterator[Change]:
    """Each change of words once, however many names it stands under."""
    seen: set[Change] = set()
    for key in (*after, *(key for key in before if key not in after)):
        change = Change(before.get(key, ""), after.get(key, ""))
        if key[0] == language and change.before != change.after and change not in seen:
            seen.add(change)
            yield change


def _in_order(before: Script | None, after: Script) -> tuple[str, ...]:
    gone = before.languages if before else ()
    return tuple(dict.fromkeys((*after.languages, *gone)))


def _languages(before: Script | None, after: Script) -> Change:
    if before is None or before.languages == after.languages:
        return Change("", "")
    return Change(" ".join(before.languages), " ".join(after.languages))


def _departments(script: Script | None) -> dict[str, str]:
    if script is None:
        return {}
    first = script.languages[0]
    return {key: d.name.in_(first) or key for key, d in script.departments.items()}


def _people(script: Script | None) -> dict[str, str]:
    """Who answers, by telephone: a person who changed the name stays the person."""
    if script is None:
        return {}
    first = script.languages[0]
    staff = [agent for d in script.departments.values() for agent in d.agents]
    if script.manager:
        staff.append(script.manager)
    return {agent.phone: agent.name.in_(first) or agent.phone for agent in staff}


def _sounds(script: Script | None) -> dict[str, str]:
    """In whose voices the line speaks, how it says names, and what plays on hold."""
    if script is None:
        return {}
    voices = {
        code: f"{LANGUAGES[code].name}: {voice}"
        for code, voice in script.voices
        if voice and code in script.languages
    }
    names = {
        f"{name} {code}": f"{name}: {spelling}"
        for name, words in script.pronounce.items()
        for code in script.languages
        if (spelling := words.in_(code))
    }
    return voices | names | {"hold": script.hold.music}


def _listed(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        change = Change(before.get(key, ""), after.get(key, ""))
        if before and change.before != change.after:
            yield change


def _hours(before: Script | None, after: Script) -> Iterator[Change]:
    if before is None:
        return
    for change in (
        Change(_spoken_hours(before, after), _spoken_hours(after, after)),
        Change(", ".join(before.holidays), ", ".join(after.holidays)),
    ):
        if change.before != change.after:
            yield change


def _spoken_hours(script: Script, reader: Script) -> str:
    if not script.hours:
        return ""
    return grammar(reader.languages[0]).hours(Calendar.of(script).bands())


def _calls(before: Any, after: Any) -> Iterator[tuple[str, Change]]:
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return
    old, new = before.get("figures") or {}, after.get("figures") or {}
    for name in FIGURES:
        if name in old and name in new and old[name] != new[name]:
            yield name, Change(str(old[name]), str(new[name]))
    seconds = {way["department"]: way["typical"] for way in old.get("departments", ())}
    for way in new.get("departments", ()):
        known = seconds.get(way["department"])
        if known is not None and known != way["typical"]:
            yield way["department"], Change(str(known), str(way["typical"]))


FIGURES = ("longest_greeting", "longest_silence", "longest_gap", "most_decisions")


def _rules(before: Any, after: Any) -> Iterator[Change]:
    """Rules that are proved of one script and not of the other."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return
    old, new = _proved(before), _proved(after)
    yield from (Change(rule, "") for rule in sorted(old - new))
    yield from (Change("", rule) for rule in sorted(new - old))


def _proved(certificate: dict[str, Any]) -> set[str]:
    rules = certificate.get("rules") or {}
    return {code for code, rule in rules.items() if rule["verdict"] == "proved"}
