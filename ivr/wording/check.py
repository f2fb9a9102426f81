"""Judges prompts: one alone, a bare text, or all that a caller hears in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ivr.wording.finding import Finding, Remark
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import read
from ivr.wording.rulebook import Rule, rules_for, rules_of_kind

_MOST = 20  # remarks of one rule on one prompt: nobody reads more


def check_prompt(
    prompt: Prompt, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The findings on one prompt, in the order of the words they are about.

    `select` and `ignore` hold codes, starts of codes, or names of rules.
    Raises ValueError for an unknown language or rule.
    """
    reading = read(prompt.text, prompt.language)
    struck = reading.marks.keys()
    findings = [
        _finding(rule, prompt, remark)
        for rule in rules_of_kind(prompt.kind, tuple(select), tuple(ignore))
        if rule.check is not None
        and not (rule.listed and rule.listed.isdisjoint(struck))
        for remark in islice(rule.check(prompt, reading), _MOST)
    ]
    if len(findings) < 2:
        return tuple(findings)
    findings.sort(key=lambda found: (found.start, found.code))
    return tuple(_once(findings))


def check_text(
    text: str,
    language: str,
    kind: PromptKind | str = PromptKind.ANSWER,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """The findings on a text of which nothing but language and kind is known."""
    kind = kind if isinstance(kind, PromptKind) else PromptKind.of(kind)
    return check_prompt(Prompt(text, language, kind), select, ignore)


def check_sequence(
    prompts: Sequence[Prompt],
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """The findings on what a caller hears in order, beyond the single prompts."""
    heard = [(prompt, read(prompt.text, prompt.language)) for prompt in prompts]
    return tuple(
        _finding(rule, prompts[index], remark)
        for rule in rules_for(select, ignore)
        if rule.check_path is not None
        for index, remark in rule.check_path(heard)
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, without one that a rule repeats about the same words."""
    told: dict[str, int] = {}
    for found in findings:
        if found.start < told.get(found.code, -1):
            continue
        told[found.code] = found.end
        yield found


def _finding(rule: Rule, prompt: Prompt, remark: Remark) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=remark.severity or rule.severity,
        start=remark.start,
        end=remark.end,
        message=remark.message,
        suggestion=remark.suggestion,
        place=prompt.place,
        prompt_id=prompt.id,
    )
