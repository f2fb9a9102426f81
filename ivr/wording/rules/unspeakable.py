"""Everything in a prompt can be said aloud.

A voice stumbles over emoji, web addresses, symbols, abbreviations and long rows of
digits, and each stumbles differently.

Bad:
    Visit www.northside.example or call 18005551234 :-)
Good:
    Our number is one eight hundred, five five five, one two three four.
Source: E04, E06 in the etiquette
"""

import re
from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.striking import struck

CODE = "TXT102"
NAME = "unspeakable"
SEVERITY = Severity.WARNING
SERVES = ("E04", "E06")
EXAMPLE = PromptKind.ANSWER

_CANNOT_BE_SAID = re.compile(
    r"(?P<address>\b(?:https?://|www\.)\S{1,200}"
    r"|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}"
    r"|\b[\w-]{2,40}\.(?:com|org|net|no|ru|ph)\b)"
    r"|(?P<emoji>[\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff]"
    r"|[:;]-?[)(DP](?!\w))"
    r"|(?P<digits>(?<![\d.,:/])\d{5,}(?![\d]))"
    r"|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e"
    r"\u2066-\u2069\ufffd\ud800-\udfff])"
    r"|(?P<symbol>[#*_~^|=\\§@©®™]|(?<=\w)/(?=[^\W\d]))"
)
_ODD = (  # one of these strikes before the long expression is tried
    re.compile(r"[^\w\s.,!?'\"’«»“”„…–—&()%+$€₽₱\[\]{}<>-]"),
    re.compile(r"\.[a-z]"),
    re.compile(r"\d{5}"),
    re.compile(r"_"),
)
_TOLD = {
    "address": "An address cannot be followed by ear.",
    "emoji": "A picture cannot be said.",
    "digits": "A long row of digits must be written as it is spoken.",
    "control": "An invisible sign cannot be said.",
    "symbol": "A symbol is read aloud by its name, or not at all.",
}


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on what no voice can say, and on abbreviations."""
    if NAME in words.marks:
        yield from struck(words, NAME, "'%(said)s' should be written out.")
    if not any(odd.search(prompt.text) for odd in _ODD):
        return
    slots = [token for token in words.tokens if token.kind == "slot"]
    for match in _CANNOT_BE_SAID.finditer(prompt.text):
        start, end = match.span()
        if any(slot.start <= start < slot.end for slot in slots):
            continue
        yield Remark(start, end, _TOLD[match.lastgroup or "symbol"])
