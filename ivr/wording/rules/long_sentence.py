"""A sentence for the ear is short.

A listener cannot look back. Beyond some 25 words the beginning is forgotten before
the end is heard.

Bad:
    If you are calling about an appointment that you made with us last week and that
    you would like to move to another day because something else came up in the
    meantime, we can do that for you today.
Good:
    Would you like to move an appointment? We can do that for you today.
Source: E06, E09 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "LEN102"
NAME = "long-sentence"
SEVERITY = Severity.ADVICE
SERVES = ("E06", "E09")
EXAMPLE = PromptKind.ANSWER

_LONGEST = {"en": 26, "fil": 30, "ru": 22, "nb": 26}


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on each sentence of too many words."""
    longest = _LONGEST[prompt.language]
    if len(words.tokens) <= longest:
        return
    for sentence in words.sentences:
        count = sentence.last - sentence.first
        if count > longest:
            yield Remark(
                sentence.start,
                sentence.end,
                Message(
                    "A sentence of %(count)s words is hard to follow by ear.",
                    count=count,
                ),
            )
