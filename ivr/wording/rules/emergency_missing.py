"""A closed line of a medical or safety trade says where to turn in an emergency.

Somebody in need who reaches a closed clinic must hear the number that helps now.

Bad:
    Thank you for calling Northside Hospital. We are closed and open again on Monday
    at eight.
Good:
    Thank you for calling Northside Hospital. We are closed and open again on Monday
    at eight. In an emergency, please call 911.
Source: E29, E31 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT107"
NAME = "emergency-missing"
SEVERITY = Severity.ADVICE
SERVES = ("E29", "E31")
KINDS = frozenset({PromptKind.AFTER_HOURS})
EXAMPLE = PromptKind.AFTER_HOURS
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a closed clinic or utility that names no emergency number."""
    lines = words.found(NAME, "lines")
    if not lines or words.has(NAME, "numbers"):
        return
    advice = words.lexicon.hint(NAME)
    yield Remark(
        lines[0].start,
        lines[0].end,
        "Callers in an emergency do not hear where to turn.",
        words.followed_by(advice),
    )
