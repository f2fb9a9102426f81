"""The line's words during a proof: filled once, with the seconds they can take."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ivr.etiquette.reduction import Reduced
from ivr.etiquette.traced import Asked, TracedCall, grown
from ivr.flow.actions import Words
from ivr.flow.call import Call, Time
from ivr.flow.flow import Flow
from ivr.flow.words import speak
from ivr.languages.spoken_time import SpokenTime

Said = tuple[Words, ...]
Seconds = Callable[[str, str], float]
"""Seconds that a text takes to say in a language."""

# A `<Say>` voice is slower or faster than the estimate by up to this factor.
MARGIN = 1.3

TIMES = tuple(
    Time(0, SpokenTime(day, hour, minute))
    for day, hour, minute in (
        ("today", 9, 0),
        ("tomorrow", 10, 45),
        ("wednesday", 14, 45),
        ("12-24", 20, 45),
    )
)
PLACES = (1, 2, 3, 9)
WAITS = (30, 570, 3570)
HOURS = (8, 13, 19)


class Voice:
    """Speaks as the machine does, each prompt once, and knows its seconds."""

    def __init__(self, flow: Flow, small: Reduced, seconds: Seconds) -> None:
        self.flow = flow
        self.small = small
        self.seconds = seconds
        self._said: dict[tuple[str, ...], Said | Asked[Said]] = {}
        self._example: dict[Words, tuple[Call, tuple[str, ...]]] = {}
        self._bounds: dict[Words, tuple[float, float]] = {}
        self._text: dict[tuple[str, str], float] = {}

    def speak(
        self, _: Flow, call: Call, alternatives: tuple[str, ...]
    ) -> tuple[Words, ...]:
        """What `ivr.flow.words.speak` says on the whole flow."""
        known = here = self._said.get(alternatives)
        while isinstance(here, Asked):
            here = here.ways.get(getattr(call, here.fact))
        if here is not None:
            return here
        reads: dict[str, Any] = {}

        def look(fact: str) -> Any:
            reads[fact] = getattr(call, fact)
            return reads[fact]

        said = speak(self.flow, TracedCall.of(look, call.state), alternatives)
        self._said[alternatives] = grown(known, reads, said)
        for words in said:
            self._example.setdefault(words, (call, alternatives))
        return said

    def bounds(self, words: Words) -> tuple[float, float]:
        """The least and the greatest seconds these words can take on any call.

        The greatest is over every department, agent, time and place that the call
        stands for, times `MARGIN`; the least is the shortest of them over `MARGIN`.
        """
        found = self._bounds.get(words)
        if found is None:
            spoken = self._lengths(words)
            found = min(spoken) / MARGIN, max(spoken) * MARGIN
            self._bounds[words] = found
        return found

    def typical(self, words: Words) -> float:
        """The seconds of the words as they are."""
        return self._seconds(words)

    def _lengths(self, words: Words) -> list[float]:
        if words not in self._example:
            return [self._seconds(words)]
        call, alternatives = self._example[words]
        worst, lengths = call, [self._seconds(words)]
        for variants in (_other_times, _other_waits, self._other_people):
            best = -1.0
            for other in variants(worst):
                for spoken in speak(self.flow, other, alternatives):
                    if spoken.phrase == words.phrase:
                        length = self._seconds(spoken)
                        lengths.append(length)
                        if length > best:
                            best, longest = length, other
            if best >= 0:
                worst = longest
        return lengths

    def _seconds(self, words: Words) -> float:
        key = (words.text, words.language)
        if key not in self._text:
            self._text[key] = self.seconds(*key)
        return self._text[key]

    def _other_people(self, call: Call) -> Iterable[Call]:
        for key in self.small.stands_for.get(call.department, ()):
            agents = len(self.flow.departments[key].agents)
            people = range(agents) if call.agent >= 0 else (-1,)
            for agent in people:
                yield replace(call, department=key, agent=agent)


def _other_times(call: Call) -> Iterable[Call]:
    for time in TIMES:
        yield replace(call, time=call.time and time, opens=call.opens and time)


def _other_waits(call: Call) -> Iterable[Call]:
    for hour in HOURS:
        yield replace(call, hour=hour)
    for waited in WAITS:
        for place in PLACES:
            yield replace(
                call,
                waited=waited if call.waited >= WAITS[0] else call.waited,
                place=place if call.place else 0,
                minutes=10 if call.minutes else 0,
            )
