"""The word lists of a language, compiled so that one pass finds every strike.

How phrases are written is told at the top of `phrase.py`. Words of the set `clitics`
are passed over, in phrases and in prompts.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from ivr.wording.phrase import (
    Atoms,
    Known,
    Marks,
    Openings,
    Phrase,
    Token,
    compiled,
    openings,
    strikes,
)

LANGUAGES = ("en", "fil", "ru", "nb")
NOT_LISTS = frozenset({"bad", "good", "hints"})
_CACHED = 8192  # different words, more than all prompts of a line have


class Lexicon:
    """The compiled word lists of one language.

    Raises ValueError for a phrase that could never strike.
    """

    def __init__(self, language: str, lists: Mapping[str, Any]) -> None:
        self.language = language
        self.rules: Mapping[str, Mapping[str, Any]] = {
            name: section for name, section in lists.items() if name != "sets"
        }
        self._sets = {
            name: frozenset(_plain(word) for word in words)
            for name, words in (lists.get("sets") or {}).items()
        }
        self._clitics = self.members("clitics")
        self._given_names = self.members("given-names")
        self._atoms = Atoms(self._sets)
        self._starting: dict[int, list[Phrase]] = {}
        for rule, section in self.rules.items():
            for name, phrases in section.items():
                if name not in NOT_LISTS:
                    self._compile(rule, name, phrases)
        self._openings: dict[int, Openings] = {}
        self._known: dict[str, Known] = {}

    def members(self, name: str) -> frozenset[str]:
        """The words of a set; none if there is no such set."""
        return self._sets.get(name, frozenset())

    def hint(self, rule: str, phrase: str = "say") -> str:
        """The words to use instead of a phrase, or nothing; "say" is for the rule."""
        hints = self.rules.get(rule, {}).get("hints") or {}
        return str(hints.get(phrase, ""))

    def examples(self, rule: str, quality: str) -> list[Any]:
        """The bad or good examples of a rule in this language."""
        return list(self.rules.get(rule, {}).get(quality) or ())

    def strikes(self, tokens: list[Token]) -> Marks:
        """Every strike, by the name of the rule and of its list."""
        if self._clitics:
            tokens = [token for token in tokens if token.form not in self._clitics]
        known = self._known
        facts: list[Known] = []
        for token in tokens:
            form = token.form
            is_name = token.kind == "slot" or (
                token.capital and (not token.opens or form in self._given_names)
            )
            key = "@" + form if is_name else form
            fact = known.get(key)
            if fact is None:
                fact = self._learn(token, is_name)
                if len(known) < _CACHED:
                    known[key] = fact
            facts.append(fact)
        return strikes(tokens, facts)

    def _learn(self, token: Token, is_name: bool) -> Known:
        atoms = self._atoms.fitting(token, is_name)
        begun = (self._begun(atom) for atom in atoms if atom in self._starting)
        return atoms, tuple(begun)

    def _begun(self, atom: int) -> Openings:
        known = self._openings.get(atom)
        if known is None:
            known = self._openings[atom] = openings(self._starting[atom])
        return known

    def _compile(self, rule: str, name: str, phrases: list[Any]) -> None:
        for written in phrases:
            text = _plain(written)
            try:
                for phrase in compiled(rule, name, text, self._atoms, self._clitics):
                    for atom in phrase.parts[0] or ():
                        self._starting.setdefault(atom, []).append(phrase)
            except (KeyError, ValueError) as error:
                where = f"{self.language}, {rule}, {name}, {written!r}"
                raise ValueError(f"{where}: {error}") from None


def _plain(written: Any) -> str:
    """A word or phrase as the readings spell it."""
    return str(written).replace("ё", "е")


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
