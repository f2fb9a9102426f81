"""G.711 mu-law, the code of the telephone line in America and at Twilio."""

import sys
from array import array
from functools import cache


def mulaw(pcm: bytes) -> bytes:
    """Linear 16-bit samples to G.711 mu-law bytes."""
    table = _mulaw_table()
    samples = array("H")
    samples.frombytes(pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return bytes([table[sample] for sample in samples])


def linear(coded: bytes) -> bytes:
    """G.711 mu-law bytes to linear 16-bit samples."""
    values = [_linear_sample(byte) for byte in range(256)]
    samples = array("h", [values[byte] for byte in coded])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _linear_sample(coded: int) -> int:
    bits = ~coded & 0xFF
    size = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84
    return -size if bits & 0x80 else size


@cache
def _mulaw_table() -> bytes:
    return bytes(
        _mulaw_byte(sample if sample < 32768 else sample - 65536)
        for sample in range(65536)
    )


def _mulaw_byte(sample: int) -> int:
    sign = 0x80 if sample < 0 else 0
    size = min(abs(sample), 32635) + 0x84
    exponent = size.bit_length() - 8
    mantissa = (size >> (exponent + 3)) & 0x0F
    return ~(sign | exponent << 4 | mantissa) & 0xFF
