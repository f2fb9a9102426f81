"""Reading sound that strangers made."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ivr.speech.errors import UnreadableSound
from ivr.speech.upload import Limits, decode, decode_file

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")

pytestmark = pytest.mark.audio


def sound(format: str, seconds: float = 2.0, channels: int = 1) -> bytes:
    time_line = np.arange(int(16000 * seconds)) / 16000
    tone = 0.2 * np.sin(2 * np.pi * 440 * time_line)
    written = io.BytesIO()
    soundfile.write(written, np.stack([tone] * channels, 1), 16000, format=format)
    return written.getvalue()


@pytest.mark.parametrize("format", ["WAV", "FLAC", "OGG", "MP3", "AIFF"])
def test_the_usual_files_are_read(format):
    decoded = decode(sound(format))

    assert decoded.rate == 16000
    assert decoded.seconds == pytest.approx(2.0, abs=0.1)


def test_two_channels_become_one():
    assert decode(sound("WAV", channels=2)) == decode(sound("WAV"))


def flac_bomb() -> bytes:
    written = io.BytesIO()
    soundfile.write(written, np.zeros(3600 * 8000, "int16"), 8000, format="FLAC")
    return written.getvalue()


HOSTILE = {
    "playlist with file:": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "playlist with http:": b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n",
    "concat script": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "zero bytes": b"",
    "HTML as MP3": b"<!doctype html><html><body>captcha</body></html>",
    "MP3 cut in half": sound("MP3", 5.0)[:3000],
    "MP3 of one frame": sound("MP3", 5.0)[:300],
    "WAV cut to its header": sound("WAV")[:44],
    "a name of MP3 and noise": b"ID3" + os.urandom(4000),
    "MPEG frames of noise": b"\xff\xfb" * 2000,
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "FLAC bomb": flac_bomb(),
}


@pytest.mark.parametrize("received", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_within_two_seconds(received):
    started = time.monotonic()
    with pytest.raises(UnreadableSound, match="; "):
        decode(received)

    assert time.monotonic() - started < 2.0


MEASURED = """
import resource, sys
from ivr.speech.upload import UnreadableSound, decode
try:
    decode(sys.stdin.buffer.read())
except UnreadableSound:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_reading_a_bomb_takes_less_than_200_mb():
    run = subprocess.run(
        [sys.executable, "-c", MEASURED],
        input=flac_bomb(),
        capture_output=True,
        check=True,
    )

    assert int(run.stdout) < 200 * 1024


def test_a_large_file_is_refused_before_it_is_read():
    with pytest.raises(UnreadableSound, match="larger than 0 MB"):
        decode(sound("WAV"), Limits(bytes=1000))


def test_a_long_sound_is_refused():
    with pytest.raises(UnreadableSound, match="longer than 1 seconds"):
        decode(sound("OGG"), Limits(seconds=1))


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path):
    os.mkfifo(tmp_path / "greeting.wav")
    with pytest.raises(UnreadableSound, match="no plain file"):
        decode_file(tmp_path / "greeting.wav")


def test_a_file_named_like_an_option_is_only_a_name(tmp_path: Path):
    path = tmp_path / "-y.mp3"
    path.write_bytes(sound("MP3"))

    assert decode_file(path).rate == 16000


def test_a_missing_file_says_so(tmp_path: Path):
    with pytest.raises(UnreadableSound, match=r"gone\.wav cannot be opened"):
        decode_file(tmp_path / "gone.wav")


def test_it_reads_with_an_empty_path(monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert decode(sound("MP3")).rate == 16000
