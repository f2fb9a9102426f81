"""Letters to phonemes for the voices that speak phonemes, one module a language."""

import re
from collections.abc import Iterator

from ivr.speech.phonemes import filipino, norwegian, russian
from ivr.speech.phonemes.loan_words import english_word

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def reading(text: str, language: str) -> Iterator[str]:
    """The sentences of a text as phonemes of the International Phonetic Alphabet.

    Raises ValueError for a language without a module.
    """
    for sentence in _SENTENCE_END.split(text.strip()):
        read = _read(sentence, language)
        if any(sign.isalpha() for sign in read):
            yield read


def _read(sentence: str, language: str) -> str:
    match language:
        case "fil":
            return filipino.phonemes(sentence, english_word)
        case "nb":
            return norwegian.phonemes(sentence)
        case "ru":
            return russian.phonemes(sentence)
        case _:
            raise ValueError(f"no letter-to-phoneme module reads {language!r}")
