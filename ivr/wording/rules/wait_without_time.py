"""Whoever waits hears how long, or how many are ahead.

"Shortly" and "the next available" tell nothing. A number of minutes or a place in
line gives a sense of progress and keeps callers on the line.

Bad:
    The next available representative will be with you shortly.
Good:
    You are second in line, and it should take about three minutes.
Source: E19, E29 in the etiquette; Munichor and Rafaeli, Journal of Applied
Psychology 92(2), 2007
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "HLD102"
NAME = "wait-without-time"
SEVERITY = Severity.WARNING
SERVES = ("E19", "E29")
EXAMPLE = PromptKind.HOLD_UPDATE
LISTED = ("hold-without-asking", NAME)

_WAITS = frozenset(
    {
        PromptKind.HOLD_UPDATE,
        PromptKind.HOLD_QUESTION,
        PromptKind.TRANSFER_QUESTION,
        PromptKind.RINGING,
    }
)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a wait or a vague "shortly" without minutes or place in line."""
    told = [span for span in words.found("hold-without-asking") if not words.asks(span)]
    choice = any(sentence.asks for sentence in words.sentences)
    vague = words.found(NAME) if prompt.kind in _WAITS and not choice else []
    spans = sorted([*told, *vague])
    if not spans or words.has(NAME, "figures"):
        return
    first = spans[0]
    yield Remark(
        first.start,
        first.end,
        "The caller does not hear how long it will take, or how many are ahead.",
        words.followed_by(words.lexicon.hint(NAME)),
    )
