"""Russian names in Latin letters, as in a passport, for the other languages."""

_SOUNDS = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
_LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _SOUNDS.split(), strict=True))
_SILENT = "ъь"


def is_cyrillic(text: str) -> bool:
    """Whether a text has a Russian letter in it."""
    return any(letter in _LETTERS for letter in text.lower())


def latin(text: str) -> str:
    """A name in Latin letters: "Андрей" becomes "Andrey"."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    found = _LETTERS.get(letter.lower())
    if found is None:
        return "" if letter in "«»" else letter
    if letter.lower() in _SILENT:
        return ""
    return found.capitalize() if letter.isupper() else found
