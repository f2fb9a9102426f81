"""Nobody is put on hold without being asked.

"Please hold" decides for the caller. A question leaves the choice with the caller
and offers another way: a callback or a message.

Bad:
    Please hold while I check your booking.
Good:
    May I put you on hold for two minutes while I check your booking?
Source: E17, E20 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "HLD101"
NAME = "hold-without-asking"
SEVERITY = Severity.ERROR
SERVES = ("E17", "E20")
EXAMPLE = PromptKind.HOLD_UPDATE
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each order to wait that is neither a question nor a choice."""
    for span in words.found(NAME):
        if words.asks(span):
            continue
        sentence = words.sentence_of(span)
        yield Remark(
            span.start,
            span.end,
            "The caller is told to wait instead of being asked.",
            words.replaced(sentence, words.lexicon.hint(NAME)),
        )
