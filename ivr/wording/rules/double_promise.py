"""A prompt promises one time.

Two deadlines for the same answer let the caller choose which one you broke.

Bad:
    We will call you back within an hour. We will reply within one business day.
Good:
    We will call you back within an hour.
Source: E27, E28 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "CBK102"
NAME = "double-promise"
SEVERITY = Severity.WARNING
SERVES = ("E27", "E28")
EXAMPLE = PromptKind.VOICEMAIL
LISTED = ("reply-time-missing",)

_APART = 2  # "tomorrow before noon" is one time


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a second time that differs from the first."""
    bounds = [
        span
        for span in words.found("reply-time-missing", "bounds")
        if not words.asks(span)
    ]
    if len(bounds) < 2 or not words.has("reply-time-missing", "promises"):
        return
    first = _spoken(words, bounds[0].first, bounds[0].last)
    for span in bounds[1:]:
        apart = span.first - bounds[0].last >= _APART
        if apart and _spoken(words, span.first, span.last) != first:
            yield Remark(
                span.start,
                span.end,
                "This time contradicts the one promised before.",
                words.replaced(words.sentence_of(span), ""),
            )
            return


def _spoken(words: Reading, first: int, last: int) -> tuple[str, ...]:
    return tuple(token.form for token in words.tokens[first:last])
