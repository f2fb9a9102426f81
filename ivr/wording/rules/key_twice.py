"""A key means one thing in a menu.

With the same key for two options one of them can never be reached.

Bad:
    For appointments, press 1. For invoices, press 1.
Good:
    For appointments, press 1. For invoices, press 2.
Source: E11 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "MNU105"
NAME = "key-twice"
SEVERITY = Severity.ERROR
SERVES = ("E11",)
KINDS = frozenset({PromptKind.MENU, PromptKind.LANGUAGE_OFFER})
EXAMPLE = PromptKind.MENU
LISTED = ("menu",)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each option whose key was taken by an option before it."""
    taken: set[str] = set()
    for option in options(words):
        if option.key in taken:
            yield Remark(
                option.span.start,
                option.span.end,
                Message(
                    "The key %(key)s already stands for another option.",
                    key=option.key,
                ),
            )
        taken.add(option.key)
