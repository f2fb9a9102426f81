"""Finds the call rules, one module each, in the order of their codes."""

import pkgutil
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from ivr.etiquette import rules as _rules
from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found
from ivr.etiquette.turn import Broken, Turn

Observe = Callable[[Any, Turn], Hashable | Broken]
Judge = Callable[[Graph], Found | None]


class CallRule(NamedTuple):
    """A call rule as its module states it.

    Either `observe` follows a call with a memory that begins as `start`, or
    `judge` looks at all calls together and names the first that breaks the rule.
    Rules about the caller's `temper` look at calls that remember it.
    """

    code: str
    name: str
    serves: tuple[str, ...]
    page: str
    start: Hashable
    observe: Observe | None
    judge: Judge | None
    temper: bool = False

    @property
    def statement(self) -> str:
        """The first line of the rule's page."""
        return self.page.strip().partition("\n")[0]

    def known_as(self, word: str) -> bool:
        """Whether a word is the code, the start of the code, or the name."""
        return word.lower() == self.name or self.code.startswith(word.upper())


@cache
def rulebook() -> tuple[CallRule, ...]:
    """Every call rule, sorted by code."""
    found = (
        _rule(import_module(f"{_rules.__name__}.{module.name}"))
        for module in pkgutil.iter_modules(_rules.__path__)
    )
    return tuple(sorted(found, key=lambda rule: rule.code))


def rules_for(
    select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[CallRule, ...]:
    """The rules that a selection leaves; words are codes, their starts, or names.

    Raises ValueError for a word that names no rule.
    """
    select, ignore = tuple(select), tuple(ignore)
    for word in (*select, *ignore):
        if not any(rule.known_as(word) for rule in rulebook()):
            raise ValueError(f"there is no call rule {word!r}")
    return tuple(
        rule
        for rule in rulebook()
        if (not select or any(rule.known_as(word) for word in select))
        and not any(rule.known_as(word) for word in ignore)
    )


def _rule(module: object) -> CallRule:
    stated = vars(module)
    return CallRule(
        code=stated["CODE"],
        name=stated["NAME"],
        serves=stated["SERVES"],
        page=stated["__doc__"],
        start=stated.get("START", ""),
        observe=stated.get("observe"),
        judge=stated.get("judge"),
        temper=stated.get("TEMPER", False),
    )
