"""A closed line says when it is open again.

Without hours the caller has to guess when to try next.

Bad:
    Thank you for calling Northside Dental. We are closed. Please leave a message and
    we will call you back within a day.
Good:
    Thank you for calling Northside Dental. We are closed now and open again tomorrow
    at eight.
Source: E29, E31 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import only_options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "CBK103"
NAME = "hours-missing"
SEVERITY = Severity.WARNING
SERVES = ("E29", "E31")
KINDS = frozenset({PromptKind.AFTER_HOURS})
EXAMPLE = PromptKind.AFTER_HOURS


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on an after-hours prompt without hours or a day of return."""
    if not words.tokens or words.has(NAME, "hours"):
        return
    if only_options(words) or _only_apology(words):
        return
    yield Remark(
        0,
        len(prompt.text),
        "The caller does not hear when the line is open again.",
    )


def _only_apology(words: Reading) -> bool:
    """Whether all that is said is sorry; the hours are told before or after it."""
    sorry = {
        words.tokens[span.first].sentence
        for span in words.found("apology-loop", "apologies")
    }
    return len(sorry) == len(words.sentences)
