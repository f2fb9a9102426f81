"""A plain matcher: which department's examples an utterance resembles most."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ivr.languages import everyday, heard, phrasebook
from ivr.understanding.utterance import tokens

GRAM = 4  # letters of a word piece: long enough to mean something, short for inflection
EVERYDAY = 100  # a piece in one of so many everyday sentences counts half
EVERYDAY_WORD = 0.2  # weight of a word that says nothing about a need
STRANGE = 0.3  # weight of a piece that no example has: it speaks against all of them
FURTHER = 0.3  # what the second and third best example of a department add
LEAST_SIMILAR = 0.24  # below this an utterance resembles no department
LEAST_MARGIN = 0.08  # two departments closer than this are told apart by asking


TEMPER = ("upset", "abuse")  # how callers feel says nothing about what they need


class Matcher(Protocol):
    """Finds the department that an utterance is about."""

    def match(self, words: str) -> str | None:
        """The department's key, or None when none is near or two are."""


@dataclass(frozen=True)
class ExampleMatcher:
    """Compares word pieces, the rarer the weightier (tf-idf, cosine).

    `places` tells in which examples a piece is, and what it weighs there.

    Pieces that callers use whatever they want ("about", "I would like") weigh little:
    how often they occur is counted in the language's own phrasebook and sayings.
    """

    language: str
    weights: Mapping[str, float]
    strange: float
    examples: tuple[tuple[str, float], ...]
    places: Mapping[str, tuple[tuple[int, float], ...]]

    @classmethod
    def of(
        cls, examples: Mapping[str, Iterable[str]], language: str
    ) -> "ExampleMatcher":
        """A matcher from example sentences by department, in one language."""
        counted = [
            (key, _pieces(said, language))
            for key, all_ in examples.items()
            for said in all_
        ]
        common = _common(language)
        found = Counter(piece for _, pieces in counted for piece in pieces)
        weights = {
            piece: (math.log((1 + len(counted)) / times) + 0.1)
            / (1 + common.get(piece, 0.0))
            for piece, times in found.items()
        }
        lengths = []
        places: dict[str, list[tuple[int, float]]] = {}
        for place, (key, pieces) in enumerate(counted):
            vector = {p: n * weights[p] for p, n in pieces.items()}
            lengths.append((key, _length(vector)))
            for piece, weight in vector.items():
                places.setdefault(piece, []).append((place, weight))
        strange = STRANGE * math.log(1 + len(counted))
        found_at = {piece: tuple(all_) for piece, all_ in places.items()}
        return cls(language, weights, strange, tuple(lengths), found_at)

    def match(self, words: str) -> str | None:
        """The most similar department; ties and strangers give None."""
        ranked = self.similarities(words)
        if not ranked or ranked[0][1] < LEAST_SIMILAR:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAST_MARGIN:
            return None
        return ranked[0][0]

    def similarities(self, words: str) -> list[tuple[str, float]]:
        """Each department with how similar it is, the most similar first."""
        said = {
            p: n * self._weight(p) for p, n in _pieces(words, self.language).items()
        }
        length = _length(said)
        shared = [0.0] * len(self.examples)
        for piece, n in said.items():
            for place, weight in self.places.get(piece, ()):
                shared[place] += n * weight
        each: dict[str, list[float]] = {}
        for (key, own), both in zip(self.examples, shared, strict=True):
            similar = both / (length * own) if length and own else 0.0
            each.setdefault(key, []).append(similar)
        ranked = [(key, _together(found)) for key, found in each.items()]
        return sorted(ranked, key=lambda found: -found[1])

    def _weight(self, piece: str) -> float:
        known = self.weights.get(piece)
        if known is not None:
            return known
        return self.strange / (1 + _common(self.language).get(piece, 0.0))


def _together(similar: list[float]) -> float:
    best, *others = sorted(similar, reverse=True)
    return best + FURTHER * sum(others[:2])


@cache
def _common(language: str) -> Mapping[str, float]:
    """How often each piece occurs in a hundred sentences of any call."""
    sayings = [
        said
        for meaning, sayings in heard(language).items()
        if meaning not in TEMPER
        for said in sayings
    ]
    sentences = [*sayings, *phrasebook(language).values()]
    found = Counter(p for said in sentences for p in _pieces(said, language))
    return {piece: EVERYDAY * n / len(sentences) for piece, n in found.items()}


def _pieces(words: str, language: str) -> dict[str, float]:
    """Whole words and the runs of letters in them, so that inflected forms meet."""
    found: dict[str, float] = {}
    for word in tokens(words):
        if len(word) < 2:
            continue
        weight = EVERYDAY_WORD if word in everyday(language) else 1.0
        padded = f"<{word}>"
        runs = (padded[i : i + GRAM] for i in range(len(padded) - GRAM + 1))
        for piece in (word, *runs):
            found[piece] = found.get(piece, 0.0) + weight
    return found


def _length(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(n * n for n in vector.values()))
