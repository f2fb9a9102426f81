"""A prompt has words.

An empty prompt is silence, and silence is heard as a broken line.

Bad:
    ...
Good:
    How can I help you?
Source: E13 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "TXT104"
NAME = "nothing-to-say"
SEVERITY = Severity.ERROR
SERVES = ("E13",)
EXAMPLE = PromptKind.ANSWER


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a prompt without a single word."""
    if not words.tokens:
        yield Remark(0, len(prompt.text), "There is nothing to say.")
