"""How long a mastered prompt will last, before any voice has said it."""

from ivr.speech.mastering import HEAD_MS, TAIL_MS
from ivr.speech.prompt import has_words
from ivr.wording import measures

SILENCE_SECONDS = (HEAD_MS + TAIL_MS) / 1000


def estimate_seconds(text: str, language: str) -> float:
    """Seconds from the first to the last sample, silence at the ends included.

    The speech is estimated as in `ivr.wording.measures`, which says how far off it
    is. Zero for a text without words; an unknown language goes at the English pace.
    """
    if not has_words(text):
        return 0.0
    try:
        spoken = measures.estimate_seconds(text, language)
    except KeyError:
        spoken = measures.estimate_seconds(text, "en")
    return spoken + SILENCE_SECONDS
