"""What a recogniser heard, against the words of a prompt."""

import pytest

from ivr.speech.engine import choose
from ivr.speech.prompt import Prompt
from ivr.speech.recognition import compared, distance, installed, plain, said


def test_the_words_of_a_prompt_that_were_not_heard_are_named():
    prompt = Prompt("Hi, this is Maria in billing. How can I help you?", "en")
    result = compared(prompt, "Hi this is Maria. How can I help?")

    assert result.missing == ("in", "billing", "you")
    assert result.word_errors == pytest.approx(3 / 11)


def test_the_same_words_have_no_error_whatever_their_marks():
    prompt = Prompt("Ещё раз: нажмите один!", "ru")

    assert compared(prompt, "еще раз нажмите 1").word_errors == 0.0


def test_digits_are_compared_as_words():
    assert (
        plain("Trykk 2, etter 30 sekunder.", "nb") == "trykk to etter tretti sekunder"
    )


def test_the_distance_counts_changes_insertions_and_deletions():
    assert distance("kitten", "sitting") == 3
    assert distance("", "abc") == 3


@pytest.mark.audio
@pytest.mark.skipif(not installed(), reason="no recogniser is installed")
def test_the_embedded_voice_is_understood():
    from ivr.speech.mastering import master

    prompt = Prompt("Thank you for calling. How can I help you?", "en")
    sound = master(choose("hibari").speak(prompt)).telephone

    assert said(sound, prompt).word_errors == 0.0
