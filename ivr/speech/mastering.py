"""Makes a voice fit the telephone: band, level, peak, and silence at the ends.

Levels are in dBov, decibels below a full-scale square wave (ITU-T G.100.1). The
speech level is the mean over active speech in the manner of ITU-T P.56, measured
after the band filter. RFC 7874 section 4 asks for about -22 dBov, telephone
laboratories use -26; -23 is inside the tolerance of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from ivr.speech.errors import VoiceFailed
from ivr.speech.sound import (
    TELEPHONE_RATE,
    Pause,
    Sound,
    from_floats,
    join,
    to_floats,
)

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Samples = NDArray[float64]

MASTERING = "telephone-1"
"""The identity of this mastering; part of every audio hash."""

LOW_HZ, HIGH_HZ = 310.0, 3380.0
LOW_SLOPE_HZ, HIGH_SLOPE_HZ = 50.0, 100.0
SPEECH_DBOV = -23.0
PEAK_DBFS = -3.0
HEAD_MS, TAIL_MS = 150, 250

_FRAME_MS = 10
_ACTIVE_MARGIN_DB = 15.9
_SILENT_BELOW_SPEECH_DB = 40.0
_KEPT_AROUND_SPEECH_MS = 20
_LOOK_AHEAD_MS = 5
_PEAK_HEADROOM_DB = 0.05


@dataclass(frozen=True)
class Mastered:
    """One prompt, twice: as the telephone carries it, and with its whole band."""

    telephone: Sound
    wide: Sound


def master(raw: Sound) -> Mastered:
    """Masters a voice for the telephone; the same input gives the same bytes.

    Raises VoiceFailed where the sound holds no speech.
    """
    spoken = to_floats(raw)
    narrow = resampled(spoken, raw.rate, TELEPHONE_RATE, band=(LOW_HZ, HIGH_HZ))
    start, end = _speech_span(narrow)
    telephone = _levelled(narrow[start:end], TELEPHONE_RATE)
    wide_start = start * raw.rate // TELEPHONE_RATE
    wide_end = end * raw.rate // TELEPHONE_RATE
    wide = _levelled(spoken[wide_start:wide_end], raw.rate)
    return Mastered(
        _framed(from_floats(telephone, TELEPHONE_RATE)),
        _framed(from_floats(wide, raw.rate)),
    )


def resampled(
    samples: Samples, rate: int, wanted: int, band: tuple[float, float] | None = None
) -> Samples:
    """Samples at another rate, without delay, cut to a band in Hz where one is given.

    Both happen in the spectrum of the whole sound, with slopes soft enough not to
    ring: half the amplitude remains at either edge of the band.
    """
    import numpy as np

    step = rate // gcd(rate, wanted)
    wanted_step = wanted // gcd(rate, wanted)
    blocks = _smooth_size((len(samples) + rate // 5) // step + 1)
    size, wanted_size = blocks * step, blocks * wanted_step
    spectrum = np.fft.rfft(samples, size)
    hertz: Samples = np.arange(len(spectrum), dtype=np.float64) * (rate / size)
    if band is None:
        band = (-LOW_SLOPE_HZ, min(rate, wanted) / 2 - HIGH_SLOPE_HZ)
    low, high = band
    spectrum = spectrum * _slope(hertz, low, LOW_SLOPE_HZ)
    spectrum = spectrum * (1.0 - _slope(hertz, high, HIGH_SLOPE_HZ))
    kept = np.zeros(wanted_size // 2 + 1, complex)
    shared = min(len(kept), len(spectrum))
    kept[:shared] = spectrum[:shared]
    count = len(samples) * wanted // rate
    result: Samples = np.fft.irfft(kept, wanted_size)[:count] * (wanted / rate)
    return result


def speech_level(samples: Samples, rate: int) -> float | None:
    """The level of active speech in dBov, None where there is only silence.

    Frames count as speech while they are at most 15.9 dB below the level of speech
    itself, the margin of ITU-T P.56; the level is the fixed point of that rule.
    """
    import numpy as np

    energy = _frame_energy(samples, rate)
    energy = energy[energy > 1e-9]
    if not len(energy):
        return None
    level = float(np.mean(energy))
    for _ in range(20):
        active = energy[energy >= level * 10 ** (-_ACTIVE_MARGIN_DB / 10)]
        following = float(np.mean(active))
        if following == level:
            break
        level = following
    return float(10 * np.log10(level))


def peak_level(samples: Samples) -> float:
    """The largest sample in dB below full scale."""
    import numpy as np

    largest = float(np.max(np.abs(samples), initial=0.0))
    return float(20 * np.log10(largest)) if largest else -200.0


def speech_ends(samples: Samples, rate: int) -> tuple[float, float]:
    """Seconds of silence before the first and after the last frame of speech."""
    first, last = _loud_frames(samples, rate)
    frame = _FRAME_MS / 1000
    return first * frame, max(0.0, len(samples) / rate - (last + 1) * frame)


def _levelled(samples: Samples, rate: int) -> Samples:
    gain_db = 0.0
    limited = samples
    for _ in range(4):
        level = speech_level(limited, rate)
        if level is None:
            raise _no_speech()
        gain_db += SPEECH_DBOV - level
        limited = _limited(samples * 10 ** (gain_db / 20), rate)
    return limited


def _limited(samples: Samples, rate: int) -> Samples:
    """Holds peaks under the limit by turning down smoothly around them."""
    import numpy as np

    ceiling = 10 ** ((PEAK_DBFS - _PEAK_HEADROOM_DB) / 20)
    sizes = np.abs(samples)
    if not len(sizes) or float(sizes.max()) <= ceiling:
        return samples
    reach = rate * _LOOK_AHEAD_MS // 1000
    needed = np.minimum(1.0, ceiling / np.maximum(sizes, 1e-9))
    padded = np.pad(needed, 2 * reach, constant_values=1.0)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    lowest = windows.min(axis=1)
    smooth = np.hanning(2 * reach + 3)[1:-1]
    turned_down: Samples = np.convolve(lowest, smooth / smooth.sum(), mode="valid")
    return samples * turned_down


def _speech_span(samples: Samples) -> tuple[int, int]:
    first, last = _loud_frames(samples, TELEPHONE_RATE)
    frame = TELEPHONE_RATE * _FRAME_MS // 1000
    kept = TELEPHONE_RATE * _KEPT_AROUND_SPEECH_MS // 1000
    return max(0, first * frame - kept), min(len(samples), (last + 1) * frame + kept)


def _loud_frames(samples: Samples, rate: int) -> tuple[int, int]:
    import numpy as np

    level = speech_level(samples, rate)
    if level is None:
        raise _no_speech()
    floor = 10 ** ((level - _SILENT_BELOW_SPEECH_DB) / 10)
    loud = np.flatnonzero(_frame_energy(samples, rate) > floor)
    return int(loud[0]), int(loud[-1])


def _frame_energy(samples: Samples, rate: int) -> Samples:
    import numpy as np

    size = rate * _FRAME_MS // 1000
    count = -(-len(samples) // size)
    padded = np.pad(samples, (0, count * size - len(samples)))
    energy: Samples = np.mean(padded.reshape(count, size) ** 2, axis=1)
    return energy


def _framed(sound: Sound) -> Sound:
    return join([Pause(HEAD_MS), sound, Pause(TAIL_MS)])


def _slope(hertz: Samples, edge: float, width: float) -> Samples:
    import numpy as np

    place = np.clip((hertz - edge) / width + 0.5, 0.0, 1.0)
    rising: Samples = 0.5 - 0.5 * np.cos(np.pi * place)
    return rising


def _smooth_size(least: int) -> int:
    """The next number that has no prime factor above 5: a fast transform."""
    size = max(1, least)
    while True:
        rest = size
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return size
        size += 1


def _no_speech() -> VoiceFailed:
    return VoiceFailed(
        "the sound holds only silence",
        "render it again or choose another voice",
        permanent=False,
    )
