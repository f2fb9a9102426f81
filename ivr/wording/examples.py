"""The bad and good examples of a rule: from its page and from each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ivr.wording.check import check_prompt, check_sequence
from ivr.wording.finding import Finding
from ivr.wording.lexicon import lexicon
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.rulebook import Rule

_BLOCK = re.compile(r"^(Bad|Good):\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)


class Example(NamedTuple):
    """What a caller hears, in one prompt or several, and how it is meant."""

    is_bad: bool
    language: str
    prompts: tuple[Prompt, ...]

    def findings(self) -> tuple[Finding, ...]:
        """What all rules find in the prompts and in their order."""
        alone = [found for prompt in self.prompts for found in check_prompt(prompt)]
        return (*alone, *check_sequence(self.prompts))

    def with_text(self, text: str) -> Example:
        """The example of one prompt in other words."""
        prompt = self.prompts[0]
        other = Prompt(
            text,
            prompt.language,
            prompt.kind,
            prompt.company,
            prompt.department,
            prompt.agent,
        )
        return self._replace(prompts=(other,))


def examples_in_page(rule: Rule) -> Iterator[Example]:
    """The English examples of the manual page.

    Lines run on to one prompt; a line that begins with a dash is one of several
    prompts heard in order.
    """
    for quality, block in _BLOCK.findall(rule.page + "\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        texts = [" ".join(lines)]
        if lines[0].startswith("- "):
            texts = [line.removeprefix("- ") for line in lines]
        prompts = tuple(Prompt(text, "en", rule.example) for text in texts)
        yield Example(quality == "Bad", "en", prompts)


def examples_of(rule: Rule, language: str) -> list[Example]:
    """The examples in the word lists of a language."""
    words = lexicon(language)
    return [
        Example(quality == "bad", language, tuple(_prompts(rule, language, entry)))
        for quality in ("bad", "good")
        for entry in words.examples(rule.name, quality)
    ]


def _prompts(rule: Rule, language: str, entry: Any) -> Iterator[Prompt]:
    if isinstance(entry, str):
        yield Prompt(entry, language, rule.example)
    elif isinstance(entry, Mapping):
        stated = {key: str(value) for key, value in entry.items()}
        kind = PromptKind.of(stated.pop("kind", rule.example))
        yield Prompt(language=language, kind=kind, **stated)  # type: ignore[arg-type]
    else:
        for each in entry:
            yield from _prompts(rule, language, each)
