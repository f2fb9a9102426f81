"""Mono sound as 16-bit samples, its WAV files, and the joining of pieces."""

from __future__ import annotations

import os
import struct
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

from ivr.speech.errors import UnreadableSound
from ivr.speech.mulaw import linear, mulaw

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray
    from pydub import AudioSegment

TELEPHONE_RATE = 8000
"""Samples a second on a telephone line (ITU-T G.711)."""

LINEAR_HEADER_BYTES = 44
PCM, MULAW = 1, 7
"""WAV format tags of linear samples and of mu-law."""


@dataclass(frozen=True)
class Sound:
    """One channel of signed 16-bit little-endian samples at `rate` a second."""

    pcm: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.pcm) / 2 / self.rate

    def wav(self) -> bytes:
        """The sound as a linear 16-bit WAV file."""
        layout = struct.pack("<HHIIHH", PCM, 1, self.rate, self.rate * 2, 2, 16)
        return _riff(_chunk(b"fmt ", layout), _chunk(b"data", self.pcm))

    def mulaw_wav(self) -> bytes:
        """The sound as a G.711 mu-law WAV file, half the size of the linear one."""
        coded = mulaw(self.pcm)
        layout = struct.pack("<HHIIHHH", MULAW, 1, self.rate, self.rate, 1, 8, 0)
        length = struct.pack("<I", len(coded))
        return _riff(
            _chunk(b"fmt ", layout), _chunk(b"fact", length), _chunk(b"data", coded)
        )


@dataclass(frozen=True)
class Pause:
    """Silence between two pieces."""

    milliseconds: int


def silence(milliseconds: int, rate: int = TELEPHONE_RATE) -> Sound:
    return Sound(bytes(2 * (rate * milliseconds // 1000)), rate)


def from_wav(wav: bytes) -> Sound:
    """Reads a mono WAV file of ours, linear 16-bit or mu-law.

    Raises UnreadableSound for anything else; uploads go through `upload.decode`.
    """
    layout, samples = _wav_parts(wav)
    tag, channels, rate = struct.unpack("<HHI", layout[:8])
    if channels != 1 or tag not in (PCM, MULAW):
        raise _not_ours()
    return Sound(samples if tag == PCM else linear(samples), rate)


def seconds(wav: bytes) -> float:
    """The length of a WAV file in seconds, by its header and its samples."""
    layout, samples = _wav_parts(wav)
    per_second: int = struct.unpack("<I", layout[8:12])[0]
    if per_second == 0:
        raise _not_ours()
    return len(samples) / per_second


def file_seconds(path: Path) -> float:
    """The length of a linear WAV file of ours, from its header and its size alone.

    Raises UnreadableSound where the file is cut short or not ours, OSError where it
    cannot be opened.
    """
    with path.open("rb") as file:
        header = file.read(LINEAR_HEADER_BYTES)
        size = os.fstat(file.fileno()).st_size
    if len(header) < LINEAR_HEADER_BYTES or header[36:40] != b"data":
        raise _not_ours()
    (rate,) = struct.unpack("<I", header[24:28])
    (length,) = struct.unpack("<I", header[40:44])
    if not rate or size != LINEAR_HEADER_BYTES + length + length % 2:
        raise _not_ours()
    return float(length / 2 / rate)


def join(pieces: Iterable[Sound | Pause]) -> Sound:
    """Puts pieces and pauses one after another, at the rate of the first sound.

    Each piece is faded over its first and last 4 ms, so that no join clicks.
    """
    items = list(pieces)
    rate = next((item.rate for item in items if isinstance(item, Sound)), 0)
    if not rate:
        return silence(sum(i.milliseconds for i in items if isinstance(i, Pause)))
    segment_of = _audio_segment()
    joined = segment_of.silent(duration=0, frame_rate=rate)
    for item in items:
        if isinstance(item, Pause):
            part = segment_of.silent(duration=item.milliseconds, frame_rate=rate)
        else:
            part = _segment(item).fade_in(4).fade_out(4)
        joined = joined.append(part, crossfade=0)
    return Sound(joined.raw_data, rate)


def overlaid(ground: Sound, sounds: Iterable[tuple[float, Sound]]) -> Sound:
    """Lays sounds of the same rate over a ground, each from so many seconds on."""
    mixed = _segment(ground)
    for start, sound in sounds:
        mixed = mixed.overlay(_segment(sound), position=round(start * 1000))
    return Sound(mixed.raw_data, ground.rate)


def tone(hertz: float, seconds: float, loudness: float = 0.05) -> Sound:
    """A pure tone at the telephone rate, faded at both ends."""
    count = round(seconds * TELEPHONE_RATE)
    step, size = 2 * pi * hertz / TELEPHONE_RATE, 32767 * loudness
    samples = [round(size * sin(step * place)) for place in range(count)]
    return join([Sound(struct.pack(f"<{count}h", *samples), TELEPHONE_RATE)])


def to_floats(sound: Sound) -> NDArray[float64]:
    """The samples as floats between -1 and 1."""
    import numpy as np

    return np.frombuffer(sound.pcm, "<i2").astype(np.float64) / 32768.0


def from_floats(samples: NDArray[float64], rate: int) -> Sound:
    """Rounds floats to 16 bits; what lies outside -1 to 1 is held at the edge."""
    import numpy as np

    whole = np.rint(np.clip(samples, -1.0, 32767 / 32768) * 32768.0)
    return Sound(whole.astype("<i2").tobytes(), rate)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _riff(*chunks: bytes) -> bytes:
    return _chunk(b"RIFF", b"WAVE" + b"".join(chunks))


def _wav_parts(wav: bytes) -> tuple[bytes, bytes]:
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        raise _not_ours()
    layout, place = b"", 12
    while place + 8 <= len(wav):
        name = wav[place : place + 4]
        size: int = struct.unpack("<I", wav[place + 4 : place + 8])[0]
        body = wav[place + 8 : place + 8 + size]
        if name == b"fmt " and len(body) >= 16:
            layout = body
        if name == b"data" and layout and len(body) == size:
            return layout, body
        place += 8 + size + size % 2
    raise _not_ours()


def _not_ours() -> UnreadableSound:
    return UnreadableSound("this is no whole mono WAV file", "render the prompt again")


@cache
def _audio_segment() -> type[AudioSegment]:
    # pydub warns of a missing ffmpeg and of Python's audioop; we need neither.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment  # type: ignore[no-any-return]


def _segment(sound: Sound) -> AudioSegment:
    return _audio_segment()(
        data=sound.pcm, sample_width=2, frame_rate=sound.rate, channels=1
    )
