"""Every slot is filled before it is spoken.

"Thank you for calling open bracket store name close bracket" is what callers hear
of a template that was never finished.

Bad:
    Thank you for calling [Store Name].
Good:
    Thank you for calling Northside Dental.
Source: E01, E06 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "TXT101"
NAME = "unfilled-slot"
SEVERITY = Severity.ERROR
SERVES = ("E01", "E06")
EXAMPLE = PromptKind.ANSWER


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each slot, and on what a program says for a missing value."""
    for token in words.tokens:
        if token.kind == "slot":
            said = prompt.text[token.start : token.end]
            yield Remark(
                token.start,
                token.end,
                Message("The slot %(said)s is not filled.", said=said),
            )
    for span in words.found(NAME, "values"):
        said = prompt.text[span.start : span.end]
        yield Remark(
            span.start, span.end, Message("'%(said)s' is no value to speak.", said=said)
        )
