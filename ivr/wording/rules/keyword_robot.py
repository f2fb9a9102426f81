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
from ivr.wording.phrase import Span, Token
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "MNU104"
NAME = "keyword-robot"
SEVERITY = Severity.ERROR
SERVES = ("E11",)
EXAMPLE = PromptKind.MENU
LISTED = (NAME,)

_STEM = 4  # letters by which two forms of a word are the same
_NEAR = 20  # words around the verb that may belong to its list


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each demand to say a listed word."""
    spans = words.found(NAME) or [
        span
        for span in words.found(NAME, "say")
        if _quotes_next(words, span)
        or _lists_words(words, span)
        or _says_again(words, span)
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


def _lists_words(words: Reading, span: Span) -> bool:
    """Whether words to choose from follow: "say what it is about: mobile or TV"."""
    sentence = words.sentence_of(span)
    following = words.tokens[span.last : min(sentence.last, span.last + _NEAR)]
    joins = words.lexicon.members("conjunctions")
    told = bool(following) and _begins_list(words, following)
    for token in following:
        told = told or ":" in token.before
        if told and token.form in joins:
            return True
    return False


def _begins_list(words: Reading, following: list[Token]) -> bool:
    """Whether a short item and a comma come first: "say rentals, returns, or"."""
    small = words.lexicon.members("functions")
    return following[0].form not in small and any(
        "," in token.before for token in following[1:3]
    )


def _says_again(words: Reading, span: Span) -> bool:
    """Whether the word to say was said before: "For invoices, say invoices"."""
    sentence = words.sentence_of(span)
    first = max(sentence.first, span.first - _NEAR)
    said = {token.form[:_STEM] for token in words.tokens[first : span.first]}
    small = words.lexicon.members("functions")
    return any(
        len(token.form) >= _STEM and token.form[:_STEM] in said
        for token in words.tokens[span.last : span.last + 2]
        if token.form not in small
    )
