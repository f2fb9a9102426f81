"""The estimate of seconds."""

import pytest

from ivr.wording.lexicon import LANGUAGES
from ivr.wording.measures import estimate_seconds, syllables


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "How can I help you?", 5),
        ("en", "Thank you for calling.", 5),
        ("nb", "Hva kan jeg hjelpe deg med?", 7),
        ("nb", "Et øyeblikk", 4),
        ("ru", "Чем могу вам помочь?", 6),
        ("fil", "Salamat po sa pagtawag.", 8),
    ],
)
def test_it_counts_syllables(language: str, text: str, count: int) -> None:
    assert syllables(text, language) == count


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_takes_no_time(language: str) -> None:
    assert estimate_seconds("", language) == 0.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_words_take_more_time(language: str) -> None:
    one = estimate_seconds("Salamat, takk, thanks.", language)
    two = estimate_seconds("Salamat, takk, thanks. Salamat, takk, thanks.", language)

    assert two > 2 * one * 0.99


def test_a_digit_takes_time_too() -> None:
    assert estimate_seconds("Press 5.", "en") > estimate_seconds("Press .", "en")
