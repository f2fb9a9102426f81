"""The executed examples of a rule's page: edits that break a line, and others."""

import re
from dataclasses import dataclass

from ivr.etiquette.rulebook import CallRule

EXAMPLES = re.compile(r"^Bad:\n(.*?)^Good:\n(.*?)^Source: ", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Examples:
    """Edits of a line that keeps the rule: `bad` ones break it, `good` ones do not."""

    bad: tuple[str, ...]
    good: tuple[str, ...]


def examples(rule: CallRule) -> Examples:
    """The edits on the page of a rule; ValueError where there are none."""
    found = EXAMPLES.search(rule.page)
    if found is None:
        raise ValueError(f"{rule.name} has no examples")
    bad, good = (
        tuple(line.strip() for line in part.splitlines() if line.strip())
        for part in found.groups()
    )
    return Examples(bad, good)
