"""The line leaves out what everybody has heard too often.

"Your call is important to us" is heard as its opposite, and options that "have
recently changed" have not.

Bad:
    Your call is very important to us.
Good:
    You are second in line.
Source: E51 in the etiquette; Allison Smith, Digium blog, 2017
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.phrase import Span
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "TON108"
NAME = "cliche"
SEVERITY = Severity.WARNING
SERVES = ("E51",)
EXAMPLE = PromptKind.HOLD_UPDATE
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each worn phrase outside a notice of recording."""
    notices = {words.tokens[each.first].sentence for each in _notices(words)}
    for span in words.found(NAME):
        if words.tokens[span.first].sentence in notices:
            continue
        said = prompt.text[span.start : span.end]
        rest = words.replaced(words.sentence_of(span), "")
        yield Remark(
            span.start, span.end, Message("'%(said)s' is worn out.", said=said), rest
        )


def _notices(words: Reading) -> list[Span]:
    return words.found(NAME, "notices")
