"""The thanks fits what happened on the call.

"Thank you for your business" to a caller who was upset a minute ago sounds like
mockery. Thank for the call, the patience, or what the caller told you.

Bad:
    Thank you for your business.
Good:
    Thank you for telling us. We would be glad to hear from you again.
Source: E43, E45 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "END102"
NAME = "bare-thanks"
SEVERITY = Severity.WARNING
SERVES = ("E43", "E45")
EXAMPLE = PromptKind.CLOSING
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on thanks that are for the money."""
    return struck(words, NAME, "'%(said)s' thanks for the money, not for the call.")
