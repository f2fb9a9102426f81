"""Text as TwiML may carry it: what XML, voices or logs cannot take is removed."""

import unicodedata

LONGEST_SAID = 600  # characters; a Cyrillic letter is 6 of the 4,500 URL-encoded ones
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


def _speakable(character: str) -> bool:
    if character in BIDI or character in "\ufffe\uffff":
        return False
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn", "Co")
