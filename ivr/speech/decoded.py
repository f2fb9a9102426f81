"""Child process: compressed sound on standard input, samples on standard output.

Started by `upload.decode` only. It limits itself before it reads a byte: no file
may be written, processor time and memory are bounded. The decoder sees bytes in
memory, never a path, so no file name and no playlist can lead it elsewhere.
"""

import sys
from io import BytesIO

FORMATS = frozenset({"WAV", "WAVEX", "FLAC", "OGG", "MP3", "AIFF"})
CPU_SECONDS = 5
MEMORY_BYTES = 192 * 1024 * 1024
BLOCK_FRAMES = 65536


def limit_this_process() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the parent's deadline still holds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


def main(max_seconds: int) -> str | None:
    """Writes the rate and the mono samples; answers what is wrong, if anything."""
    import numpy as np
    import soundfile

    received = sys.stdin.buffer.read()
    limit_this_process()
    try:
        source = soundfile.SoundFile(BytesIO(received))
    except soundfile.SoundFileError:
        return "format"
    with source:
        if source.format not in FORMATS:
            return "format"
        if not 4000 <= source.samplerate <= 192000 or source.channels > 8:
            return "shape"
        frames_left = max_seconds * source.samplerate
        sys.stdout.buffer.write(source.samplerate.to_bytes(4, "little"))
        while True:
            try:
                block = source.read(BLOCK_FRAMES, "float32", always_2d=True)
            except soundfile.SoundFileError:
                return "broken"
            if not len(block):
                return None
            frames_left -= len(block)
            if frames_left < 0:
                return "long"
            mono = np.nan_to_num(block.mean(axis=1), posinf=1.0, neginf=-1.0)
            whole = np.rint(np.clip(mono, -1.0, 32767 / 32768) * 32768.0)
            sys.stdout.buffer.write(whole.astype("<i2").tobytes())


if __name__ == "__main__":
    problem = main(int(sys.argv[1]))
    sys.stdout.buffer.flush()
    if problem:
        sys.stderr.write(problem)
        sys.exit(3)
