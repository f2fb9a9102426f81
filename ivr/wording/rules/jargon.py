"""The line speaks plain words, not those of the trade.

A caller should not have to know what a queue, an input or a touch-tone is.

Bad:
    Invalid input. Please use your touch-tone keypad.
Good:
    Please use the keys of your telephone.
Source: E06 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TON104"
NAME = "jargon"
SEVERITY = Severity.WARNING
SERVES = ("E06",)
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.ANSWER
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each term of the trade."""
    return struck(words, NAME, "'%(said)s' is a word of the trade.")
