"""Hold music that loops, fits the telephone and stays under speech."""

from pathlib import Path

import pytest
import yaml

from ivr.speech.mastering import SPEECH_DBOV, peak_level
from ivr.speech.sound import from_wav, to_floats

np = pytest.importorskip("numpy")

from ivr.speech.hold_music import PIECES, hold_music, play  # noqa: E402

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
