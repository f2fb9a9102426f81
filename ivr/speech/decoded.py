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
UNKNOWN_FRAMES = 2**62
LEAST_OF_ANNOUNCED = 0.98
EXIT_CODES = {"format": 10, "shape": 11, "broken": 12, "long": 13}


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
        announced, heard = source.frames, 0
        sys.stdout.buffer.write(source.samplerate.to_bytes(4, "little"))
        while True:
            try:
                block = source.read(BLOCK_FRAMES, "float32", always_2d=True)
            except soundfile.SoundFileError:
                return "broken"
            if not len(block):
                cut_short = heard < LEAST_OF_ANNOUNCED * announced
                return "broken" if cut_short and announced < UNKNOWN_FRAMES else None
            heard += len(block)
            if heard > max_seconds * source.samplerate:
                return "long"
            mono = np.nan_to_num(block.mean(axis=1), posinf=1.0, neginf=-1.0)
            whole = np.rint(np.clip(mono, -1.0, 32767 / 32768) * 32768.0)
            sys.stdout.buffer.write(whole.astype("<i2").tobytes())


if __name__ == "__main__":
    problem = main(int(sys.argv[1]))
    sys.stdout.buffer.flush()
    sys.exit(EXIT_CODES[problem] if problem else 0)
