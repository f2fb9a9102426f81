"""A prompt is written in the language that its callers chose.

A text left in another language is read aloud by the wrong voice and understood by
nobody.

Bad:
    Takk for at du ringer. Hva kan jeg hjelpe deg med i dag?
Good:
    Thank you for calling. How can I help you today?
Source: E10 in the etiquette
"""

from collections.abc import Iterator

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.lexicon import LANGUAGES, lexicon
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "LNG101"
NAME = "wrong-language"
SEVERITY = Severity.ERROR
SERVES = ("E10",)
EXAMPLE = PromptKind.ANSWER

_FEWEST_WORDS = 3
_FEWEST_STRIKES = 3
_OWN_SHARE = 0.35


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a text whose letters or small words belong to another language."""
    own = words.lexicon.members("functions")
    strikes = len([1 for token in words.tokens if token.form in own])
    if strikes >= _OWN_SHARE * len(words.tokens):
        return
    spoken = [token for token in words.tokens if token.kind == "word"]
    if len(spoken) < _FEWEST_WORDS or strikes >= _OWN_SHARE * len(spoken):
        return
    cyrillic = sum("\u0400" <= token.form[0] <= "\u04ff" for token in spoken)
    if prompt.language == "ru":
        if cyrillic * 4 < len(spoken):  # a Latin name or address is no other language
            yield _remark(prompt, "This is in Latin letters.")
        return
    if cyrillic * 2 > len(spoken):
        yield _remark(prompt, "This is in Cyrillic letters.")
        return
    for other in LANGUAGES:
        if other in (prompt.language, "ru"):
            continue
        theirs = lexicon(other).members("functions")
        count = sum(token.form in theirs for token in spoken)
        if count >= _FEWEST_STRIKES and count > 2 * strikes:
            yield _remark(
                prompt,
                Message("This is in another language: %(name)s.", name=_NAMES[other]),
            )
            return


def _remark(prompt: Prompt, found: str) -> Remark:
    return Remark(0, len(prompt.text), found)


_NAMES = {"en": "English", "fil": "Filipino", "nb": "norsk"}
