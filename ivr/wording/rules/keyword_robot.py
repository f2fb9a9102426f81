"""No caller is asked to say a keyword from a list.

Nobody likes the robot that asks the caller to clearly say "billing". People say
what they need in their own words; an open question lets them.

Bad:
    Please say sales, support or billing.
Good:
    How can I help you? You can simply say it in your own words.
Source: E11 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.phrase import Span
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "MNU104"
NAME = "keyword-robot"
SEVERITY = Severity.ERROR
SERVES = ("E11",)
EXAMPLE = PromptKind.MENU
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each demand to say a listed word."""
    spans = words.found(NAME) or [
        span for span in words.found(NAME, "say") if _quotes_next(words, span)
    ]
    for span in spans[:1]:
        sentence = words.sentence_of(span)
        yield Remark(
            span.start,
            span.end,
            "The caller is asked to say a keyword.",
            words.replaced(sentence, words.lexicon.hint(NAME)),
        )


def _quotes_next(words: Reading, span: Span) -> bool:
    following = words.tokens[span.last : span.last + 2]  # say "sales", say the "word"
    return any(
        mark in token.before and ":" not in token.before
        for token in following
        for mark in '"«“„'
    )
