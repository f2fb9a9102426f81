"""How well a line understands: sentences whose meaning is known, and what it heard."""

from collections.abc import Iterable
from dataclasses import dataclass

from ivr.flow.call import Call
from ivr.flow.machine import start
from ivr.understanding.listener import Listener

NOTHING = "none"


@dataclass(frozen=True)
class Labelled:
    """A sentence, and where it should lead: a department, a wish, or "none".

    "none" is what the line had better ask again about.
    """

    text: str
    route: str
    language: str


@dataclass(frozen=True)
class Judged:
    """A sentence with what it was taken for; "none" where the line asks again."""

    said: Labelled
    taken_for: str

    @property
    def is_right(self) -> bool:
        """Whether it leads where it should."""
        return self.taken_for == self.said.route

    @property
    def is_wrong(self) -> bool:
        """Whether it leads elsewhere; to be asked again is not wrong."""
        return self.taken_for not in (self.said.route, NOTHING)


def route(listener: Listener, language: str, words: str) -> str:
    """What the line takes a caller's first words for: "billing", "person", "none"."""
    call: Call = start(listener.flow).but(state="greeting", language=language)
    meaning = listener.meaning(call, words)
    if meaning is None:
        return NOTHING
    cue, _, value = meaning.partition(":")
    return value if cue == "department" else meaning


def judge(listener: Listener, sentences: Iterable[Labelled]) -> list[Judged]:
    """Each sentence with what the line takes it for."""
    return [
        Judged(said, route(listener, said.language, said.text)) for said in sentences
    ]
