"""What a caller means at this point of a call: an answer, a wish, a department."""

from collections.abc import Container, Mapping
from functools import cache

from ivr.flow.call import Call
from ivr.flow.flow import MANAGER, Flow
from ivr.languages import heard
from ivr.understanding.matcher import ExampleMatcher, Matcher
from ivr.understanding.utterance import tokens

# An answer such as "yes" counts only in a short utterance: a longer one states a need.
# Of two that fit equally well the first counts, so that doubt is never a consent.
SHORT = 5
ANSWERS = ("no", "yes", "hold", "callback", "message", "nothing-else", "repeat")
WISHES = ("manager", "person", "callback", "message", "hours", "address")
CONSENTS = ("yes", "hold")
ABUSE, UPSET = "abuse", "upset"
NEGATION = "negation"  # words that take a consent back
LONGEST_SAYING = 12  # words
NAME_STEM = 3  # letters of a name that must agree before its inflected ending


class Listener:
    """Understands callers of one line, in each of its languages."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.matchers: Mapping[str, Matcher] = {
            language: ExampleMatcher.of(
                {
                    key: (
                        *department.examples.get(language, ()),
                        department.name[language],
                    )
                    for key, department in flow.departments.items()
                    if key != MANAGER
                },
                language,
            )
            for language in flow.languages
        }

    def meaning(self, call: Call, words: str) -> str | None:
        """The cue for `Spoke`: "yes", "department:billing", …; None: not understood."""
        state = self.flow.states.get(call.state)
        expected = state.edges if state else {}
        said = tokens(words)
        if not said:
            return None
        if temper := _temper(call.language, said, expected):
            return temper
        if len(said) <= SHORT:
            for answer in _by_length(call.language, said, (*ANSWERS, *WISHES)):
                if answer not in ANSWERS and answer in expected:
                    break
                if answer in expected or answer == "repeat":
                    return answer
        if "agent" in expected and (agent := self._agent(call, said)):
            return agent
        for wish in _by_length(call.language, said, WISHES):
            if wish in expected:
                return wish
        opening = _opening(call.language, said)
        reply = opening if opening in expected else None
        if "department" in expected:
            company = tokens(self.flow.company.get(call.language, ""))
            need = " ".join(word for word in said if word not in company)
            department = self.matchers[call.language].match(need)
            if department and not (reply and department == call.department):
                return f"department:{department}"
        return reply

    def _agent(self, call: Call, said: tuple[str, ...]) -> str | None:
        ordinary = _ordinary(call.language)
        company = tokens(self.flow.company.get(call.language, ""))
        for department in self.flow.departments.values():
            for index, names in enumerate(department.agents):
                called = [
                    name
                    for name in tokens(names[call.language])
                    if name not in ordinary and name not in company
                ]
                if any(_is_name(name, said) for name in called):
                    if department.key == MANAGER:
                        return "manager"
                    return f"agent:{department.agent_id(index)}"
        return None


def _is_name(name: str, said: tuple[str, ...]) -> bool:
    """The name, or an inflected form of it ("Мариной" for "Марина")."""
    stem = name[: max(NAME_STEM, len(name) - 1)]
    return any(
        word == name or (word.startswith(stem) and len(word) <= len(name) + 2)
        for word in said
        if len(name) >= NAME_STEM
    )


@cache
def _sayings(language: str) -> Mapping[tuple[str, ...], str]:
    """What each saying means."""
    return {
        tokens(saying): meaning
        for meaning, sayings in heard(language).items()
        if meaning != NEGATION
        for saying in sayings
    }


@cache
def _ordinary(language: str) -> frozenset[str]:
    """Words that callers say of anything; an agent named so is asked for by others."""
    return frozenset(word for saying in _sayings(language) for word in saying)


@cache
def _negations(language: str) -> frozenset[str]:
    return frozenset(heard(language)[NEGATION])


def _by_length(
    language: str, said: tuple[str, ...], meanings: tuple[str, ...]
) -> list[str]:
    """The meanings whose sayings occur in the utterance, the longest saying first."""
    known = _sayings(language)
    longest: dict[str, int] = {}
    for start in range(len(said)):
        for end in range(start + 1, min(start + LONGEST_SAYING, len(said)) + 1):
            meaning = known.get(said[start:end])
            if meaning in meanings and _counts(language, meaning, said, start, end):
                longest[meaning] = max(longest.get(meaning, 0), end - start)
    found = [meaning for meaning in dict.fromkeys(meanings) if meaning in longest]
    return sorted(found, key=lambda meaning: -longest[meaning])


def _temper(
    language: str, said: tuple[str, ...], expected: Container[str]
) -> str | None:
    """Abuse wherever it is heard; that the caller is upset unless a wish says more."""
    known = (UPSET, *ANSWERS, *WISHES)
    if ABUSE in expected and _by_length(language, said, (ABUSE,)):
        return ABUSE
    heard_most = next(iter(_by_length(language, said, known)), "")
    return UPSET if heard_most == UPSET and UPSET in expected else None


def _opening(language: str, said: tuple[str, ...]) -> str | None:
    """The answer that begins a longer utterance: "Yes please, that would be great"."""
    known = _sayings(language)
    for end in range(min(LONGEST_SAYING, len(said)), 0, -1):
        meaning = known.get(said[:end])
        if meaning in ANSWERS and _counts(language, meaning, said, 0, end):
            return meaning
    return None


def _counts(
    language: str, meaning: str, said: tuple[str, ...], start: int, end: int
) -> bool:
    """Whether a saying means what it is listed for, at this place of the utterance.

    "Hold" within "I'd hate to hold" is no consent: a single word must be all that is
    said, or a yes or no that begins it, and a "not" elsewhere takes a consent back.
    "What did you say" asks to repeat only where nothing follows.
    """
    whole = end - start == len(said)
    if meaning in CONSENTS and not whole:
        rest = (*said[:start], *said[end:])
        if not _negations(language).isdisjoint(rest):
            return False
    if meaning == ABUSE:
        return True
    if end - start == 1:
        return whole or (meaning in ("yes", "no") and start == 0)
    return meaning != "repeat" or end == len(said)
