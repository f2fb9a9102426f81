"""The line speaks properly: no slang.

What sounds fresh to one caller sounds careless to the next.

Bad:
    Hey guys, what's up?
Good:
    Good morning, how can I help you?
Source: E06 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TON105"
NAME = "slang"
SEVERITY = Severity.WARNING
SERVES = ("E06",)
EXAMPLE = PromptKind.ANSWER
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each word of slang."""
    return struck(words, NAME, "'%(said)s' is slang.")
