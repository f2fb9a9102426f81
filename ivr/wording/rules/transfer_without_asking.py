"""Nobody is transferred without being asked.

"I am transferring you" decides for the caller. Saying what was understood and
asking avoids the wrong desk and a second telling of the story.

Bad:
    I am transferring you to the accounts department.
Good:
    That sounds like your invoice. May I put you through to Maria in Accounts?
Source: E15, E18 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "TRF101"
NAME = "transfer-without-asking"
SEVERITY = Severity.WARNING
SERVES = ("E15", "E18")
KINDS = frozenset(
    {
        PromptKind.TRANSFER_QUESTION,
        PromptKind.GREETING_LINE,
        PromptKind.GREETING_DEPARTMENT,
        PromptKind.GREETING_AGENT,
        PromptKind.MENU,
        PromptKind.HOLD_UPDATE,
        PromptKind.ANSWER,
    }
)
EXAMPLE = PromptKind.TRANSFER_QUESTION
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each transfer that is announced instead of asked."""
    for span in words.found(NAME):
        if words.asks(span):
            continue
        sentence = words.sentence_of(span)
        yield Remark(
            span.start,
            span.end,
            "The caller is told about a transfer instead of being asked.",
            words.replaced(sentence, words.lexicon.hint(NAME)),
        )
