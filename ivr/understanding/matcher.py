"""A plain matcher: which department's examples an utterance resembles most."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ivr.understanding.utterance import tokens

GRAM = 4  # letters of a word piece: long enough to mean something, short for inflection
LEAST_SIMILAR = 0.25  # below this an utterance resembles no department
LEAST_MARGIN = 0.04  # two departments closer than this are told apart by asking


class Matcher(Protocol):
    """Finds the department that an utterance is about."""

    def match(self, words: str) -> str | None:
        """The department's key, or None when none is near or two are."""


@dataclass(frozen=True)
class ExampleMatcher:
    """Compares word pieces, the rarer the weightier (tf-idf, cosine)."""

    weights: Mapping[str, float]
    examples: tuple[tuple[str, Mapping[str, float], float], ...]

    @classmethod
    def of(cls, examples: Mapping[str, Iterable[str]]) -> "ExampleMatcher":
        """A matcher from example sentences by department."""
        counted = [
            (key, _pieces(said)) for key, all_ in examples.items() for said in all_
        ]
        documents = Counter(piece for _, pieces in counted for piece in pieces)
        weights = {
            piece: math.log((1 + len(counted)) / found) + 0.1
            for piece, found in documents.items()
        }
        vectors = []
        for key, pieces in counted:
            vector = {p: n * weights[p] for p, n in pieces.items()}
            vectors.append((key, vector, _length(vector)))
        return cls(weights, tuple(vectors))

    def match(self, words: str) -> str | None:
        """The most similar department; ties and strangers give None."""
        heard = {p: n * self.weights.get(p, 0) for p, n in _pieces(words).items()}
        length = _length(heard)
        best: dict[str, float] = {}
        for key, vector, own in self.examples:
            shared = sum(n * vector.get(p, 0) for p, n in heard.items())
            similar = shared / (length * own) if length and own else 0.0
            best[key] = max(best.get(key, 0.0), similar)
        ranked = sorted(best.items(), key=lambda found: -found[1])
        if not ranked or ranked[0][1] < LEAST_SIMILAR:
            return None
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAST_MARGIN:
            return None
        return ranked[0][0]


def _pieces(words: str) -> Counter[str]:
    """Whole words and their leading letters, so that inflected forms meet."""
    found: Counter[str] = Counter()
    for word in tokens(words):
        if len(word) < 3:
            continue
        found[word] += 1
        padded = f"<{word}>"
        for start in range(len(padded) - GRAM + 1):
            found[padded[start : start + GRAM]] += 1
    return found


def _length(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(n * n for n in vector.values()))
