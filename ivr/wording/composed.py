"""Greetings as the line itself would compose them, for suggestions."""

from __future__ import annotations

from functools import lru_cache

from ivr.languages import phrase
from ivr.wording.prompt import Prompt, PromptKind

_PHRASES = {
    PromptKind.GREETING_LINE: "greeting-line.line",
    PromptKind.GREETING_DEPARTMENT: "greeting-department.department",
    PromptKind.GREETING_AGENT: "greeting-agent.agent",
}


def greeting(prompt: Prompt) -> str:
    """The greeting of this kind with the names that are known.

    Empty where a name that it needs is unknown.
    """
    name = _PHRASES.get(prompt.kind)
    if name is None or not prompt.company:
        return ""
    try:
        return phrase(
            prompt.language,
            name,
            company=prompt.company,
            department=prompt.department,
            agent=prompt.agent,
        )
    except ValueError:
        return ""


@lru_cache(maxsize=64)
def plain(language: str, name: str) -> str:
    """A phrase of the phrasebook that has no slots."""
    return phrase(language, name)
