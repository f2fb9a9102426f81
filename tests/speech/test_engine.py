"""Voices: which there are and what they can do."""

import pytest

from ivr.speech.carrier_voice import CARRIER_VOICES
from ivr.speech.engine import Grade, choose
from ivr.speech.errors import LanguageNotSpoken, NothingToSay, VoiceMissing
from ivr.speech.prompt import Prompt


def test_an_unknown_voice_names_the_known_ones():
    with pytest.raises(VoiceMissing, match="gtts, hibari, none"):
        choose("robot")


def test_no_voice_speaks_nothing():
    with pytest.raises(LanguageNotSpoken):
        choose("none").speak(Prompt("Hello", "en"))


def test_every_language_has_a_voice_of_the_carrier():
    assert {
        language: (voice.say_voice, voice.gather_language)
        for language, voice in CARRIER_VOICES.items()
    } == {
        "en": ("Polly.Joanna", "en-US"),
        "fil": ("Google.fil-PH-Wavenet-A", "fil-PH"),
        "nb": ("Polly.Liv", "nb-NO"),
        "ru": ("Polly.Tatyana", "ru-RU"),
    }


def test_the_embedded_voice_is_the_default_and_speaks_english_only():
    pytest.importorskip("hibari")

    assert dict(choose(None).grades) == {"en": Grade.CALLER}


@pytest.mark.audio
def test_the_embedded_voice_says_the_same_words_with_the_same_samples():
    pytest.importorskip("hibari")
    hello = Prompt("How can I help you?", "en")

    assert choose("hibari").speak(hello) == choose("hibari").speak(hello)
    assert 0.8 < choose("hibari").speak(hello).seconds < 2.5


@pytest.mark.audio
def test_the_embedded_voice_refuses_what_has_no_words():
    pytest.importorskip("hibari")
    with pytest.raises(NothingToSay):
        choose("hibari").speak(Prompt(" [] … ", "en"))


@pytest.mark.audio
def test_brackets_in_a_text_do_not_change_how_it_is_pronounced():
    pytest.importorskip("hibari")
    voice = choose("hibari")

    assert voice.speak(Prompt("[Maria](/now/)", "en")) == voice.speak(
        Prompt("Maria /now/", "en")
    )


def test_the_online_voice_is_a_draft_until_a_person_accepted_it():
    from ivr.speech.gtts_voice import GttsVoice

    assert set(choose("gtts").grades.values()) == {Grade.DRAFT}
    assert GttsVoice(frozenset({"ru"})).grades["ru"] is Grade.CALLER
