"""A voice made fit for the telephone."""

import pytest

from ivr.speech.errors import VoiceFailed
from ivr.speech.sound import Sound, from_floats, silence, to_floats

np = pytest.importorskip("numpy")

from ivr.speech import mastering  # noqa: E402

pytestmark = pytest.mark.audio


def voice_like(rate: int = 24000, loud: float = 0.1, seconds: float = 2.0) -> Sound:
    """Bursts of a voice-like buzz with pauses between and silence around."""
    time = np.arange(int(rate * seconds)) / rate
    buzz = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 40))
    syllables = np.clip(np.sin(2 * np.pi * 2.5 * time) + 0.3, 0, 1)
    edges = np.zeros(rate // 2)
    return from_floats(np.concatenate([edges, loud * buzz * syllables, edges]), rate)


def test_speech_is_at_minus_23_dbov_whatever_it_was_before():
    for loud in (0.005, 0.05, 0.3):
        finished = to_floats(mastering.master(voice_like(loud=loud)).telephone)

        assert mastering.speech_level(finished, 8000) == pytest.approx(-23.0, abs=0.2)


def test_no_peak_is_above_minus_3_dbfs():
    spiky = to_floats(voice_like(loud=0.02))
    spiky[30000:34000:1000] = 0.9
    finished = to_floats(mastering.master(from_floats(spiky, 24000)).telephone)

    assert mastering.peak_level(finished) <= -3.0


def test_the_finished_prompt_has_150_ms_before_and_250_ms_after_the_words():
    finished = mastering.master(voice_like()).telephone
    before, after = mastering.speech_ends(to_floats(finished), 8000)

    assert 0.15 <= before <= 0.19
    assert 0.25 <= after <= 0.29
    assert finished.pcm[: 2 * 1200] == bytes(2 * 1200)


def test_only_the_telephone_band_is_left():
    time = np.arange(48000) / 24000
    tones = {hertz: np.sin(2 * np.pi * hertz * time) for hertz in (100, 1000, 3800)}
    low, middle, high = (
        float(np.std(mastering.resampled(tone, 24000, 8000, band=(300, 3400))))
        for tone in tones.values()
    )

    assert middle == pytest.approx(0.707, abs=0.01)
    assert low < 0.005
    assert high < 0.005


def test_resampling_keeps_the_length_and_the_place():
    click = np.zeros(22050)
    click[11025] = 1.0
    slower = mastering.resampled(click, 22050, 8000)

    assert len(slower) == 8000
    assert int(np.argmax(slower)) == 4000


def test_the_same_sound_gives_the_same_bytes():
    assert mastering.master(voice_like()) == mastering.master(voice_like())


def test_the_wide_band_master_keeps_its_rate_and_its_treble():
    wide = mastering.master(voice_like()).wide
    spectrum = np.abs(np.fft.rfft(to_floats(wide)))
    above = spectrum[int(len(spectrum) * 3600 / 12000) :]

    assert wide.rate == 24000
    assert float(above.max()) > 0.001 * float(spectrum.max())


def test_a_sound_of_silence_is_no_prompt():
    with pytest.raises(VoiceFailed, match="only silence"):
        mastering.master(silence(800, rate=24000))
