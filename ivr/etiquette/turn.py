"""One turn of a call as an observer sees it: what happened, and what the line did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ivr.etiquette.presence import Presence
from ivr.flow.actions import (
    Action,
    Ask,
    PlayMusic,
    PlayRingback,
    Record,
    Say,
    Words,
)
from ivr.flow.events import Event
from ivr.flow.flow import Flow, State


class Broken:
    """What an observer answers when the turn breaks its rule."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN: Final = Broken()

# What the caller hears or talks into; everything else happens out of earshot.
AUDIBLE = (Say, Ask, PlayMusic, PlayRingback, Record)


@dataclass(frozen=True, eq=False)
class Turn:
    """An event in a state, and what the line did; turns are compared by identity.

    `bounds` gives the least and greatest seconds of words. `meaning` is what the
    event meant in the state before ("department:billing" for a key, say), and
    `understood` whether that state knows a way on from it. `place` and `minutes`
    are what the line knows of the waiting after the turn. `department` is the one
    that the call is about after the turn, by the name it goes by from here on;
    `twin` is its real name where that is another. `renamed`: from here on agent i
    of the department goes by the number renamed[i]; empty where nobody does.
    `presence` is who is there, where that makes a difference.
    """

    number: int
    flow: Flow
    bounds: Callable[[Words], tuple[float, float]]
    before: State
    event: Event
    meaning: str
    understood: bool
    actions: tuple[Action, ...]
    after: State
    place: int = 0
    minutes: int = 0
    twin: str = ""
    renamed: tuple[int, ...] = ()
    department: str = ""
    presence: Presence = Presence.EVERYBODY

    @property
    def cue(self) -> str:
        """The meaning without its value: "department" of "department:billing"."""
        return self.meaning.partition(":")[0]

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """Everything that is said in this turn, in order."""
        return tuple(
            words
            for action in self.actions
            if isinstance(action, Say | Ask)
            for words in action.words
        )

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """The names of the phrases that are said in this turn, in order."""
        return tuple(words.phrase for words in self.words)

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys of the state in which the turn ends, and their meanings."""
        return self.after.keys

    def does(self, *kinds: type[Action]) -> bool:
        """Whether the line does one of these things in this turn."""
        return not self._kinds.isdisjoint(kinds)

    @cached_property
    def _kinds(self) -> frozenset[type[Action]]:
        return frozenset(map(type, self.actions))

    def known_as(self, agent: str) -> str:
        """What an agent "department/index" goes by after the turn."""
        key, _, index = agent.rpartition("/")
        if self.twin and key in (self.department, self.twin):
            key = self.twin if key == self.department else self.department
        if key == self.department and self.renamed:
            index = str(self.renamed[int(index)])
        return f"{key}/{index}" if key else ""
