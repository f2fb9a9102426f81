"""Nothing is promised that cannot be kept every time.

"Immediately" and "the best" are either untrue or will be one day. A time that holds
is worth more.

Bad:
    Your call will be answered immediately.
Good:
    Your call will be answered in about two minutes.
Source: E26, E27 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TON106"
NAME = "overpromise"
SEVERITY = Severity.WARNING
SERVES = ("E26", "E27")
EXAMPLE = PromptKind.HOLD_UPDATE
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each promise that no one can always keep."""
    return struck(words, NAME, "'%(said)s' promises more than can be kept.")
