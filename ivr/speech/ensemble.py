"""Several voices as one: each language by the voice that speaks it best."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ivr.speech.errors import LanguageNotSpoken
from ivr.speech.grade import Engine, Grade
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound


class Ensemble:
    """The first caller-grade voice of a language speaks it, else the first draft."""

    def __init__(self, members: Sequence[Engine]) -> None:
        speakers: dict[str, Engine] = {}
        for wanted in (Grade.CALLER, Grade.DRAFT):
            for member in members:
                for language, grade in member.grades.items():
                    if grade is wanted:
                        speakers.setdefault(language, member)
        self._speakers = speakers
        self.name = ",".join(member.name for member in members)
        self.voice = ",".join(member.voice for member in members)
        self.grades: Mapping[str, Grade] = MappingProxyType(
            {language: one.grades[language] for language, one in speakers.items()}
        )

    def speaker(self, language: str) -> Engine:
        """The member that speaks a language; raises LanguageNotSpoken."""
        if language not in self._speakers:
            raise LanguageNotSpoken(self.name, language)
        return self._speakers[language]

    def speak(self, prompt: Prompt) -> Sound:
        return self.speaker(prompt.language).speak(prompt)


def speaker(engine: Engine, language: str) -> Engine:
    """Who speaks a language: a member of an ensemble, or the engine itself."""
    if isinstance(engine, Ensemble) and language in engine.grades:
        return engine.speaker(language)
    return engine
