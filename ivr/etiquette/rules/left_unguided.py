"""A caller who is not understood is helped along, and not just asked again.

Many callers do not know what to say. After an answer to an open question that the
line does not understand it gives examples, names the choices, or offers a person.

Bad:
    greeting: unclear -> again
Good:
    greeting: unclear -> examples-unclear
Source: E52 in the etiquette; Williams and Witt, repair after one failure
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.flow import Kind, State

CODE = "HUM012"
NAME = "left-unguided"
SERVES = ("E11", "E52")
START = ""

GUIDES = (
    "after-hours.",
    "greeting-line.examples",
    "menu.option",
    "transfer-question.",
    "voicemail.question",
)


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at what follows where an open question brought nothing."""
    lost = turn.cue in ("unclear", "silence") and _is_open(turn.before)
    if not lost or turn.after.kind in (Kind.ASIDE, Kind.CLOSING):
        return memory
    if any(phrase.startswith(GUIDES) for phrase in turn.phrases):
        return memory
    return BROKEN if _has_examples(turn) else memory


def _is_open(state: State) -> bool:
    return "department" in state.edges and not {"yes", "hold"} & set(state.edges)


def _has_examples(turn: Turn) -> bool:
    return any(
        all(department.examples.get(language) for language in turn.flow.languages)
        for department in turn.flow.departments.values()
    )
