"""Sounds without words: the ringing tone of a country, and hold music."""

import math
from array import array
from collections.abc import Callable
from hashlib import sha256

from ivr.speech.hold_music import hold_music
from ivr.speech.library import Library
from ivr.speech.own_music import OwnMusic
from ivr.speech.sound import Sound, from_wav

RATE = 8000  # Hertz
LOUDNESS = 3000  # of 32767: under the voice
FADE = 40  # samples at both ends of a tone, against clicks

# Frequencies in Hertz, then seconds on and off (Asterisk indications.conf).
CADENCES: dict[str, tuple[tuple[float, ...], float, float]] = {
    "US": ((440.0, 480.0), 2.0, 4.0),
    "CA": ((440.0, 480.0), 2.0, 4.0),
    "PH": ((425.0, 480.0), 1.0, 4.0),
    "RU": ((425.0,), 1.0, 4.0),
    "NO": ((425.0,), 1.0, 4.0),
}
ELSEWHERE = ((425.0,), 1.0, 4.0)


class LineSounds:
    """Makes each sound and keeps it in the library beside the prompts.

    What was cleared away there is made again, so that no caller is sent to silence.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.hashes: dict[tuple[str, int], str] = {}

    def ringback(self, country: str, seconds: int) -> str | None:
        """The hash of so many seconds of ringing tone."""
        key = f"ringing tone {country}"
        return self._kept(key, seconds, lambda: ringing_tone(country, seconds))

    def music(self, piece: str, seconds: int) -> str | None:
        """The hash of so many seconds of hold music: the owner's own, or a piece."""
        own = OwnMusic(self.library.folder)

        def clip() -> bytes:
            return music_clip(own.wav() or hold_music(piece), seconds)

        return self._kept(f"hold music {own.hash() or piece}", seconds, clip)

    def _kept(self, name: str, seconds: int, make: "Maker") -> str | None:
        key = (name, seconds)
        known = self.hashes.get(key)
        if known is None or not self.library.holds(known):
            audio = make()
            known = sha256(audio).hexdigest()[:32]
            try:
                self.library.put(known, f"({name})", audio)
            except OSError:
                return None
            self.hashes[key] = known
        return known


Maker = Callable[[], bytes]


def ringing_tone(country: str, seconds: int) -> bytes:
    """A WAV file, 8 kHz mono, of a country's ringing tone."""
    frequencies, on, off = CADENCES.get(country, ELSEWHERE)
    period, sounding = int((on + off) * RATE), int(on * RATE)
    samples = array("h")
    for n in range(seconds * RATE):
        at = n % period
        loud = min(1.0, at / FADE, max(0.0, (sounding - at) / FADE))
        tone = sum(math.sin(2 * math.pi * f * n / RATE) for f in frequencies)
        samples.append(int(LOUDNESS * loud * tone / len(frequencies)))
    return Sound(samples.tobytes(), RATE).wav()


def music_clip(piece: bytes | None, seconds: int) -> bytes:
    """A WAV file of hold music, from its beginning, as often around as it takes."""
    if piece is None:
        return Sound(bytes(2 * RATE * seconds), RATE).wav()
    sound = from_wav(piece)
    length = 2 * sound.rate * seconds
    times = length // len(sound.pcm) + 1
    return Sound((sound.pcm * times)[:length], sound.rate).wav()
