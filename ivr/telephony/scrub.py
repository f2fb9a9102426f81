"""Text as TwiML may carry it: what XML, voices or logs cannot take is removed."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

LONGEST_SAID = 10_000  # characters of one prompt
# What one <Say> takes: Polly's limit in bytes of UTF-8, and Twilio's once the text is
# URL-encoded, where a Cyrillic letter is 6 (twilio.com/docs/api/errors/13521).
LARGEST_SAY, LARGEST_ENCODED = 3000, 4500
ALWAYS_FITS = LARGEST_ENCODED // 12  # a letter of four bytes is 12 URL-encoded
WORD = re.compile(r"\s+")
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
    if len(text) <= ALWAYS_FITS or _fits(*_size(text)):
        if text:
            yield text
        return
    for separator in (SENTENCE, WORD):
        pieces = [piece for piece in separator.split(text) if piece]
        if len(pieces) > 1:
            yield from _joined(pieces)
            return
    for start in range(0, len(text), ALWAYS_FITS):
        yield text[start : start + ALWAYS_FITS]


def _joined(pieces: list[str]) -> Iterator[str]:
    """As many pieces together as fit; one that is too long is cut up further."""
    held: list[str] = []
    whole, written = 0, 0
    for piece in pieces:
        size, encoded = _size(f" {piece}")
        if held and not _fits(whole + size, written + encoded):
            yield " ".join(held)
            held, whole, written = [], 0, 0
        if _fits(size, encoded):
            held.append(piece)
            whole, written = whole + size, written + encoded
        else:
            yield from portions(piece)
    if held:
        yield " ".join(held)


def _size(text: str) -> tuple[int, int]:
    """Bytes of UTF-8, and characters once the text is URL-encoded."""
    return len(text.encode("utf-8")), len(quote(text, safe=""))


def _fits(size: int, encoded: int) -> bool:
    return size <= LARGEST_SAY and encoded <= LARGEST_ENCODED


def _speakable(character: str) -> bool:
    if character in BIDI or character in "\ufffe\uffff":
        return False
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
