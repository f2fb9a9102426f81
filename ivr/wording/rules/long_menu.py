"""A menu offers five options or fewer.

Callers hold about that many in mind; with more they wait, guess, or press zero.

Bad:
    For sales, press 1. For support, press 2. For billing, press 3. For repairs,
    press 4. For returns, press 5. For parking, press 6. For a person, press 0.
Good:
    For appointments, press 1. For invoices, press 2. For a person, press 0.
Source: E09, E23 in the etiquette; Software Advice survey of 2015: 59 % want fewer
than five
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "MNU101"
NAME = "long-menu"
SEVERITY = Severity.WARNING
SERVES = ("E09", "E23")
EXAMPLE = PromptKind.MENU
LISTED = ("menu",)

_WARNS = 5
_ERRS = 9


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on more than five options; more than nine are an error."""
    said = options(words)
    if len(said) <= _WARNS:
        return
    sixth = said[_WARNS].span
    yield Remark(
        said[0].span.start,
        said[-1].span.end,
        Message(
            "A menu of %(count)s options is long; the sixth is '%(said)s'.",
            count=len(said),
            said=prompt.text[sixth.start : sixth.end],
        ),
        severity=Severity.ERROR if len(said) > _ERRS else None,
    )
