"""What a caller means at this point of a call: an answer, a wish, a department."""

from collections.abc import Mapping

from ivr.flow.call import Call
from ivr.flow.flow import MANAGER, Flow
from ivr.languages import heard
from ivr.understanding.matcher import ExampleMatcher, Matcher
from ivr.understanding.utterance import tokens

# An answer such as "yes" counts only in a short utterance: a longer one states a need.
SHORT = 5
ANSWERS = ("yes", "no", "hold", "callback", "message", "nothing-else", "repeat")
WISHES = ("manager", "person", "callback", "message", "hours", "address")
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
                }
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
        known = heard(call.language)
        if len(said) <= SHORT:
            for answer in _by_length(known, said, ANSWERS):
                if answer in expected or answer == "repeat":
                    return answer
        if "agent" in expected and (agent := self._agent(call, said)):
            return agent
        for wish in _by_length(known, said, WISHES):
            if wish in expected:
                return wish
        if "department" in expected:
            department = self.matchers[call.language].match(words)
            return f"department:{department}" if department else None
        return None

    def _agent(self, call: Call, said: tuple[str, ...]) -> str | None:
        for department in self.flow.departments.values():
            for index, names in enumerate(department.agents):
                if any(_is_name(name, said) for name in tokens(names[call.language])):
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


def _by_length(
    known: Mapping[str, tuple[str, ...]],
    said: tuple[str, ...],
    meanings: tuple[str, ...],
) -> list[str]:
    """The meanings whose sayings occur in the utterance, the longest saying first."""
    found = []
    for meaning in meanings:
        longest = max(
            (len(t) for s in known.get(meaning, ()) if _within(t := tokens(s), said)),
            default=0,
        )
        if longest:
            found.append((longest, meaning))
    found.sort(key=lambda pair: -pair[0])
    return [meaning for _, meaning in found]


def _within(saying: tuple[str, ...], said: tuple[str, ...]) -> bool:
    width = len(saying)
    return any(said[i : i + width] == saying for i in range(len(said) - width + 1))
