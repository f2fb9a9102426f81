"""Nothing is said twice in one prompt.

A sentence that comes back makes the caller think that the line is stuck.

Bad:
    Please leave a message. We answer by noon tomorrow. Please leave a message.
Good:
    Please leave a message. We answer by noon tomorrow.
Source: E09 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading, Sentence

CODE = "LEN103"
NAME = "said-twice"
SEVERITY = Severity.WARNING
SERVES = ("E09",)
EXAMPLE = PromptKind.VOICEMAIL

_SHORTEST = 3


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a sentence of three words or more that comes again."""
    if len(words.sentences) < 2:
        return
    said: dict[tuple[int, str], list[Sentence]] = {}
    for sentence in words.sentences:
        count = sentence.last - sentence.first
        if count < _SHORTEST:
            continue
        alike = said.setdefault((count, words.tokens[sentence.first].form), [])
        if any(_spoken(words, sentence) == _spoken(words, each) for each in alike):
            yield Remark(
                sentence.start,
                sentence.end,
                "The same sentence is said twice.",
                words.replaced(sentence, ""),
            )
        alike.append(sentence)


def _spoken(words: Reading, sentence: Sentence) -> list[str]:
    return [token.form for token in words.words_of(sentence)]
