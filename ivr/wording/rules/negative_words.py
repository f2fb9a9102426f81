"""The line says what can be done, not what cannot.

"Unfortunately", "cannot" and "invalid" close the door before the way out is heard.

Bad:
    Unfortunately we cannot take your call.
Good:
    We are helping other callers and can call you back by three.
Source: E37 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.phrase import Span
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TON102"
NAME = "negative-words"
SEVERITY = Severity.WARNING
SERVES = ("E37",)
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.ANSWER
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on negative words; honest "I did not understand" is only advice."""
    honest = words.found(NAME, "honest")
    closing = [span for span in words.found(NAME) if not _within(span, honest)]
    yield from struck(
        words, NAME, "'%(said)s' closes the door; say what can be done.", closing
    )
    yield from struck(
        words,
        NAME,
        "'%(said)s' is honest; asking again is enough.",
        honest,
        Severity.ADVICE,
    )


def _within(span: Span, others: list[Span]) -> bool:
    return any(span.first < each.last and each.first < span.last for each in others)
