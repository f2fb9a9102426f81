"""A department's greeting names the department.

A caller who was sent to the wrong desk notices at once instead of after the story.

Bad:
    Northside Dental, this is Maria. How can I help you?
Good:
    Northside Dental, front desk. This is Maria. How can I help you?
Source: E01 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import greeting
from ivr.wording.finding import Remark, Severity
from ivr.wording.names import names
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT103"
NAME = "department-missing"
SEVERITY = Severity.WARNING
SERVES = ("E01",)
KINDS = frozenset({PromptKind.GREETING_DEPARTMENT, PromptKind.GREETING_AGENT})
EXAMPLE = PromptKind.GREETING_DEPARTMENT


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a missing department; advice where there may be none to name."""
    if not words.tokens or (prompt.names_are_known and prompt.department is None):
        return
    if names(prompt, words).department is not None:
        return
    surely = prompt.department or prompt.kind is PromptKind.GREETING_DEPARTMENT
    suggestion = greeting(prompt) if prompt.department else ""
    yield Remark(
        0,
        words.sentences[-1].end,
        "The caller does not hear which department answers.",
        suggestion,
        None if surely else Severity.ADVICE,
    )
