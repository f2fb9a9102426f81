"""The goodbye thanks the caller.

It is the last thing a caller hears, and the one that stays.

Bad:
    We will look into it. Goodbye.
Good:
    We will look into it by noon. Thank you for calling.
Source: E42, E45 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import plain
from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "END101"
NAME = "thanks-missing"
SEVERITY = Severity.WARNING
SERVES = ("E42", "E45")
KINDS = frozenset({PromptKind.CLOSING})
EXAMPLE = PromptKind.CLOSING


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a goodbye without thanks or appreciation."""
    if not words.tokens or words.has(NAME, "thanks"):
        return
    thanks = plain(prompt.language, "closing.ended")
    yield Remark(
        0,
        len(prompt.text),
        "The goodbye does not thank the caller.",
        words.followed_by(thanks),
    )
