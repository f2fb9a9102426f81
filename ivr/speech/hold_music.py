"""Hold music of our own: three calm pieces, written as notes and made by this file.

Each piece is made on a ring, so that the tail of its last note rings into its
first bar and the loop has no seam. Every fundamental lies inside the telephone
band and the level is 7 dB under speech. `python -m ivr.speech.hold_music audio/hold`
writes the files again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ivr.speech.mastering import resampled
from ivr.speech.sound import TELEPHONE_RATE, Sound, from_floats, to_floats

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

MUSIC_DBOV = -30.0
"""7 dB under the speech of the line, so that the next update stands out."""

LOW_HZ, HIGH_HZ = 300.0, 3400.0
SHORTEST_OWN_SECONDS, CROSSFADE_SECONDS = 10, 2
MOST_OF_A_PEAK = 0.35
_A4_HZ, _A4_NOTE = 440.0, 69


@dataclass(frozen=True)
class Note:
    """A pitch (MIDI number) at a beat, sounding for so many beats, this loud."""

    pitch: int
    beat: float
    beats: float
    loudness: float


@dataclass(frozen=True)
class Piece:
    """A piece of so many beats at a pace, with a timbre: the loudness of overtones."""

    name: str
    beats: int
    beats_per_minute: float
    overtones: tuple[float, ...]
    decay_seconds: float
    notes: tuple[Note, ...]

    @property
    def seconds(self) -> float:
        return self.beats * 60 / self.beats_per_minute


def _broken_chords(
    chords: tuple[tuple[int, ...], ...], pattern: tuple[int, ...], step: float
) -> tuple[Note, ...]:
    """One chord a bar, its tones in the order of the pattern, the first louder."""
    bar = len(pattern) * step
    return tuple(
        Note(chord[tone], count * bar + place * step, 3 * step, 0.5 + 0.2 * (not place))
        for count, chord in enumerate(chords)
        for place, tone in enumerate(pattern)
    )


def _melody(*line: tuple[int, float, float]) -> tuple[Note, ...]:
    return tuple(Note(pitch, beat, beats, 0.8) for pitch, beat, beats in line)


_FIRST_LIGHT = Piece(
    name="first-light",
    beats=48,
    beats_per_minute=84,
    overtones=(1.0, 0.35, 0.12, 0.05),
    decay_seconds=1.4,
    notes=_broken_chords(
        (
            (64, 67, 71, 76),
            (65, 69, 72, 76),
            (64, 67, 72, 74),
            (65, 67, 71, 74),
        )
        * 3,
        (0, 1, 2, 3, 2, 1, 2, 1),
        0.5,
    )
    + _melody(
        (79, 8, 3), (76, 12, 2), (77, 16, 3), (74, 20, 2), (79, 24, 3), (81, 28, 2),
        (79, 32, 3), (76, 36, 2), (74, 40, 3), (76, 44, 2),
    ),
)  # fmt: skip

_HARBOUR = Piece(
    name="harbour",
    beats=48,
    beats_per_minute=96,
    overtones=(1.0, 0.2, 0.25, 0.04),
    decay_seconds=1.0,
    notes=_broken_chords(
        (
            (67, 71, 74), (64, 71, 76), (69, 72, 76), (66, 69, 74),
            (67, 71, 74), (64, 69, 72), (66, 69, 72), (67, 71, 74),
        )
        * 2,
        (0, 2, 1),
        1.0,
    )
    + _melody(
        (79, 0, 2), (78, 2, 1), (76, 3, 3), (76, 6, 2), (74, 8, 1), (74, 9, 3),
        (71, 12, 2), (72, 14, 1), (76, 15, 3), (74, 18, 2), (72, 20, 1), (71, 21, 3),
        (83, 24, 2), (81, 26, 1), (79, 27, 3), (81, 30, 2), (79, 32, 1), (78, 33, 3),
        (79, 36, 2), (76, 38, 1), (72, 39, 3), (74, 42, 2), (78, 44, 1), (79, 45, 3),
    ),
)  # fmt: skip

_LANTERNS = Piece(
    name="lanterns",
    beats=32,
    beats_per_minute=60,
    overtones=(1.0, 0.5, 0.2, 0.1),
    decay_seconds=2.2,
    notes=_broken_chords(
        (
            (66, 69, 73, 76), (64, 69, 71, 76), (66, 71, 73, 78), (64, 68, 71, 76),
            (66, 69, 73, 76), (69, 73, 76, 78), (64, 71, 73, 76), (66, 69, 73, 76),
        ),
        (0, 2, 1, 3),
        1.0,
    )
    + _melody(
        (81, 1.5, 2), (78, 4.5, 2), (76, 6.5, 2), (83, 9.5, 2), (81, 12.5, 2),
        (85, 17.5, 2), (83, 20.5, 2), (81, 22.5, 2), (78, 25.5, 2), (76, 28.5, 3),
    ),
)  # fmt: skip

PIECES: tuple[Piece, ...] = (_FIRST_LIGHT, _HARBOUR, _LANTERNS)


def play(piece: Piece) -> Sound:
    """The piece once through, at the rate and in the band of the telephone."""
    import numpy as np

    size = round(piece.seconds * TELEPHONE_RATE)
    ring = np.zeros(size)
    for note in piece.notes:
        start = round(note.beat * 60 / piece.beats_per_minute * TELEPHONE_RATE)
        tone = _tone(note, piece)
        np.add.at(ring, (start + np.arange(len(tone))) % size, tone)
    banded = _ring_band(ring)
    level = 10 ** (MUSIC_DBOV / 20) / float(np.sqrt(np.mean(banded**2)))
    return from_floats(banded * level, TELEPHONE_RATE)


def hold_music(name: str) -> bytes | None:
    """A piece as a WAV file, from the package or the repository; None if unknown."""
    if name not in {piece.name for piece in PIECES}:
        return None
    package = Path(__file__).parents[1]
    for folder in (package / "_audio" / "hold", package.parent / "audio" / "hold"):
        path = folder / f"{name}.wav"
        if path.is_file():
            return path.read_bytes()
    return _played(name)


def fitted(uploaded: Sound) -> Sound:
    """An owner's own music for the telephone: in its band, under speech, a loop.

    The last two seconds fade into the first two, so the piece is that much shorter.
    ValueError where it lasts less than ten seconds or is silent.
    """
    import numpy as np

    samples = resampled(
        to_floats(uploaded), uploaded.rate, TELEPHONE_RATE, band=(LOW_HZ, HIGH_HZ)
    )
    if len(samples) < SHORTEST_OWN_SECONDS * TELEPHONE_RATE:
        raise ValueError(f"hold music lasts at least {SHORTEST_OWN_SECONDS} seconds")
    overlap = CROSSFADE_SECONDS * TELEPHONE_RATE
    rising = np.sin(np.linspace(0.0, np.pi / 2, overlap)) ** 2
    ring = samples[:-overlap].copy()
    ring[:overlap] = ring[:overlap] * rising + samples[-overlap:] * (1.0 - rising)
    loudness = float(np.sqrt(np.mean(ring**2)))
    if loudness < 1e-4:
        raise ValueError("this music is silent")
    level = 10 ** (MUSIC_DBOV / 20) / loudness
    quiet = np.clip(ring * level, -MOST_OF_A_PEAK, MOST_OF_A_PEAK)
    return from_floats(quiet, TELEPHONE_RATE)


@cache
def _played(name: str) -> bytes:
    return play(next(piece for piece in PIECES if piece.name == name)).wav()


def _tone(note: Note, piece: Piece) -> NDArray[float64]:
    import numpy as np

    held = note.beats * 60 / piece.beats_per_minute
    time = np.arange(int((held + 1.5) * TELEPHONE_RATE)) / TELEPHONE_RATE
    hertz = _A4_HZ * 2 ** ((note.pitch - _A4_NOTE) / 12)
    sound = np.zeros(len(time))
    for count, loudness in enumerate(piece.overtones, start=1):
        if hertz * count < HIGH_HZ:
            fading = np.exp(-time * count**0.7 / piece.decay_seconds)
            sound += loudness * fading * np.sin(2 * np.pi * hertz * count * time)
    attack = np.clip(time / 0.012, 0.0, 1.0)
    release = np.clip((held + 1.5 - time) / 1.2, 0.0, 1.0)
    shaped: NDArray[float64] = note.loudness * sound * attack * release**2
    return shaped


def _ring_band(ring: NDArray[float64]) -> NDArray[float64]:
    """Cuts to the band on the ring itself, so that the loop stays without a seam."""
    import numpy as np

    spectrum = np.fft.rfft(ring)
    hertz = np.fft.rfftfreq(len(ring), 1 / TELEPHONE_RATE)
    spectrum[(hertz < LOW_HZ) | (hertz > HIGH_HZ)] = 0
    banded: NDArray[float64] = np.fft.irfft(spectrum, len(ring))
    return banded


def main(folder: Path) -> None:
    """Writes all pieces into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for piece in PIECES:
        (folder / f"{piece.name}.wav").write_bytes(play(piece).wav())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
