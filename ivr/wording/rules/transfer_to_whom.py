"""A transfer says to whom.

"The appropriate department" could be anybody. A name, or what the desk does, tells
the caller what to expect.

Bad:
    May I put you through to the appropriate department?
Good:
    May I put you through to Maria in Accounts?
Source: E29 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TRF102"
NAME = "transfer-to-whom"
SEVERITY = Severity.ADVICE
SERVES = ("E29",)
EXAMPLE = PromptKind.TRANSFER_QUESTION
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a desk that is named by nothing."""
    return struck(words, NAME, "'%(said)s' does not tell the caller who that is.")
