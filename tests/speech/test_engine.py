"""Voices: which there are and what they can do."""

import pytest

from ivr.carrier.facts.voices import VOICES
from ivr.languages import CODES
from ivr.script.voices import OFFERED
from ivr.speech.carrier_voice import CARRIER_VOICES, carrier_voice
from ivr.speech.carrier_voice import OFFERED as CARRIERS
from ivr.speech.engine import ENGINES, choose
from ivr.speech.ensemble import Ensemble, grade, speaker
from ivr.speech.errors import LanguageNotSpoken, NothingToSay, VoiceMissing
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound


def test_an_unknown_voice_names_the_known_ones():
    with pytest.raises(
        VoiceMissing, match="festival, flite, gtts, hibari, kokoro, none"
    ):
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


def test_the_embedded_voice_is_the_default_and_is_caller_grade_in_english_only():
    pytest.importorskip("hibari")
    grades = choose(None).grades

    assert [tag for tag, grade in grades.items() if grade is Grade.CALLER] == ["en"]


class Speaker:
    def __init__(self, name: str, **grades: Grade) -> None:
        self.name, self.voice, self.grades = name, f"{name}-1", grades

    def speak(self, prompt: Prompt) -> Sound:
        return Sound(self.name.encode(), 8000)


def test_of_several_voices_each_language_has_the_best():
    first = Speaker("first", en=Grade.CALLER, ru=Grade.DRAFT)
    second = Speaker("second", en=Grade.CALLER, ru=Grade.CALLER, nb=Grade.DRAFT)
    both = Ensemble([first, second])

    assert speaker(both, Prompt("Hello", "en")) is first
    assert speaker(both, Prompt("Привет", "ru")) is second
    assert dict(both.grades) == {
        "en": Grade.CALLER,
        "ru": Grade.CALLER,
        "nb": Grade.DRAFT,
    }
    assert both.speak(Prompt("Hei", "nb")).pcm == b"second"


def test_a_script_asks_for_another_voice_than_the_best():
    first = Speaker("first", en=Grade.CALLER)
    both = Ensemble([first, Speaker("second", en=Grade.DRAFT)])

    assert both.speak(Prompt("Hello", "en", voice="second")).pcm == b"second"
    assert grade(both, Prompt("Hello", "en", voice="second")) is Grade.DRAFT
    assert speaker(first, Prompt("Hello", "en", voice="second")) is None


def test_the_best_voice_stands_in_for_one_of_the_carriers_in_previews_only():
    only = Speaker("first", en=Grade.CALLER)
    matthew = Prompt("Hello", "en", voice="Polly.Matthew")

    assert speaker(only, matthew) is only
    assert grade(only, matthew) is Grade.DRAFT
    assert carrier_voice(matthew).say_voice == "Polly.Matthew"


@pytest.mark.parametrize("language", CODES)
def test_a_script_may_ask_for_every_voice_of_the_carriers_and_for_engines(language):
    names = set(OFFERED[language])
    carriers = {voice.say_voice for voice in CARRIERS[language]}

    assert carriers <= names
    assert names - carriers <= set(ENGINES) - {"none"}


@pytest.mark.parametrize("language", CODES)
def test_the_carrier_knows_every_voice_that_is_offered(language):
    assert {voice.say_voice for voice in CARRIERS[language]} <= VOICES


def test_adding_a_voice_does_not_rename_the_audio_of_another(tmp_path):
    english = Speaker("first", en=Grade.CALLER)
    alone = Library(tmp_path, english)
    joined = Library(tmp_path, Ensemble([english, Speaker("x", ru=Grade.DRAFT)]))
    hello = Prompt("Hello", "en")

    assert alone.hash(hello) == joined.hash(hello)


def test_none_beats_nothing_and_a_list_may_hold_it():
    assert choose("none").grades == {}


@pytest.mark.audio
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("flite", Prompt("How can I help you? -o /etc/passwd", "en")),
        ("festival", Prompt('Чем могу вам помочь? ") (quit)', "ru")),
    ],
)
def test_a_voice_of_the_system_speaks_any_words_as_words(name, words):
    try:
        voice = choose(name)
    except VoiceMissing as missing:
        pytest.skip(str(missing))

    assert voice.speak(words).seconds > 1.0


@pytest.mark.parametrize("name", ["flite", "festival"])
def test_a_voice_that_is_not_installed_says_how_to_install_it(name, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(VoiceMissing, match="apt-get install"):
        choose(name)


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
