"""The word lists of a language, compiled so that one pass finds every strike.

A list holds phrases. In a phrase `word` is a word form, `stem*`, `*end` and
`*middle*` match parts of one, `a/b` is a choice, `word?` may be missing, `..` is
up to three words of any kind, `<set>` is a set of words named under `sets`, `<number>`
a number, `@` a name, `^` and `$` the edges of a sentence, `|` the beginning of a
clause. Small words of the set `clitics` are passed over, in phrases and in prompts.
Punctuation inside a
sentence is passed over; a phrase never crosses the end of a sentence.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

LANGUAGES = ("en", "fil", "ru", "nb")
NOT_LISTS = frozenset({"bad", "good", "hints"})
_GAP = 3
_CLAUSES = frozenset(",;:—–-…")
_WORD = re.compile(r"\*?[\w'&.+-]+\*?")
_NUMBER, _NAME = 0, 1
_CACHED = 8192


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


Marks = dict[str, dict[str, list[Span]]]


class _Phrase(NamedTuple):
    rule: str
    words: str
    written: str
    parts: tuple[frozenset[int] | None, ...]  # None is a gap
    opens: str  # "" anywhere, "|" where a clause begins, "^" where a sentence does
    closes: bool


class _Openings(NamedTuple):
    """The phrases that a word can begin: of one word, by second word, with a gap."""

    alone: tuple[_Phrase, ...]
    followed: Mapping[int, tuple[_Phrase, ...]]
    gapped: tuple[_Phrase, ...]


_Known = tuple[frozenset[int], _Openings | None]


class Lexicon:
    """The compiled word lists of one language."""

    def __init__(self, language: str, lists: Mapping[str, Any]) -> None:
        self.language = language
        self.rules: Mapping[str, Mapping[str, Any]] = {
            name: section for name, section in lists.items() if name != "sets"
        }
        self._sets: dict[str, list[str]] = {
            name: [str(word) for word in words]
            for name, words in (lists.get("sets") or {}).items()
        }
        self._clitics = frozenset(self._sets.get("clitics", ()))
        self.abbreviations = frozenset(self._sets.get("abbreviations", ()))
        self._atoms: dict[str, int] = {"<number>": _NUMBER, "@": _NAME}
        self._exact: dict[str, int] = {}
        self._parts: list[tuple[str, str, int]] = []  # how, piece, atom
        self._starting: dict[int, list[_Phrase]] = {}
        for word in self._sets.get("numbers", ()):
            self._atom(word)
        self._number_words = frozenset(
            self._atom(word) for word in self._sets.get("numbers", ())
        )
        for rule, section in self.rules.items():
            for name, phrases in section.items():
                if name in NOT_LISTS:
                    continue
                for written in phrases:
                    for phrase in self._compile(rule, name, str(written)):
                        for atom in phrase.parts[0] or ():
                            self._starting.setdefault(atom, []).append(phrase)
        self._known: dict[str, _Known] = {}
        self._memberships: dict[str, frozenset[str]] = {}

    def members(self, name: str) -> frozenset[str]:
        """The words of a set, as written."""
        known = self._memberships.get(name)
        if known is None:
            known = frozenset(self._sets.get(name, ()))
            self._memberships[name] = known
        return known

    def hint(self, rule: str, phrase: str) -> str:
        """The words to use instead of a phrase, or nothing."""
        hints = self.rules.get(rule, {}).get("hints") or {}
        return str(hints.get(phrase, ""))

    def phrase(self, rule: str, name: str = "say") -> str:
        """The first entry of a rule's list, to be spoken as it is written."""
        hints = self.rules.get(rule, {}).get("hints") or {}
        return str(hints.get(name, ""))

    def examples(self, rule: str, quality: str) -> list[Any]:
        """The bad or good examples of a rule in this language."""
        return list(self.rules.get(rule, {}).get(quality) or ())

    def strikes(self, tokens: list[Token]) -> Marks:
        """Every strike, by the name of the rule and of its list."""
        marks: Marks = {}
        if self._clitics:
            tokens = [token for token in tokens if token.form not in self._clitics]
        known = self._known
        given = self.members("given-names")
        facts: list[_Known] = []
        for token in tokens:
            form = token.form
            named = token.kind == "slot" or (
                token.capital and (not token.opens or form in given)
            )
            key = "@" + form if named else form
            fact = known.get(key)
            if fact is None:
                fact = self._learn(token, named)
                if len(known) < _CACHED:
                    known[key] = fact
            facts.append(fact)
        count = len(tokens)
        for index, (_, openings) in enumerate(facts):
            if openings is None:
                continue
            alone, followed, gapped = openings
            for phrase in alone:
                _mark(marks, phrase, tokens, index, index + 1)
            if followed and index + 1 < count:
                for atom in facts[index + 1][0]:
                    for phrase in followed.get(atom, ()):
                        last = _reach(phrase.parts, 1, index + 1, tokens, facts)
                        if last > 0:
                            _mark(marks, phrase, tokens, index, last)
            for phrase in gapped:
                last = _reach(phrase.parts, 1, index + 1, tokens, facts)
                if last > 0:
                    _mark(marks, phrase, tokens, index, last)
        return marks

    def _learn(self, token: Token, named: bool) -> _Known:
        atoms = set()
        if named:
            atoms.add(_NAME)
        if token.kind in ("number", "time"):
            atoms.add(_NUMBER)
        form = token.form
        if token.kind != "slot":
            exact = self._exact.get(form)
            if exact is not None:
                atoms.add(exact)
                if exact in self._number_words:
                    atoms.add(_NUMBER)
            for how, piece, atom in self._parts:
                if (
                    (how == "starts" and form.startswith(piece))
                    or (how == "ends" and form.endswith(piece))
                    or (how == "holds" and piece in form)
                ):
                    atoms.add(atom)
                    if atom in self._number_words:
                        atoms.add(_NUMBER)
        starting: list[_Phrase] = []
        for atom in atoms:
            starting.extend(self._starting.get(atom, ()))
        unique = {id(phrase): phrase for phrase in starting}
        return frozenset(atoms), _openings(unique.values())

    def _atom(self, word: str) -> int:
        word = word.replace("ё", "е")
        atom = self._atoms.get(word)
        if atom is not None:
            return atom
        if not _WORD.fullmatch(word):
            raise ValueError(f"{self.language}: {word!r} is no word of a phrase")
        atom = len(self._atoms)
        self._atoms[word] = atom
        bare = word.strip("*")
        if "*" not in word:
            self._exact[word] = atom
        elif word.startswith("*") and word.endswith("*"):
            self._parts.append(("holds", bare, atom))
        elif word.startswith("*"):
            self._parts.append(("ends", bare, atom))
        else:
            self._parts.append(("starts", bare, atom))
        return atom

    def _compile(self, rule: str, name: str, written: str) -> Iterator[_Phrase]:
        words = written.split()
        opens = words[0] if words[0] in ("^", "|") else ""
        closes = words[-1] == "$"
        words = words[1 if opens else 0 : -1 if closes else None]
        words = [word for word in words if word.rstrip("?") not in self._clitics]
        for chosen in _without_optionals(words):
            while chosen[-1] == "..":
                chosen = chosen[:-1]
            yield _Phrase(
                rule,
                name,
                written,
                tuple(self._part(word) for word in chosen),
                opens,
                closes,
            )

    def _part(self, word: str) -> frozenset[int] | None:
        if word == "..":
            return None
        return frozenset(self._atom(choice) for choice in self._choices(word))

    def _choices(self, word: str) -> Iterator[str]:
        for choice in word.split("/"):
            if choice.startswith("<") and choice != "<number>":
                for member in self._sets[choice.strip("<>")]:
                    yield from self._choices(member)
            else:
                yield choice


