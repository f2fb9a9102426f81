"""Judging a person's own recording."""

import pytest

from ivr.speech.engine import choose
from ivr.speech.judge import judge
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Pause, Sound, from_floats, join, silence, to_floats

np = pytest.importorskip("numpy")
pytest.importorskip("hibari")

pytestmark = pytest.mark.audio

GREETING = Prompt("Northside Dental, this is Maria. How can I help you?", "en")


@pytest.fixture(scope="module")
def spoken() -> Sound:
    return choose("hibari").speak(GREETING)


def changed(sound: Sound, change) -> Sound:
    return from_floats(change(to_floats(sound)), sound.rate)


def names(sound: Sound, prompt: Prompt = GREETING) -> list[str]:
    return [remark.name for remark in judge(sound, prompt).remarks]


def test_a_good_recording_has_no_remarks(spoken):
    verdict = judge(spoken, GREETING)

    assert verdict.remarks == ()
    assert verdict.usable


def test_a_clipped_recording_is_refused(spoken):
    loud = changed(spoken, lambda samples: samples * 12)

    assert "clipping" in names(loud)
    assert not judge(loud, GREETING).usable


def test_a_noisy_room_is_refused(spoken):
    noise = np.random.default_rng(1).standard_normal(len(spoken.pcm) // 2) * 0.02
    noisy = changed(spoken, lambda samples: samples + noise)

    assert names(noisy) == ["noise"]
    assert not judge(noisy, GREETING).usable


def test_a_quiet_voice_is_only_advice(spoken):
    quiet = changed(spoken, lambda samples: samples * 0.05)

    assert names(quiet) == ["quiet"]
    assert judge(quiet, GREETING).usable


def test_long_silence_at_the_ends_is_only_advice(spoken):
    assert names(join([Pause(2500), spoken, Pause(1800)])) == ["silence"]


def test_a_long_pause_in_the_middle_is_noticed(spoken):
    assert "pause" in names(join([spoken, Pause(4000), spoken]))


def test_a_recording_that_lacks_most_words_is_refused(spoken):
    long = Prompt(" ".join([GREETING.text] * 4), "en")

    assert names(spoken, long) == ["short"]
    assert not judge(spoken, long).usable


def test_silence_is_refused():
    assert names(silence(3000, 16000)) == ["no-speech"]


def test_each_remark_says_what_to_do(spoken):
    remark = judge(silence(3000, 16000), GREETING).remarks[0]

    assert remark.problem == "nobody is heard in this recording"
    assert remark.way_out == "check that the microphone is on, and record again"
