"""How long words and sound files last, and which files can be played."""

from __future__ import annotations

import struct

from ivr.carrier.transport import Answer

# About 15 letters a second is an even telephone pace; a Say of unknown voice is
# estimated, never measured.
LETTERS_PER_SECOND = 15.0
SPOKEN_TYPES = frozenset(
    f"audio/{name}"
    for name in (
        *("mpeg", "wav", "wave", "x-wav", "aiff", "x-aifc", "x-aiff"),
        *("x-gsm", "gsm", "ulaw", "basic"),
    )
)
_MP3_KBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP2_KBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MP3_RATES = {
    3: (44100, 48000, 32000),
    2: (22050, 24000, 16000),
    0: (11025, 12000, 8000),
}


def speech_seconds(words: str) -> float:
    """Estimated seconds that a voice needs for the words; at least 0.4."""
    return round(max(0.4, 0.3 + len(words) / LETTERS_PER_SECOND), 2)


def sound_seconds(answer: Answer) -> float | None:
    """Seconds of a sound file, or None where it cannot be told."""
    body = answer.body
    if body[:4] == b"RIFF":
        return _wav_seconds(body)
    if body[:4] == b"FORM":
        return _aiff_seconds(body)
    match answer.content_type:
        case "audio/ulaw" | "audio/basic":
            return len(body) / 8000
        case "audio/gsm" | "audio/x-gsm":
            return len(body) // 33 * 0.02
        case "audio/mpeg":
            return _mp3_seconds(body)
    return None


def _wav_seconds(body: bytes) -> float | None:
    rate, position = 0, 12
    while position + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, position)
        position += 8
        if name == b"fmt " and position + 12 <= len(body):
            (rate,) = struct.unpack_from("<I", body, position + 8)
        if name == b"data":
            return min(size, len(body) - position) / rate if rate else None
        position += size + size % 2
    return None


def _aiff_seconds(body: bytes) -> float | None:
    position = 12
    while position + 8 <= len(body):
        name, size = struct.unpack_from(">4sI", body, position)
        position += 8
        if name == b"COMM" and position + 18 <= len(body):
            _, frames, _, exponent, mantissa = struct.unpack_from(
                ">HIHHQ", body, position
            )
            rate = mantissa * 2.0 ** (exponent - 16383 - 63)
            return float(frames / rate) if rate else None
        position += size + size % 2
    return None


def _mp3_seconds(body: bytes) -> float | None:
    position, seconds = 0, 0.0
    if body[:3] == b"ID3" and len(body) > 10:
        a, b, c, d = body[6:10]
        position = 10 + (a << 21 | b << 14 | c << 7 | d)
    while position + 4 <= len(body):
        (header,) = struct.unpack_from(">I", body, position)
        version, layer = header >> 19 & 3, header >> 17 & 3
        bits, rates = header >> 12 & 15, header >> 10 & 3
        if header >> 21 != 0x7FF or layer != 1 or version == 1:
            position += 1
            continue
        if bits in (0, 15) or rates == 3:
            position += 1
            continue
        kbits = (_MP3_KBITS if version == 3 else _MP2_KBITS)[bits]
        rate = _MP3_RATES[version][rates]
        samples = 1152 if version == 3 else 576
        position += samples // 8 * kbits * 1000 // rate + (header >> 9 & 1)
        seconds += samples / rate
    return seconds or None
