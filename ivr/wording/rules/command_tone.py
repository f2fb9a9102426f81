"""The line asks; it does not command.

"You must" and "hold the line" put the caller in the place of a subordinate. A
question gets the same thing done.

Bad:
    You must give us your order number.
Good:
    May I have your order number?
Source: E38 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.phrase import Span
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import other_words

CODE = "TON101"
NAME = "command-tone"
SEVERITY = Severity.WARNING
SERVES = ("E38",)
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.ANSWER
LISTED = (NAME,)

_NEAR = 4  # words within which "please" softens the verb before it


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each command that is neither a question nor about a key."""
    for span in words.found(NAME):
        if words.asks(span) or _is_softened(span, words):
            continue
        said = prompt.text[span.start : span.end]
        suggestion = other_words(words, NAME, span)
        if not suggestion and words.has("hold-without-asking"):
            question = words.lexicon.hint("hold-without-asking")
            suggestion = words.replaced(words.sentence_of(span), question)
        yield Remark(
            span.start,
            span.end,
            Message("'%(said)s' commands; ask instead.", said=said),
            suggestion,
        )


def _is_softened(span: Span, words: Reading) -> bool:
    """Whether "please" stands by a verb that opens its sentence, or at the end."""
    if not span.phrase.startswith("^"):
        return False
    softening = words.lexicon.members("softening")
    tokens = words.words_of(words.sentence_of(span))
    near = [*tokens[: _NEAR + 1], tokens[-1]]
    return any(token.form in softening for token in near)
