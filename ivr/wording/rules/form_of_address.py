"""Callers are addressed as their language is polite, and the same way throughout.

English avoids pet names; Filipino says po and kayo; Russian says вы; Norwegian says
du, and never mixes it with De.

Bad:
    How can I help you, honey?
Good:
    How can I help you?
Source: E06, E10 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "LNG102"
NAME = "form-of-address"
SEVERITY = Severity.WARNING
SERVES = ("E06", "E10")
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER, PromptKind.LANGUAGE_OFFER}
EXAMPLE = PromptKind.GREETING_LINE

_LONG_ENOUGH = 5


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on familiar or stiff forms, on a mix, and on a missing polite word."""
    yield from struck(words, NAME, "'%(said)s' does not fit a caller.")
    stiff = [
        span
        for span in words.found(NAME, "stiff")
        if words.tokens[span.first].capital and not words.tokens[span.first].opens
    ]
    if stiff:
        mixed = words.has(NAME, "usual")
        told = (
            "'%(said)s' mixes two forms of address."
            if mixed
            else "'%(said)s' is old-fashioned."
        )
        severity = None if mixed else Severity.ADVICE
        yield from struck(words, NAME, told, stiff[:1], severity)
    needs = words.lexicon.members("polite-words")
    if (
        needs
        and len(words.tokens) >= _LONG_ENOUGH
        and not any(token.form in needs for token in words.tokens)
    ):
        one, other = sorted(needs)[:2]
        yield Remark(
            0,
            words.sentences[0].end,
            Message("No polite word: %(one)s or %(other)s.", one=one, other=other),
            severity=Severity.ADVICE,
        )
