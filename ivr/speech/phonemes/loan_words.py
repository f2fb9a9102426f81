"""English words inside a Filipino text, read as a Filipino speaker of English does."""

import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from ivr.speech.phonemes.spelling import words

_ENGLISH = words(
    """
    address agent appointment billing booking branch business callback catering
    center check clinic company counter customer delivery dental department desk
    dinner doctor eight email emergency extension feedback five four front garden
    hello home hotel internet invoice item key line lunch manager menu message nine
    number office one online operator order party password payment person pharmacy
    phone pickup please pound press price problem product quotation receipt reception
    refund repair reservation room sales schedule seven service shop six staff store
    supplier support system table team technician text three time transfer two type
    update urgent video view voicemail website week weekend zero
    """
)

_NOT_OUR_SPELLING = re.compile(
    r"[fvxz]|c(?!h)|qu|th|sh|ck|ee|ou|ph|^s[ckmlnptw]|[^aeiou]{4}|ay.+w$|ght"
)
_SPANISH = re.compile(r"(a|o|os|as|es|ez|on|al|or|uz|ia|io|e|i)$")

_AS_A_FILIPINO = str.maketrans(
    {"æ": "a", "ʌ": "a", "ə": "e", "ɪ": "i", "ʊ": "u", "ɔ": "o", "ɛ": "e", "ɑ": "a"}
    | {"ɹ": "ɾ", "θ": "t", "ð": "d", "z": "s", "ᵊ": "e", "ɚ": "eɾ", "ɜ": "e", "T": "t"}
    | {"A": "ej", "I": "aj", "O": "o", "W": "aw", "Y": "oj", "v": "v", "f": "f"}
)


def english_word(word: str) -> str | None:
    """The phonemes of an English word, None where the word is not taken for one."""
    foreign = _NOT_OUR_SPELLING.search(word) and not _SPANISH.search(word)
    foreign = word.isalpha() and (foreign or word.endswith(("ce", "ge")))
    if word not in _ENGLISH and not foreign:
        return None
    spoken = _dictionary(word)
    return None if spoken is None else spoken.translate(_AS_A_FILIPINO)


@cache
def _dictionary(word: str) -> str | None:
    if not find_spec("hibari"):
        return None
    return str(_english()(word)) or None


@cache
def _english() -> Callable[[str], object]:
    from hibari.g2p import G2P

    read: Callable[[str], object] = G2P()
    return read
