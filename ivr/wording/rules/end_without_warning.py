"""A call ends over abuse only after a warning that names the consequence.

The caller gets a chance to change: first the wish to help, then the "if", then the
end.

Bad:
    I am hanging up now.
Good:
    I would like to help you. If the shouting goes on, I will have to end this call.
Source: E40 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "ABU101"
NAME = "end-without-warning"
SEVERITY = Severity.WARNING
SERVES = ("E40",)
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.ANSWER
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on an announced end that is tied to no condition.

    Advice in a closing: the warning was given before it, if it was.
    """
    for span in words.found(NAME):
        sentence = words.sentence_of(span)
        conditions = words.found(NAME, "conditions")
        if any(sentence.first <= each.first < sentence.last for each in conditions):
            continue
        yield Remark(
            span.start,
            span.end,
            "The call ends without a warning and a chance to change.",
            words.replaced(sentence, words.lexicon.hint(NAME)),
            Severity.ADVICE if prompt.kind is PromptKind.CLOSING else None,
        )
