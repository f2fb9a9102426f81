"""Seconds of a prompt before any voice has said it."""

import pytest

from ivr.speech.engine import choose
from ivr.speech.estimate import estimate_seconds
from ivr.speech.prompt import Prompt


def test_a_text_without_words_takes_no_time():
    assert estimate_seconds("", "en") == 0.0
    assert estimate_seconds(" … !", "ru") == 0.0


def test_more_words_take_longer():
    short = estimate_seconds("Hva kan jeg hjelpe deg med?", "nb")
    longer = estimate_seconds("Hei, hva kan jeg hjelpe deg med i dag?", "nb")

    assert 1.0 < short < longer < 5.0


def test_digits_are_spoken_one_by_one():
    assert estimate_seconds("555 0123", "en") > 2.5


def test_a_language_that_is_not_known_is_taken_at_the_english_pace():
    assert estimate_seconds("Hello there", "de") == estimate_seconds(
        "Helló there", "de"
    )


@pytest.mark.audio
@pytest.mark.parametrize(
    "text",
    [
        "Thank you for calling Northside Dental. How can I help you?",
        "Maria is with another caller. Would you like to hold, or leave a message?",
        "You are still second in line. You have been on the line for one minute.",
    ],
)
def test_english_is_within_a_sixth_of_the_rendered_prompt(text):
    pytest.importorskip("hibari")
    from ivr.speech.mastering import master

    rendered = master(choose("hibari").speak(Prompt(text, "en"))).telephone.seconds

    assert estimate_seconds(text, "en") == pytest.approx(rendered, rel=1 / 6)
