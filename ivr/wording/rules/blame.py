"""The caller is never at fault.

"You have dialled a wrong number" may be true, and still nobody wants to hear it.

Bad:
    You have entered the wrong number.
Good:
    Let us try that number once more.
Source: E39 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TON103"
NAME = "blame"
SEVERITY = Severity.WARNING
SERVES = ("E39",)
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.ERROR
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on words that put the fault on the caller."""
    return struck(words, NAME, "'%(said)s' puts the fault on the caller.")
