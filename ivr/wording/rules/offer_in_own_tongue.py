"""A language is offered in that language.

Whoever needs Filipino may not understand the English sentence that offers it.

Bad:
    For Filipino, press 2.
Good:
    Para sa Filipino, pindutin po ang 2.
Source: E10 in the etiquette
"""

from collections.abc import Iterator

from ivr.languages import phrase
from ivr.wording.finding import Remark, Severity
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.menu import options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "LNG103"
NAME = "offer-in-own-tongue"
SEVERITY = Severity.WARNING
SERVES = ("E10",)
KINDS = frozenset({PromptKind.LANGUAGE_OFFER, PromptKind.GREETING_LINE})
EXAMPLE = PromptKind.LANGUAGE_OFFER
LISTED = (NAME,)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a language that is offered in the words of another one."""
    for language in LANGUAGES:
        if language == prompt.language:
            continue
        for span in words.found(NAME, language):
            said = options(words)
            key = said[0].key if len(said) == 1 else ""
            suggestion = ""
            if key and len(words.sentences) == 1:
                suggestion = phrase(language, "language-offer.offer", key=key)
            yield Remark(
                span.start,
                span.end,
                "The language is not offered in its own words.",
                suggestion,
            )
