"""A whole call to listen to."""

from pathlib import Path

import pytest

from ivr.speech.diction import Diction
from ivr.speech.engine import NoVoice
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.listen import Kind, Moment, Style, listen
from ivr.speech.own_music import OwnMusic
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound, from_wav, tone

np = pytest.importorskip("numpy")

from ivr.speech.sound import from_floats, to_floats  # noqa: E402

pytestmark = pytest.mark.audio


class Hummer:
    """Hums two seconds for anything: English well, Russian as a draft."""

    name, voice = "hummer", "hummer-1"

    def __init__(self) -> None:
        self.grades = {"en": Grade.CALLER, "ru": Grade.DRAFT}

    def speak(self, prompt: Prompt) -> Sound:
        time_line = np.arange(16000) / 8000
        return from_floats(0.2 * np.sin(2 * np.pi * 440 * time_line), 8000)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path, Hummer())


CALL = [
    Moment(0.0, Kind.LINE, "Northside Dental. How can I help you?"),
    Moment(3.0, Kind.CALLER, "I have a question about my bill & <more>."),
    Moment(6.0, Kind.RINGBACK, seconds=10.0),
    Moment(16.0, Kind.MUSIC, seconds=4.0),
    Moment(20.0, Kind.LINE, "Thank you for calling. Goodbye."),
]


def loudness(wav: bytes, start: float, end: float) -> float:
    samples = to_floats(from_wav(wav))[round(start * 8000) : round(end * 8000)]
    return float(np.sqrt(np.mean(samples**2)))


def test_the_call_lasts_from_greeting_to_goodbye(library):
    assert from_wav(listen(CALL, library).wav).seconds == pytest.approx(22.4, abs=0.1)


def test_the_line_rings_and_music_are_heard_and_the_caller_is_silent(library):
    wav = listen(CALL, library).wav

    assert loudness(wav, 0.5, 2.0) > 0.05
    assert loudness(wav, 3.0, 6.0) == 0.0
    assert loudness(wav, 6.1, 6.9) > 0.02
    assert loudness(wav, 7.1, 10.9) == 0.0
    assert 0.01 < loudness(wav, 16.5, 19.5) < loudness(wav, 20.5, 22.0)


def test_captions_hold_both_sides_with_their_times(library):
    captions = listen(CALL, library).captions

    assert captions.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.")
    assert "<v line>Northside Dental. How can I help you?" in captions
    assert "<v caller>I have a question about my bill &amp; &lt;more&gt;." in captions
    assert "00:00:16.000 --> 00:00:20.000\n<v music>(music)" in captions


def test_the_line_never_speaks_over_itself(library):
    two = [Moment(0.0, Kind.LINE, "One."), Moment(0.5, Kind.LINE, "Two.")]
    heard = listen(two, library)

    assert from_wav(heard.wav).seconds == pytest.approx(4.8, abs=0.1)


def test_a_draft_voice_is_announced_with_the_voice_that_callers_hear(library):
    heard = listen([Moment(0.0, Kind.LINE, "Здравствуйте", "ru")], library)

    assert heard.notices == ("ru: a draft voice; callers hear Tatyana",)
    assert "NOTE ru: a draft voice; callers hear Tatyana" in heard.captions


def test_without_a_voice_the_words_are_a_silence_of_their_length(tmp_path):
    heard = listen(CALL[:1], Library(tmp_path, NoVoice()))

    assert heard.notices == ("en: no voice here; callers hear Joanna",)
    assert 2.0 < from_wav(heard.wav).seconds < 4.5
    assert loudness(heard.wav, 0.0, 2.0) == 0.0


def test_a_call_of_more_than_an_hour_is_refused(library):
    with pytest.raises(ValueError, match="too long"):
        listen([Moment(4000.0, Kind.LINE, "Hello")], library)


def test_the_same_call_gives_the_same_bytes(library):
    assert listen(CALL, library) == listen(CALL, library)


def test_the_music_is_the_one_of_the_script_or_the_owners(library):
    ours = listen(CALL, library).wav
    harbour = listen(CALL, library, Style(piece="harbour")).wav
    OwnMusic(library.folder).keep(tone(523.0, 12.0))
    own = listen(CALL, library, Style(piece="harbour")).wav

    assert len({ours, harbour, own}) == 3


def test_names_are_spoken_as_pronounced_and_captioned_as_written(library):
    style = Style(diction=Diction({"en": {"Northside": "North side"}}))
    heard = listen(CALL[:1], library, style)
    respelt = Prompt(CALL[0].words, "en", "North side Dental. How can I help you?")

    assert library.find(respelt) is not None
    assert "<v line>Northside Dental. How can I help you?" in heard.captions
