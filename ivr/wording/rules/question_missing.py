"""A greeting ends in an open question, such as "How can I help you?"

The question hands the turn to the caller. Without it the caller waits for more,
and the machine waits for the caller.

Bad:
    Thank you for calling Northside Dental.
Good:
    Thank you for calling Northside Dental. How can I help you?
Source: E01, E54 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import plain
from ivr.wording.finding import Remark, Severity
from ivr.wording.kinds import GREETINGS
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT104"
NAME = "question-missing"
SEVERITY = Severity.ERROR
SERVES = ("E01", "E54")
KINDS = GREETINGS
EXAMPLE = PromptKind.GREETING_LINE

QUESTION = "greeting-line.again"


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a greeting that does not invite the caller to say the need."""
    if not words.tokens or words.has(NAME, "offers"):
        return
    last = words.sentences[-1]
    yield Remark(
        last.start,
        last.end,
        "The greeting does not ask what the caller needs.",
        words.followed_by(plain(prompt.language, QUESTION)),
    )
