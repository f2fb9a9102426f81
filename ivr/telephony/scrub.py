"""Text as TwiML may carry it: what XML, voices or logs cannot take is removed."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

LONGEST_SAID = 10_000  # characters of one prompt
# What one <Say> takes: Polly's limit in bytes of UTF-8, and Twilio's once the text is
# URL-encoded, where a Cyrillic letter is 6 (twilio.com/docs/api/errors/13521).
LARGEST_SAY, LARGEST_ENCODED = 3000, 4500
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
BIDI = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def scrub(text: str, longest: int = LONGEST_SAID) -> str:
    """The text in composed letters, one line, without control or bidi characters."""
    said = unicodedata.normalize("NFC", text[: 4 * longest])
    if not said.isprintable():
        said = "".join(
            " " if c.isspace() else c for c in said if c.isspace() or _speakable(c)
        )
    return " ".join(said.split())[:longest]


def portions(text: str) -> Iterator[str]:
    """The text in pieces that one <Say> takes each; by sentences where it can be.

    No text gives no piece: an empty <Say> is an error of Twilio's (13520).
    """
    if len(text) * 6 <= LARGEST_ENCODED or _fits(text):
        if text:
            yield text
        return
    for separator in (SENTENCE, re.compile(r"\s+"), re.compile("")):
        pieces = [piece for piece in separator.split(text) if piece]
        if len(pieces) > 1:
            yield from _joined(pieces, "" if separator.pattern == "" else " ")
            return


def _joined(pieces: list[str], between: str) -> Iterator[str]:
    """As many pieces together as fit; one that is too long is cut up further."""
    held = ""
    for piece in pieces:
        longer = f"{held}{between}{piece}" if held else piece
        if _fits(longer):
            held = longer
            continue
        if held:
            yield held
        held = piece
        if not _fits(piece):
            *whole, held = portions(piece)
            yield from whole
    if held:
        yield held


def _fits(text: str) -> bool:
    return (
        len(text.encode("utf-8")) <= LARGEST_SAY
        and len(quote(text, safe="")) <= LARGEST_ENCODED
    )


def _speakable(character: str) -> bool:
    if character in BIDI or character in "\ufffe\uffff":
        return False
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
