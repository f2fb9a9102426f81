"""The name of the audio of a prompt."""

from ivr.speech.prompt import Prompt, audio_hash, has_words


def test_the_same_words_in_the_same_voice_have_the_same_name():
    name = audio_hash(Prompt("How can I help you?", "en"), "hibari", "telephone-1")

    assert name == "2cd12b07fe88c7268b31c3b265e8cffd"


def test_another_language_voice_or_mastering_gives_another_name():
    names = {
        audio_hash(Prompt("Hei", "nb"), "a", "1"),
        audio_hash(Prompt("Hei", "en"), "a", "1"),
        audio_hash(Prompt("Hei", "nb"), "b", "1"),
        audio_hash(Prompt("Hei", "nb"), "a", "2"),
        audio_hash(Prompt("Hei.", "nb"), "a", "1"),
    }

    assert len(names) == 5


def test_words_of_any_script_count_as_words():
    assert has_words("Здравствуйте")
    assert has_words("24")
    assert not has_words(" … ?! ")
