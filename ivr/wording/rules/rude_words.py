"""No rude word is ever spoken, whatever the caller said.

Calm is the whole art with an upset caller.

Bad:
    Stop shouting, you idiot.
Good:
    I understand that this is upsetting. I would like to help you.
Source: E34, E39 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TON109"
NAME = "rude-words"
SEVERITY = Severity.ERROR
SERVES = ("E34", "E39")
EXAMPLE = PromptKind.ANSWER
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each rude word."""
    return struck(words, NAME, "'%(said)s' is rude.")
