"""Live findings: what callers hear of each field, in seconds and sound."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from flask import url_for

from ivr.script.edits import CannotEdit, Edit, edited
from ivr.script.place import Path
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.diction import AS_WRITTEN, Diction, diction
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.speech.recording import prompt_id
from ivr.speech.repertoire import lasting_sentences
from ivr.telephony.switchboard import Switchboard
from ivr.web import heard
from ivr.web.editor.reading import (
    Reading,
    judged,
    owner_of,
    reading_of,
    spoken_fields,
)
from ivr.web.interface import gettext as _
from ivr.web.rule_words import blamed
from ivr.wording.measures import estimate_seconds
from ivr.wording.typed import Mark, Typed, typed

JSON = dict[str, Any]
_ALIKE = 3  # sentences of one phrase; the others differ in a name only
_MOST_REST = 100  # findings listed beside those at the fields


def field_as_typed(
    board: Switchboard, reading: Reading, path: Path, language: str, text: str
) -> JSON:
    """One field with a text that is not saved yet."""
    try:
        data = edited(reading.data, [Edit("say", path, text, language)])
    except CannotEdit:
        data = reading.data
    return _field(board.library, reading, data, path, language)


def all_fields(board: Switchboard, reading: Reading) -> Iterator[JSON]:
    """Every field that callers hear, as it is saved, and where it is recorded."""
    recordable = _recordable(reading.text)
    for path, language in spoken_fields(reading.data):
        field = _field(board.library, reading, reading.data, path, language)
        for each in field["heard"]:
            id = prompt_id(Prompt(each["text"], language))
            if id in recordable:
                each["record"] = url_for("studio.prompt", id=id)
        yield field


def other_findings(reading: Reading) -> list[JSON]:
    """What the whole script is blamed for beside its fields, each with its line."""
    shown = []
    at_fields = _codes_at_fields(reading)
    for judgement, found, path in judged(reading.text):
        if found.code in at_fields.get(owner_of(path), ()):
            continue
        place = found.place
        shown.append(
            {
                "code": found.code,
                "name": found.name,
                "severity": str(found.severity),
                "message": blamed(found.message),
                "suggestion": found.suggestion,
                "heard": judgement.prompt.text,
                "language": judgement.prompt.language,
                "line": place.line if place else 1,
                "column": place.column if place else 1,
                "path": list(path),
            }
        )
    return shown[:_MOST_REST]


def heard_at(
    board: Switchboard, reading: Reading, language: str, moments: Collection[str]
) -> list[JSON]:
    """What callers hear at some moments of a call, a few sentences of each phrase."""
    if reading.loaded is None:
        return []
    alike: Counter[str] = Counter()
    told = []
    for sentence in lasting_sentences(reading.loaded.script):
        phrase = sentence.name.split()[0]
        if (
            phrase.partition(".")[0] in moments
            and sentence.prompt.language == language
            and alike[phrase] < _ALIKE
        ):
            alike[phrase] += 1
            told.append(_sounding(board.library, sentence.prompt))
    return told


@lru_cache(maxsize=8)
def _recordable(text: str) -> frozenset[str]:
    """The prompts of a sound script that can be recorded, by their ids."""
    loaded = reading_of(text).loaded
    if loaded is None:
        return frozenset()
    return frozenset(prompt_id(s.prompt) for s in lasting_sentences(loaded.script))


def _codes_at_fields(reading: Reading) -> dict[Path, set[str]]:
    """The rules whose findings are shown at a field itself."""
    codes: dict[Path, set[str]] = {}
    for path, language in spoken_fields(reading.data):
        marks = typed(reading.data, path, language).marks
        codes.setdefault(path, set()).update(mark.code for mark in marks)
    return codes


def _field(
    library: Library, reading: Reading, data: Any, path: Path, language: str
) -> JSON:
    found = typed(data, path, language, reading.silenced(path, language))
    return {
        "path": list(path),
        "language": language,
        "heard": _heard(library, _aloud(reading), found, language),
        "marks": [_mark(mark) for mark in found.marks],
    }


def _heard(library: Library, aloud: Diction, found: Typed, language: str) -> list[JSON]:
    return [_sounding(library, aloud.prompt(text, language)) for text in found.heard]


def _sounding(library: Library, prompt: Prompt) -> JSON:
    """A prompt with its length and its sound, and what callers hear instead."""
    text, language = prompt.text, prompt.language
    sound = library.find_preview(prompt)
    seconds = sound.seconds if sound else estimate_seconds(text, language)
    own = bool(sound and sound.own)
    return {
        "text": text,
        "seconds": round(seconds, 1),
        "sound": sound.hash if sound else "",
        "notice": _("your own voice") if own else _grade(library, prompt),
        "speaks": own or heard.can_speak(library, prompt),
    }


def _grade(library: Library, prompt: Prompt) -> str:
    """Whose voice callers hear, where it is not the one that is heard here."""
    grade = library.grade(prompt)
    if grade is Grade.CALLER:
        return ""
    name = {"name": carrier_voice(prompt).spoken_name}
    if grade is Grade.DRAFT:
        return _("draft: callers hear Twilio's %(name)s") % name
    return _("callers hear Twilio's %(name)s") % name


def _aloud(reading: Reading) -> Diction:
    return diction(reading.loaded.script) if reading.loaded else AS_WRITTEN


def _mark(mark: Mark) -> JSON:
    return vars(mark) | {
        "severity": str(mark.severity),
        "message": blamed(mark.message),
    }
