"""A menu tells how to reach a person.

Whoever fits none of the options needs a human, not a guess. Zero is the key that
callers try first.

Bad:
    For appointments, press 1. For invoices, press 2.
Good:
    For appointments, press 1. For invoices, press 2. To speak with a person, press 0.
Source: E11, E23, E53 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import plain
from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "HUM101"
NAME = "person-missing"
SEVERITY = Severity.WARNING
SERVES = ("E11", "E23", "E53")
KINDS = frozenset({PromptKind.MENU, PromptKind.GREETING_LINE})
EXAMPLE = PromptKind.MENU
LISTED = ("menu", "keyword-robot")


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a menu without a stated way to a person."""
    said = [option.span for option in options(words)]
    if not said and prompt.kind is PromptKind.MENU:
        said = words.found("keyword-robot") or words.found("keyword-robot", "say")
    if not said or words.has(NAME, "person"):
        return
    alone = len(said) == 1 and prompt.kind is PromptKind.GREETING_LINE
    if alone and words.has("question-missing", "offers"):
        return
    person = plain(prompt.language, "menu.person")
    last = words.sentences[-1].end
    yield Remark(
        said[0].start,
        last,
        "The menu does not tell how to reach a person.",
        words.followed_by(person),
    )
