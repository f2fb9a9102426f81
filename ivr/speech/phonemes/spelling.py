"""Reading text as words and marks: what the letter-to-phoneme modules share."""

import re
from collections.abc import Callable, Iterator

STRESS = "\N{COMBINING ACUTE ACCENT}"
"""Written after a vowel in a script, it says where the stress is: замо́к."""

_PIECE = re.compile(r"[^\W\d_]+(?:[\u0300\u0301'’-]+[^\W\d_]+)*\u0301?|\d+|[.,!?;:…—–]")
_MARKS = {"–": "—", "…": "."}


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Words, digits and marks in their order; true where it is a word to be read."""
    for match in _PIECE.finditer(text):
        piece = match.group()
        yield piece, piece[0].isalnum()


def spoken(text: str, word: Callable[[str], str], number: Callable[[str], str]) -> str:
    """Reads a text: each word by `word`, digits as the words of `number`."""
    said: list[str] = []
    for piece, readable in pieces(text):
        if not readable:
            if said:
                said[-1] += _MARKS.get(piece, piece)
        elif piece.isdigit():
            said += [word(part) for part in number(piece).split()]
        else:
            said.append(word(piece))
    return " ".join(part for part in said if part)


def replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Applies regular expressions one after the other."""
    for pattern, replacement in pairs:
        text = re.sub(pattern, replacement, text)
    return text


def in_words(cardinal: Callable[[int], str]) -> Callable[[str], str]:
    """Reads digits: numbers up to 99 as such, longer ones digit by digit."""

    def read(digits: str) -> str:
        if len(digits) > 2 or (len(digits) > 1 and digits[0] == "0"):
            return " ".join(cardinal(int(digit)) for digit in digits)
        return cardinal(int(digits))

    return read


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())
