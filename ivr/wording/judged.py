"""A prompt with its findings, ready to be reported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ivr.wording.finding import Finding, Severity
from ivr.wording.prompt import Prompt


class Judged(NamedTuple):
    """A prompt and what was found in it."""

    prompt: Prompt
    findings: tuple[Finding, ...]


def all_findings(judged: Iterable[Judged]) -> list[Finding]:
    """The findings of all prompts in their order."""
    return [found for each in judged for found in each.findings]


def fails(judged: Iterable[Judged]) -> bool:
    """Whether anything weighs more than advice."""
    return any(found.fails for found in all_findings(judged))


def summary(judged: Iterable[Judged]) -> str:
    """ "2 findings in 5 prompts: 1 error, 1 advice."."""
    prompts = list(judged)
    found = all_findings(prompts)
    counted = [
        f"{number} {severity}{'s' if number > 1 and severity.is_counted else ''}"
        for severity in Severity
        if (number := sum(each.severity is severity for each in found))
    ]
    heard = f"{len(prompts)} prompt{'' if len(prompts) == 1 else 's'}"
    if not found:
        return f"No findings in {heard}."
    told = f"{len(found)} finding{'' if len(found) == 1 else 's'}"
    return f"{told} in {heard}: {', '.join(counted)}."
