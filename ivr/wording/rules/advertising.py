"""The line helps; it does not sell.

A caller who waits is a captive. Offers and web addresses in a greeting or on hold
are heard as "you do not matter".

Bad:
    Thank you for calling Northside Dental. Ask about our special offer on whitening!
    How can I help you?
Good:
    Thank you for calling Northside Dental. How can I help you?
Source: E33 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "TON107"
NAME = "advertising"
SEVERITY = Severity.WARNING
SERVES = ("E33",)
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.GREETING_LINE
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each sentence that sells."""
    for span in words.found(NAME):
        said = prompt.text[span.start : span.end]
        rest = words.replaced(words.sentence_of(span), "")
        yield Remark(
            span.start, span.end, Message("'%(said)s' sells.", said=said), rest
        )
