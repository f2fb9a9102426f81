"""Nothing is written in capitals or with rows of exclamation marks.

A voice spells capitals out or shouts them, and so does the reader of the card.

Bad:
    WELCOME BACK!!!
Good:
    Welcome back.
Source: E07, E08 in the etiquette
"""

import re
from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "TXT103"
NAME = "loud-writing"
SEVERITY = Severity.ADVICE
SERVES = ("E07", "E08")
EXAMPLE = PromptKind.ANSWER

_SHORTEST = 4
_MARKS = re.compile(r"!{2,}")


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on two words or more in capitals, and on doubled exclamation marks."""
    text = prompt.text
    at = text.find("!!")
    if at >= 0:
        calm = _MARKS.sub("!", text)
        yield Remark(at, at + 2, "One mark is enough, or none.", calm)
    loud = [
        token
        for token in words.tokens
        if token.capital
        and token.end - token.start >= _SHORTEST
        and text[token.start : token.end].isupper()
    ]
    if len(loud) > 1:
        yield Remark(loud[0].start, loud[-1].end, "Capitals are shouted or spelled.")
