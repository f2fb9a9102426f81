"""The owner's own hold music, kept beside the prompts of a folder."""

from hashlib import sha256
from pathlib import Path

from ivr.speech.prompt import HASH_LENGTH
from ivr.speech.shelf import AUDIO, OWN, WORDS, Shelf
from ivr.speech.sound import Sound

WORDS_OF_MUSIC = "(hold music)"
MUSIC_KEY = sha256(b"own hold music").hexdigest()[:HASH_LENGTH]


class OwnMusic:
    """One piece for all lines of a folder; it takes the place of the script's."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)

    def keep(self, music: Sound) -> str:
        """Takes music that `hold_music.fitted` made fit; answers its hash."""
        name = sha256(music.pcm).hexdigest()[:HASH_LENGTH]
        words = WORDS_OF_MUSIC.encode()
        self._shelf.write(name, {WORDS: words, AUDIO: music.wav()})
        self._shelf.write(MUSIC_KEY, {OWN: name.encode()})
        return name

    def hash(self) -> str | None:
        """The name of the music; cheap, for it is asked on every turn on hold."""
        name = self._shelf.read(MUSIC_KEY, OWN)
        return name.decode("ascii", "replace") if name else None

    def wav(self) -> bytes | None:
        """The music as a WAV file."""
        name = self.hash()
        return self._shelf.read(name, AUDIO) if name else None

    def forget(self) -> bool:
        """Goes back to the script's piece; false where there was no own music."""
        known = self.hash() is not None
        self._shelf.path(MUSIC_KEY, OWN).unlink(missing_ok=True)
        return known