def _begins(token: Token, edge: str) -> bool:
    return token.opens or (edge == "|" and any(m in _CLAUSES for m in token.before))


def _without_optionals(words: list[str]) -> Iterable[list[str]]:
    """Each way to leave out the optional words, longest first."""
    for index, word in enumerate(words):
        if word.endswith("?"):
            head, tail = words[:index], words[index + 1 :]
            yield from _without_optionals([*head, word[:-1], *tail])
            yield from _without_optionals([*head, *tail])
            return
    yield words


def _openings(phrases: Iterable[_Phrase]) -> _Openings | None:
    alone, gapped = [], []
    followed: dict[int, list[_Phrase]] = {}
    for phrase in phrases:
        if len(phrase.parts) == 1:
            alone.append(phrase)
        elif phrase.parts[1] is None:
            gapped.append(phrase)
        else:
            for atom in phrase.parts[1]:
                followed.setdefault(atom, []).append(phrase)
    if not (alone or gapped or followed):
        return None
    by_second = {atom: tuple(each) for atom, each in followed.items()}
    return _Openings(tuple(alone), by_second, tuple(gapped))


def _mark(
    marks: Marks,
    phrase: _Phrase,
    tokens: list[Token],
    first: int,
    last: int,
) -> None:
    """Notes a strike unless a longer one of the same list covers it."""
    begin, end = tokens[first], tokens[last - 1]
    if phrase.opens and not _begins(begin, phrase.opens):
        return
    if phrase.closes and last < len(tokens) and tokens[last].sentence == end.sentence:
        return
    lists = marks.get(phrase.rule)
    if lists is None:
        lists = marks[phrase.rule] = {}
    spans = lists.get(phrase.words)
    if spans is None:
        spans = lists[phrase.words] = []
    elif spans[-1].last > end.at:
        return
    elif spans[-1].first == begin.at:
        spans.pop()
    spans.append(Span(begin.start, end.end, begin.at, end.at + 1, phrase.written))


def _reach(
    parts: tuple[frozenset[int] | None, ...],
    part: int,
    index: int,
    tokens: list[Token],
    facts: list[_Known],
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
            for at in range(index, min(index + _GAP + 1, words)):
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


@lru_cache(maxsize=len(LANGUAGES) * 2)
def lexicon(language: str) -> Lexicon:
    """The compiled word lists of a language.

    Raises ValueError for a language that the line does not speak.
    """
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(f"no word lists for language {language!r}; known: {known}")
    text = pkgutil.get_data("ivr.languages", f"{language}/wording.yaml")
    if text is None:
        raise ValueError(f"the word lists of language {language!r} are missing")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Lexicon(language, yaml.load(text, Loader=loader))
