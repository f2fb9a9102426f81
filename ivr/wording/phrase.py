"""Phrases of the word lists: how they are written, and where they strike.

In a phrase `word` is a word form, `stem*`, `*end` and `*middle*` match parts of one,
`a/b` is a choice, `word?` may be missing, `..` is up to three words of any kind,
`<set>` is a set of words, `<number>` a number, `@` a name, `^` and `$` the edges of
a sentence, `|` the beginning of a clause. Punctuation inside a sentence is passed
over; a phrase never crosses the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

NUMBER, NAME = 0, 1
GAP = 3
_ATOMS = {"<number>": NUMBER, "@": NAME}
_WORD = re.compile(r"\*?[\w'&.+-]+\*?")
_CLAUSES = frozenset(",;:—–-…")


class Token(NamedTuple):
    """A word, number, time of day or slot of a prompt.

    `form` is its lower-case form, `before` the punctuation in front of it, `at`
    its place among the words of the prompt.
    """

    form: str
    start: int
    end: int
    kind: str
    sentence: int
    capital: bool
    opens: bool
    before: str
    at: int


class Span(NamedTuple):
    """A strike: character offsets, and its words from `first` up to `last`."""

    start: int
    end: int
    first: int
    last: int
    phrase: str


Marks = dict[str, dict[str, list[Span]]]  # by rule and list


class Phrase(NamedTuple):
    """A compiled phrase. `parts` are the words that fit at each place, None a gap.

    `opens` is "^" or "|" where the phrase must begin a sentence or a clause.
    """

    rule: str
    words: str
    written: str
    parts: tuple[frozenset[int] | None, ...]
    opens: str
    closes: bool


class Openings(NamedTuple):
    """The phrases that a word can begin: of one word, by second word, with a gap."""

    alone: tuple[Phrase, ...]
    followed: Mapping[int, tuple[Phrase, ...]]
    gapped: tuple[Phrase, ...]


Known = tuple[frozenset[int], tuple[Openings, ...]]


class Atoms:
    """The words of all phrases by number; a form of a prompt may be several."""

    def __init__(self, sets: Mapping[str, Iterable[str]]) -> None:
        self._sets = sets
        self._numbers: dict[str, int] = dict(_ATOMS)
        self._choices: dict[str, frozenset[int]] = {}
        self._exact: dict[str, int] = {}
        self._partial: list[tuple[str, str, int]] = []  # how, piece, atom
        self._counting = frozenset(self.of(word) for word in sets.get("numbers", ()))

    def choices(self, written: str) -> frozenset[int]:
        """The atoms of one place of a phrase: `a/b`, `<set>`, `stem*`.

        Raises ValueError for what could never match a word.
        """
        known = self._choices.get(written)
        if known is None:
            atoms = frozenset(self.of(word) for word in self._spelled_out(written))
            known = self._choices[written] = atoms
        return known

    def of(self, word: str) -> int:
        """The number of a word; it gets one if it has none."""
        atom = self._numbers.get(word)
        if atom is not None:
            return atom
        if not _WORD.fullmatch(word):
            raise ValueError(f"{word!r} is no word of a phrase")
        atom = self._numbers[word] = len(self._numbers)
        bare = word.strip("*")
        if "*" not in word:
            self._exact[word] = atom
        elif word.startswith("*") and word.endswith("*"):
            self._partial.append(("holds", bare, atom))
        else:
            self._partial.append(("ends" if word[0] == "*" else "starts", bare, atom))
        return atom

    def fitting(self, token: Token, is_name: bool) -> frozenset[int]:
        """The atoms that a word of a prompt fits."""
        found = {NAME} if is_name else set()
        if token.kind == "slot":
            return frozenset(found)
        form = token.form
        if form in self._exact:
            found.add(self._exact[form])
        for how, piece, atom in self._partial:
            if (
                (how == "starts" and form.startswith(piece))
                or (how == "ends" and form.endswith(piece))
                or (how == "holds" and piece in form)
            ):
                found.add(atom)
        if token.kind in ("number", "time") or not found.isdisjoint(self._counting):
            found.add(NUMBER)
        return frozenset(found)

    def _spelled_out(self, written: str) -> Iterator[str]:
        for choice in written.split("/"):
            if choice.startswith("<") and choice not in _ATOMS:
                for member in self._sets[choice.strip("<>")]:
                    yield from self._spelled_out(member)
            else:
                yield choice


def compiled(
    rule: str, words: str, written: str, atoms: Atoms, passed_over: frozenset[str]
) -> Iterator[Phrase]:
    """The phrase in each of its ways: with and without its optional words."""
    parts = written.split()
    opens = parts[0] if parts[0] in ("^", "|") else ""
    closes = parts[-1] == "$"
    parts = parts[1 if opens else 0 : -1 if closes else None]
    parts = [part for part in parts if part.rstrip("?") not in passed_over]
    for chosen in _without_optionals(parts):
        while chosen[-1] == "..":
            chosen = chosen[:-1]
        places = tuple(None if p == ".." else atoms.choices(p) for p in chosen)
        yield Phrase(rule, words, written, places, opens, closes)


def openings(phrases: Iterable[Phrase]) -> Openings:
    """The phrases that begin with one word, sorted by how they go on."""
    alone, gapped = [], []
    followed: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        if len(phrase.parts) == 1:
            alone.append(phrase)
        elif phrase.parts[1] is None:
            gapped.append(phrase)
        else:
            for atom in phrase.parts[1]:
                followed.setdefault(atom, []).append(phrase)
    by_second = {atom: tuple(each) for atom, each in followed.items()}
    return Openings(tuple(alone), by_second, tuple(gapped))


def strikes(tokens: list[Token], facts: list[Known]) -> Marks:
    """Every strike of phrases in a prompt of which each word is known."""
    marks: Marks = {}
    count = len(tokens)
    for index, (_, begun) in enumerate(facts):
        for alone, followed, gapped in begun:
            for phrase in alone:
                _mark(marks, phrase, tokens, index, index + 1)
            if followed and index + 1 < count and not tokens[index + 1].opens:
                for atom in facts[index + 1][0]:
                    for phrase in followed.get(atom, ()):
                        last = index + 2
                        if len(phrase.parts) > 2:
                            last = _reach(phrase.parts, 2, last, tokens, facts)
                        if last > 0:
                            _mark(marks, phrase, tokens, index, last)
            for phrase in gapped:
                last = _reach(phrase.parts, 1, index + 1, tokens, facts)
                if last > 0:
                    _mark(marks, phrase, tokens, index, last)
    return marks


def _without_optionals(words: list[str]) -> Iterable[list[str]]:
    for index, word in enumerate(words):
        if word.endswith("?"):
            head, tail = words[:index], words[index + 1 :]
            yield from _without_optionals([*head, word[:-1], *tail])
            yield from _without_optionals([*head, *tail])
            return
    yield words


def _mark(
    marks: Marks, phrase: Phrase, tokens: list[Token], first: int, last: int
) -> None:
    """Notes a strike unless a longer one of the same list covers it."""
    begin, end = tokens[first], tokens[last - 1]
    if phrase.opens and not _begins(begin, phrase.opens):
        return
    if phrase.closes and last < len(tokens) and tokens[last].sentence == end.sentence:
        return
    spans = marks.setdefault(phrase.rule, {}).setdefault(phrase.words, [])
    if spans and spans[-1].last > end.at:
        return
    if spans and spans[-1].first == begin.at:
        spans.pop()
    spans.append(Span(begin.start, end.end, begin.at, end.at + 1, phrase.written))


def _begins(token: Token, edge: str) -> bool:
    return token.opens or (edge == "|" and not _CLAUSES.isdisjoint(token.before))


def _reach(
    parts: tuple[frozenset[int] | None, ...],
    part: int,
    index: int,
    tokens: list[Token],
    facts: list[Known],
) -> int:
    """The index behind the last word if the parts match from here, else -1.

    A word that opens a sentence is never reached from the sentence before it.
    """
    words = len(tokens)
    count = len(parts)
    while part < count:
        atoms = parts[part]
        if atoms is None:
            wanted = parts[part + 1] or frozenset()
            for at in range(index, min(index + GAP + 1, words)):
                if tokens[at].opens:
                    return -1
                if wanted.isdisjoint(facts[at][0]):
                    continue
                last = _reach(parts, part + 2, at + 1, tokens, facts)
                if last > 0:
                    return last
            return -1
        if index >= words or tokens[index].opens or atoms.isdisjoint(facts[index][0]):
            return -1
        part += 1
        index += 1
    return index
