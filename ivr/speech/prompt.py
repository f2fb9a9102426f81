"""The words to be spoken, and the name of the audio that speaks them."""

from dataclasses import dataclass
from hashlib import sha256

HASH_LENGTH = 32


@dataclass(frozen=True)
class Prompt:
    """Words in one language: a BCP 47 tag such as en, fil, ru or nb.

    `respelt` is what a voice reads instead where a name is pronounced otherwise than
    it is written; empty where it reads the text. `voice` is the voice that the call
    script asks for: an engine's name or a carrier's voice; empty for the best there is.
    """

    text: str
    language: str
    respelt: str = ""
    voice: str = ""

    @property
    def aloud(self) -> "Prompt":
        """What a voice reads."""
        return Prompt(self.respelt or self.text, self.language, voice=self.voice)


def audio_hash(prompt: Prompt, voice: str, mastering: str) -> str:
    """Names the audio of a prompt: 32 hex digits of the SHA-256 of all it depends on.

    `voice` is the identity of the voice with its version, `mastering` that of the
    mastering; a change in any of them, or in a respelling, gives another name, so
    audio under a name never changes.
    """
    respelt = (prompt.respelt,) if prompt.respelt else ()
    parts = (prompt.language, voice, mastering, prompt.text, *respelt)
    joined = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return sha256(joined.encode("utf-8", "replace")).hexdigest()[:HASH_LENGTH]


def has_words(text: str) -> bool:
    """True where there is at least one letter or digit to speak."""
    return any(letter.isalnum() for letter in text)
