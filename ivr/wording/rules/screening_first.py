"""The caller says what the matter is before being asked for numbers and details.

An account number, a date of birth or a consent is no answer to "I need help".
Listen first; ask for what the matter needs afterwards.

Bad:
    Thank you for calling Northside Dental. What is your account number?
Good:
    Thank you for calling Northside Dental. How can I help you?
Source: E54 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import plain
from ivr.wording.finding import Remark, Severity
from ivr.wording.kinds import GREETINGS
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT106"
NAME = "screening-first"
SEVERITY = Severity.WARNING
SERVES = ("E54",)
KINDS = GREETINGS
EXAMPLE = PromptKind.GREETING_LINE
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a demand for details ahead of the open question."""
    asked = words.found(NAME)
    if not asked:
        return
    offers = words.found("question-missing", "offers")
    first = asked[0]
    if offers and offers[0].first < first.first:
        return
    sentence = words.sentence_of(first)
    question = "" if offers else plain(prompt.language, "greeting-line.again")
    yield Remark(
        first.start,
        first.end,
        "The caller is asked for details before saying what the matter is.",
        words.replaced(sentence, question),
    )
