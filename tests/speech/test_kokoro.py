"""The voice of drafts: phonemes in, three languages out."""

import pytest

from ivr.speech import kokoro_voice
from ivr.speech.engine import choose
from ivr.speech.errors import LanguageNotSpoken, VoiceMissing
from ivr.speech.grade import Grade
from ivr.speech.prompt import Prompt

pytestmark = pytest.mark.audio

needs_kokoro = pytest.mark.skipif(
    not kokoro_voice.installed(), reason="the wheels of kokoro are not installed"
)


@pytest.mark.skipif(kokoro_voice.installed(), reason="kokoro is installed")
def test_without_its_wheels_it_says_how_to_install_them():
    with pytest.raises(VoiceMissing, match="pip install"):
        choose("kokoro")


@needs_kokoro
def test_it_is_a_draft_in_every_language():
    assert dict(choose("kokoro").grades) == {
        "fil": Grade.DRAFT,
        "nb": Grade.DRAFT,
        "ru": Grade.DRAFT,
    }


@needs_kokoro
def test_it_does_not_speak_english():
    with pytest.raises(LanguageNotSpoken):
        choose("kokoro").speak(Prompt("Hello", "en"))


@needs_kokoro
def test_the_same_words_give_the_same_samples():
    voice, hello = choose("kokoro"), Prompt("Спасибо за звонок.", "ru")

    assert voice.speak(hello) == voice.speak(hello)


def test_every_style_is_there_with_a_row_for_each_length():
    pytest.importorskip("numpy")

    for style in set(kokoro_voice.STYLES.values()):
        assert kokoro_voice.KokoroVoice._styles(style).shape == (510, 256)
