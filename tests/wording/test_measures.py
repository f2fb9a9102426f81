"""The estimate of seconds."""

import pytest

from ivr.wording.lexicon import LANGUAGES
from ivr.wording.measures import Counts, counts, estimate_seconds


def test_it_counts_what_takes_time() -> None:
    found = counts("Hei, takk. Ring 113 på dagen!")

    assert found == Counts(letters=18, commas=1, stops=1, digits=3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_takes_no_time(language: str) -> None:
    assert estimate_seconds("", language) == 0.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_words_take_more_time(language: str) -> None:
    one = estimate_seconds("Salamat, takk, thanks.", language)
    two = estimate_seconds("Salamat, takk, thanks. Salamat, takk, thanks.", language)

    assert two > 2 * one


def test_a_digit_takes_time_too() -> None:
    assert estimate_seconds("Press 5.", "en") > estimate_seconds("Press .", "en")


def test_a_line_greeting_takes_under_five_seconds() -> None:
    said = "Thank you for calling Northside Dental. How can I help you?"

    assert 4.0 < estimate_seconds(said, "en") < 5.0
