"""Sounds, their files, and joining them."""

import struct
from array import array

import pytest

from ivr.speech.errors import UnreadableSound
from ivr.speech.sound import Pause, Sound, from_wav, join, seconds, silence


def tone(milliseconds: int, rate: int = 8000) -> Sound:
    count = rate * milliseconds // 1000
    return Sound(array("h", [5000, -5000] * (count // 2)).tobytes(), rate)


def test_a_linear_file_comes_back_as_it_was():
    assert from_wav(tone(100).wav()) == tone(100)


def test_a_mulaw_file_has_one_byte_a_sample_and_the_tag_of_mulaw():
    file = tone(100).mulaw_wav()

    assert struct.unpack("<H", file[20:22]) == (7,)
    assert seconds(file) == 0.1
    assert from_wav(file).rate == 8000


def test_the_length_is_read_from_the_samples():
    assert seconds(silence(1500).wav()) == 1.5


@pytest.mark.parametrize("broken", [b"", b"RIFF", b"RIFF0000WAVE", b"<html></html>"])
def test_what_is_no_sound_file_is_refused(broken):
    with pytest.raises(UnreadableSound, match="no whole mono WAV"):
        seconds(broken)


def test_a_file_cut_short_is_refused():
    with pytest.raises(UnreadableSound):
        from_wav(tone(100).wav()[:-1])


@pytest.mark.audio
def test_pieces_and_pauses_add_up():
    joined = join([tone(200), Pause(600), tone(300)])

    assert joined.seconds == pytest.approx(1.1)
    assert joined.rate == 8000


@pytest.mark.audio
def test_a_pause_is_digital_silence():
    joined = join([tone(200), Pause(600), tone(300)])
    middle = joined.pcm[2 * 8 * 250 : 2 * 8 * 750]

    assert middle == bytes(len(middle))


@pytest.mark.audio
def test_a_join_starts_and_ends_softly():
    samples = array("h")
    samples.frombytes(join([tone(100), tone(100)]).pcm)

    assert abs(samples[0]) < 200
    assert abs(samples[799]) < 200
    assert abs(samples[800]) < 200


@pytest.mark.audio
def test_joining_the_same_pieces_gives_the_same_bytes():
    pieces = [tone(120), Pause(50), tone(80)]

    assert join(pieces) == join(pieces)
