"""English words inside a Filipino text, read as a Filipino speaker of English does."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from ivr.speech.phonemes.spelling import words

_ENGLISH = words(
    """
    account accounting address agent appointment billing booking branch business
    callback catering center check clinic company customer delivery dental department
    desk discount doctor email emergency extension facebook feedback fiesta front
    hotel invoice line manager menu message number office online operator order party
    payment person pharmacy phone pickup please press price problem quotation receipt
    reception refund repair reservation room sales schedule service shop staff store
    supplier support table team technical technician text time transfer update urgent
    voicemail website week weekend
    """
)

_AS_A_FILIPINO = str.maketrans(
    {"æ": "a", "ʌ": "a", "ə": "e", "ɪ": "i", "ʊ": "u", "ɔ": "o", "ɛ": "e", "ɑ": "a"}
    | {"ɹ": "ɾ", "θ": "t", "ð": "d", "z": "s", "ᵊ": "e", "ɚ": "eɾ", "ɜ": "e", "T": "t"}
    | {"A": "ej", "I": "aj", "O": "o", "W": "aw", "Y": "oj", "v": "v", "f": "f"}
)


def english_word(word: str) -> str | None:
    """The phonemes of an English word, None where the word is not taken for one."""
    if word not in _ENGLISH:
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
