"""An utterance as a recogniser writes it, cut into words."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LONGEST = 1000  # characters; more than anyone says in one breath


@lru_cache(maxsize=1024)
def tokens(said: str) -> tuple[str, ...]:
    """The words, lower case, composed letters, without punctuation."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", said[:LONGEST]).casefold()))
