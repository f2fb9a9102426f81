"""Who answers is said first, before anything else.

Notices, wishes and news in front of the name leave the caller wondering whether
the number was right.

Bad:
    This call may be recorded for training. We wish you a wonderful day. You have
    reached Northside Dental. How can I help you?
Good:
    Good morning! You have reached Northside Dental. How can I help you?
Source: E03 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.kinds import GREETINGS
from ivr.wording.names import names
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT105"
NAME = "introduced-late"
SEVERITY = Severity.WARNING
SERVES = ("E03",)
KINDS = GREETINGS
EXAMPLE = PromptKind.GREETING_LINE

_LONGEST_HELLO = 5


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark where whole sentences come before the name of who answers."""
    if len(words.sentences) < 2:
        return
    named = names(prompt, words)
    firsts = [name.first for name in named if name is not None]
    if not firsts:
        return
    said_in = words.tokens[min(firsts)].sentence
    before = words.sentences[:said_in]
    if all(each.last - each.first <= _LONGEST_HELLO for each in before):
        return
    rest = words.sentences[said_in]
    text = prompt.text
    first = text[rest.start : rest.end]
    moved = " ".join(
        part.strip()
        for part in (first, text[: rest.start], text[rest.end :])
        if part.strip()
    )
    yield Remark(0, rest.start, "Who answers is said late.", moved)
