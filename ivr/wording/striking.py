"""Remarks on words to avoid, each with other words where the lists know some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.phrase import Span
from ivr.wording.reading import Reading


def struck(
    words: Reading,
    rule: str,
    message: str,
    spans: Iterable[Span] | None = None,
    severity: Severity | None = None,
) -> Iterator[Remark]:
    """A remark for each strike of a rule's `avoid` list, or of the given spans.

    `%(said)s` in the message stands for the words that were struck.
    """
    for span in words.found(rule) if spans is None else spans:
        said = words.text[span.start : span.end]
        yield Remark(
            span.start,
            span.end,
            Message(message, said=said),
            other_words(words, rule, span),
            severity,
        )


def other_words(words: Reading, rule: str, span: Span) -> str:
    """The prompt with a strike put in other words, or nothing if none are known."""
    instead = words.lexicon.hint(rule, span.phrase)
    if instead.startswith("="):
        return words.replaced(words.sentence_of(span), instead.removeprefix("="))
    if not instead:
        return ""
    if words.text[span.start].isupper():
        instead = instead[0].upper() + instead[1:]
    return words.text[: span.start] + instead + words.text[span.end :]
