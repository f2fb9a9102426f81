"""Several voices as one: each language by the voice that speaks it best."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ivr.speech.carrier_voice import is_carriers
from ivr.speech.errors import LanguageNotSpoken
from ivr.speech.grade import Engine, Grade
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound


class Ensemble:
    """The first caller-grade voice of a language speaks it, else the first draft."""

    def __init__(self, members: Sequence[Engine]) -> None:
        self.members = tuple(members)
        self.name = ",".join(member.name for member in members)
        self.voice = ",".join(member.voice for member in members)
        grades: dict[str, Grade] = {}
        for member in members:
            for language, grade in member.grades.items():
                if grades.get(language) is not Grade.CALLER:
                    grades[language] = grade
        self.grades: Mapping[str, Grade] = MappingProxyType(grades)

    def speak(self, prompt: Prompt) -> Sound:
        """In the voice that the prompt asks for; raises LanguageNotSpoken."""
        member = speaker(self, prompt)
        if member is None:
            raise LanguageNotSpoken(self.name, prompt.language)
        return member.speak(prompt)


def speaker(engine: Engine, prompt: Prompt) -> Engine | None:
    """Who speaks a prompt here: the voice it asks for, else the best of its language.

    Where it asks for a voice of the carrier's, the best one stands in for it.
    """
    language, asked = prompt.language, prompt.voice
    able = [
        member
        for member in members(engine)
        if language in member.grades and (asked == member.name or _is_open(asked))
    ]
    fit = [member for member in able if member.grades[language] is Grade.CALLER]
    return next(iter(fit or able), None)


def grade(engine: Engine, prompt: Prompt) -> Grade | None:
    """Whether callers may hear a prompt as it is spoken here; None for no voice.

    Who stands in for the carrier's voice is heard in previews only.
    """
    found = speaker(engine, prompt)
    if found is None:
        return None
    return Grade.DRAFT if is_carriers(prompt.voice) else found.grades[prompt.language]


def members(engine: Engine) -> tuple[Engine, ...]:
    """The voices of an engine: itself, or those of an ensemble."""
    return engine.members if isinstance(engine, Ensemble) else (engine,)


def _is_open(asked: str) -> bool:
    return not asked or is_carriers(asked)
