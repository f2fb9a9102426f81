"""Finds the wording rules, one module each, in the order of their codes."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from ivr.wording import rules as _rules
from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

Heard = tuple[Prompt, Reading]


class Rule(NamedTuple):
    """A wording rule as its module states it.

    `kinds` is None where the rule judges every prompt; `listed` are the sections of
    the word lists without whose strikes the rule is silent. `check` judges one prompt,
    `check_path` what the caller hears in sequence and says which prompt it means.
    """

    code: str
    name: str
    severity: Severity
    serves: tuple[str, ...]
    kinds: frozenset[PromptKind] | None
    listed: frozenset[str]
    example: PromptKind
    page: str
    check: Callable[[Prompt, Reading], Iterator[Remark]] | None
    check_path: Callable[[Sequence[Heard]], Iterator[tuple[int, Remark]]] | None

    def judges(self, kind: PromptKind) -> bool:
        """Whether the rule looks at prompts of this kind."""
        return self.kinds is None or kind in self.kinds

    def known_as(self, word: str) -> bool:
        """Whether a word is the code, the start of the code, or the name."""
        return word.lower() == self.name or self.code.startswith(word.upper())


@lru_cache(maxsize=1)
def rulebook() -> tuple[Rule, ...]:
    """Every wording rule, sorted by code."""
    found = (
        _rule(import_module(f"{_rules.__name__}.{module.name}"))
        for module in pkgutil.iter_modules(_rules.__path__)
    )
    return tuple(sorted(found))


def rules_for(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that a selection leaves; words are codes, their starts, or names.

    Raises ValueError for a word that names no rule.
    """
    return _rules_for(tuple(select), tuple(ignore))


@lru_cache(maxsize=64)
def _rules_for(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    book = rulebook()
    for word in (*select, *ignore):
        if not any(rule.known_as(word) for rule in book):
            raise ValueError(f"there is no wording rule {word!r}")
    return tuple(
        rule
        for rule in book
        if (not select or any(rule.known_as(word) for word in select))
        and not any(rule.known_as(word) for word in ignore)
    )


@lru_cache(maxsize=512)
def rules_of_kind(
    kind: PromptKind, select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Rule, ...]:
    """The selected rules that judge a single prompt of a kind."""
    return tuple(
        rule
        for rule in _rules_for(select, ignore)
        if rule.check is not None and rule.judges(kind)
    )


def _rule(module: object) -> Rule:
    stated = vars(module)
    return Rule(
        code=stated["CODE"],
        name=stated["NAME"],
        severity=stated["SEVERITY"],
        serves=stated["SERVES"],
        kinds=stated.get("KINDS"),
        listed=frozenset(stated.get("LISTED", ())),
        example=stated["EXAMPLE"],
        page=stated["__doc__"],
        check=stated.get("check"),
        check_path=stated.get("check_path"),
    )
