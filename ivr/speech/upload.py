"""Reads sound that other people made, as one reads a letter from a stranger."""

import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from ivr.speech.decoded import EXIT_CODES
from ivr.speech.errors import UnreadableSound, VoiceMissing
from ivr.speech.sound import Sound


@dataclass(frozen=True)
class Limits:
    """What an upload may be at most; `deadline_seconds` is wall time to decode it."""

    bytes: int = 10_000_000
    seconds: int = 300
    deadline_seconds: float = 8.0


RECORDING = Limits()

_FORMATS = "upload a WAV, MP3, FLAC, OGG or AIFF file"
_EXPLAINED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "format": ("this file holds no sound that we know", _FORMATS),
        "shape": (
            "this sound has an odd rate or too many channels",
            "save it with 8 to 48 kHz and one or two channels",
        ),
        "broken": ("this sound breaks off or is damaged", "save it again"),
        "long": (
            "this sound is longer than {seconds} seconds",
            "cut it and upload it again",
        ),
    }
)


def decode(received: bytes, limits: Limits = RECORDING) -> Sound:
    """The sound of an upload, mixed to one channel at its own rate.

    Decoding happens in a child process with bounded memory, time and length, from
    memory, with no network and no other file in reach. Raises UnreadableSound with
    a reason that a person can act on.
    """
    if not find_spec("soundfile"):
        raise VoiceMissing(
            "reading sound files needs soundfile",
            "run: pip install 'ivr-designer[voice]'",
        )
    if len(received) > limits.bytes:
        size = limits.bytes // 1_000_000
        raise UnreadableSound(
            f"this file is larger than {size} MB", "cut it or save it as MP3"
        )
    if not _looks_like_sound(received):
        raise UnreadableSound(*_EXPLAINED["format"])
    rate, pcm = _decoded(received, limits)
    if not pcm:
        raise UnreadableSound("this sound is empty", "record it again")
    return Sound(pcm, rate)


def decode_file(path: Path, limits: Limits = RECORDING) -> Sound:
    """The sound of a file on disk, as `decode` reads it.

    Only a plain file is read: no pipe, no device, no folder.
    """
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as missing:
        raise UnreadableSound(
            f"{path.name} cannot be opened", "check its name and its rights"
        ) from missing
    with os.fdopen(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise UnreadableSound(f"{path.name} is no plain file", _FORMATS)
        return decode(file.read(limits.bytes + 1), limits)


def _looks_like_sound(received: bytes) -> bool:
    """By the first bytes: the name and the stated type of a file prove nothing."""
    start = received[:12]
    if start[:4] in (b"RIFF", b"FORM") and len(start) == 12:
        return start[8:] in (b"WAVE", b"AIFF", b"AIFC")
    if start[:4] in (b"fLaC", b"OggS"):
        return True
    mp3_frame = len(start) > 1 and start[0] == 0xFF and start[1] & 0xE0 == 0xE0
    return start[:3] == b"ID3" or mp3_frame


def _decoded(received: bytes, limits: Limits) -> tuple[int, bytes]:
    child = Path(__file__).with_name("decoded.py")
    command = [sys.executable, "-I", str(child), str(limits.seconds)]
    try:
        run = subprocess.run(
            command,
            input=received,
            capture_output=True,
            timeout=limits.deadline_seconds,
            check=False,
            env={"OPENBLAS_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as late:
        raise UnreadableSound(
            "reading this sound takes too long", "save it as a plain WAV file"
        ) from late
    if run.returncode or len(run.stdout) < 4:
        names = {code: name for name, code in EXIT_CODES.items()}
        problem, way_out = _EXPLAINED[names.get(run.returncode, "broken")]
        raise UnreadableSound(problem.format(seconds=limits.seconds), way_out)
    return int.from_bytes(run.stdout[:4], "little"), run.stdout[4:]
