"""Hold music that loops, fits the telephone and stays under speech."""

from pathlib import Path

import pytest
import yaml

from ivr.speech.mastering import SPEECH_DBOV, peak_level
from ivr.speech.sound import from_floats, from_wav, silence, to_floats

np = pytest.importorskip("numpy")

from ivr.speech.hold_music import PIECES, fitted, hold_music, play  # noqa: E402

pytestmark = pytest.mark.audio

AUDIO = Path(__file__).parents[2] / "audio"
EVERY_PIECE = pytest.mark.parametrize("piece", PIECES, ids=[p.name for p in PIECES])


@EVERY_PIECE
def test_the_loop_has_no_seam(piece):
    samples = to_floats(play(piece))
    steps = np.abs(np.diff(samples))
    seam = abs(samples[0] - samples[-1])

    assert seam <= np.percentile(steps, 99)


@EVERY_PIECE
def test_the_loop_does_not_go_quiet_where_it_closes(piece):
    samples = to_floats(play(piece))
    around = np.concatenate([samples[-4000:], samples[:4000]])

    assert np.std(around) > 0.3 * np.std(samples)


@EVERY_PIECE
def test_it_stays_under_speech(piece):
    samples = to_floats(play(piece))
    level = 20 * np.log10(np.sqrt(np.mean(samples**2)))

    assert level == pytest.approx(-30.0, abs=0.5)
    assert level < SPEECH_DBOV - 6
    assert peak_level(samples) < -12


@EVERY_PIECE
def test_all_of_it_passes_the_telephone(piece):
    samples = to_floats(play(piece))
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / 8000)
    inside = power[(hertz >= 300) & (hertz <= 3400)].sum()

    assert inside / power.sum() > 0.999


@EVERY_PIECE
def test_the_committed_file_is_what_the_program_plays(piece):
    committed = to_floats(from_wav((AUDIO / "hold" / f"{piece.name}.wav").read_bytes()))

    assert np.max(np.abs(committed - to_floats(play(piece)))) <= 2 / 32768


def test_a_piece_is_found_by_its_name():
    assert from_wav(hold_music("harbour")).seconds == pytest.approx(30.0)
    assert hold_music("../manifest") is None


def test_every_sound_in_the_repository_has_its_rights_written_down():
    manifest = yaml.safe_load((AUDIO / "manifest.yaml").read_text("utf-8"))
    listed = {entry["file"] for entry in manifest["recordings"]}
    present = {f"hold/{path.name}" for path in (AUDIO / "hold").iterdir()}

    assert listed == present
    assert all(entry["rights"] for entry in manifest["recordings"])


def test_an_owners_own_music_becomes_a_quiet_loop_in_the_telephone_band():
    time = np.arange(44100 * 12) / 44100
    own = from_floats(0.8 * np.sin(2 * np.pi * (300 + 40 * time) * time), 44100)
    samples = to_floats(fitted(own))

    assert len(samples) / 8000 == pytest.approx(10.0, abs=0.01)
    level = 20 * np.log10(np.sqrt(np.mean(samples**2)))
    assert level == pytest.approx(-30.0, abs=0.5)
    assert abs(samples[0] - samples[-1]) <= np.max(np.abs(np.diff(samples)))


def test_own_music_that_is_short_or_silent_is_refused():
    with pytest.raises(ValueError, match="at least 10 seconds"):
        fitted(silence(5000))
    with pytest.raises(ValueError, match="silent"):
        fitted(silence(15000))
