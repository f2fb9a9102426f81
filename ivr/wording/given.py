"""Reads prompts that come one a line as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ivr.wording.lexicon import LANGUAGES
from ivr.wording.prompt import Prompt, PromptKind

if TYPE_CHECKING:
    from ivr.script.place import Place


def prompt_of_line(line: str, number: int, place: Place | None = None) -> Prompt:
    """The prompt of a line: `id, language, kind, text`, and names if they are known.

    `lang` is taken for `language`; a line without `kind` is judged as an answer,
    one without `id` gets its number. Raises ValueError with what is wrong.
    """
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this line is no JSON: {error}") from None
    if not isinstance(given, Mapping):
        raise ValueError("this line is no JSON object")
    language = given.get("language", given.get("lang"))
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}; known: {', '.join(LANGUAGES)}")
    return Prompt(
        text=_text(given, "text"),
        language=str(language),
        kind=PromptKind.of(_text(given, "kind", PromptKind.ANSWER)),
        company=_name(given, "company"),
        department=_name(given, "department"),
        agent=_name(given, "agent"),
        seconds=_seconds(given),
        place=place,
        id=str(given.get("id", number)),
    )


def _text(given: Mapping[str, Any], key: str, otherwise: str | None = None) -> str:
    value = given.get(key)
    if value is None:
        value = otherwise
    if not isinstance(value, str):
        raise ValueError(f"{key} is {value!r}; it must be a text")
    return value


def _name(given: Mapping[str, Any], key: str) -> str | None:
    return _text(given, key) if given.get(key) else None


def _seconds(given: Mapping[str, Any]) -> float | None:
    value = given.get("seconds")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"seconds is {value!r}; it must be a number from 0")
    return float(value)
