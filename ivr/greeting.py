"""Composes greetings: company, department, the agent's name, an open question."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ivr.languages import SLOT, fill, grammar, phrasebook
from ivr.script.model import Agent, Script
from ivr.script.spoken import Words

MORNING = 9  # o'clock: the hour of a greeting that is composed before any call

OWN_WORDS = {
    "line": "greeting-line.line",
    "department": "greeting-department.department",
    "agent": "greeting-agent.agent",
    "voicemail": "voicemail.agent",
    "after_hours": "after-hours.closed",
}

Slots = Mapping[str, Callable[[], str | None]]
OwnWords = Mapping[tuple[str, str], str]


class GreetingKind(StrEnum):
    """Who greets: the line, a department, an agent, an agent's voicemail."""

    LINE = "line"
    DEPARTMENT = "department"
    AGENT = "agent"
    VOICEMAIL = "voicemail"


@dataclass(frozen=True)
class Greeting:
    """One greeting in one language; department and agent by their spoken names."""

    kind: GreetingKind
    language: str
    department: str
    agent: str
    text: str


def compose(script: Script, hour: int = MORNING) -> tuple[Greeting, ...]:
    """Every greeting of a line: in each language first the line's own, then each
    department's with its agents' answering scripts and voicemail greetings.

    `hour` (0-23) decides between "Good morning" and "Good afternoon". A part that
    the script lacks is left out; a greeting that has nothing to say is left out.
    """
    own = own_words(script)
    return tuple(
        greeting
        for language in script.languages
        for greeting in _greetings(script, own, language, hour)
        if greeting.text
    )


def own_words(script: Script) -> dict[tuple[str, str], str]:
    """The owner's own texts by (phrase, language): they replace the phrasebook's."""
    given = {
        phrase: getattr(script.greetings, name) for name, phrase in OWN_WORDS.items()
    }
    given["after-hours.emergency"] = script.emergency
    return {
        (phrase, language): text
        for phrase, words in given.items()
        for language, text in texts(words, script.languages).items()
    }


def texts(words: Words | None, languages: tuple[str, ...]) -> dict[str, str]:
    """A text of the script by language, without the languages that lack it."""
    said = {language: words.in_(language) for language in languages} if words else {}
    return {language: text for language, text in said.items() if text}


def worded(own: OwnWords, language: str, name: str, slots: Slots) -> str | None:
    """The phrase in the owner's words or else the phrasebook's, with its slots filled.

    None where it has a slot that nothing fills: no caller may hear a blank.
    """
    for words in (own.get((name, language)), phrasebook(language).get(name)):
        if words:
            needed = {s: slots[s]() for s in SLOT.findall(words) if s in slots}
            try:
                return fill(words, **needed)
            except ValueError:
                continue
    return None


def _greetings(
    script: Script, own: OwnWords, language: str, hour: int
) -> Iterator[Greeting]:
    def greeting(
        kind: GreetingKind, department: str | None = None, agent: str | None = None
    ) -> Greeting:
        slots: Slots = {
            "company": lambda: script.company.in_(language),
            "daypart": lambda: grammar(language).daypart(hour),
            "department": lambda: department,
            "agent": lambda: agent,
            "within": lambda: grammar(language).within(script.voicemail.reply_within),
        }
        text = worded(own, language, PHRASES[kind], slots)
        return Greeting(kind, language, department or "", agent or "", text or "")

    yield greeting(GreetingKind.LINE)
    for department, agents in _desks(script, language):
        if department:
            yield greeting(GreetingKind.DEPARTMENT, department)
        for agent in agents:
            name = agent.name.in_(language)
            yield greeting(GreetingKind.AGENT, department, name)
            yield greeting(GreetingKind.VOICEMAIL, department, name)


def _desks(
    script: Script, language: str
) -> Iterator[tuple[str | None, tuple[Agent, ...]]]:
    for department in script.departments.values():
        yield department.name.in_(language), department.agents
    if script.manager:
        yield None, (script.manager,)


PHRASES: Mapping[GreetingKind, str] = {
    GreetingKind.LINE: "greeting-line.line",
    GreetingKind.DEPARTMENT: "greeting-department.department",
    GreetingKind.AGENT: "greeting-agent.agent",
    GreetingKind.VOICEMAIL: "voicemail.agent",
}
