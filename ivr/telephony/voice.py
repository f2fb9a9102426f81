"""The sounds of the line as URLs: rendered prompts, hold music, the ringing tone."""

import os
from dataclasses import dataclass, field
from typing import Protocol

from ivr.flow.actions import Words
from ivr.speech.diction import Diction
from ivr.speech.library import Library, Rendered
from ivr.speech.prompt import Prompt
from ivr.wording.measures import estimate_seconds

MOST_KNOWN = 4096  # prompts remembered; those with a caller's own words never end


class Sounds(Protocol):
    """Sounds without words, found by what they are."""

    def music(self, piece: str, seconds: int) -> str | None:
        """The hash of so many seconds of hold music: the owner's own, or a piece."""

    def ringback(self, country: str, seconds: int) -> str | None:
        """The hash of so many seconds of a country's ringing tone."""


@dataclass
class LineVoice:
    """What callers of one line hear: our audio where it is fit for them, else Twilio's.

    What was found, or not, is remembered until a file comes or goes; whether a sound
    is still there is looked up each time, so that a lost disk costs a prompt its
    voice, not its words.
    """

    library: Library
    sounds: Sounds
    country: str
    base_url: str
    diction: Diction
    piece: str
    known: dict[Words, Rendered | None] = field(default_factory=dict)
    changed: int = 0

    def play(self, words: Words) -> str | None:
        """The URL of the rendered prompt; None where Twilio's voice says it."""
        found = self._find(words)
        return self._url(found.hash) if found else None

    def prompt(self, words: Words) -> Prompt:
        """The words with how a voice reads them, and whose voice is wished for."""
        return self.diction.prompt(words.text, words.language)

    def seconds(self, words: Words) -> float:
        """Rendered seconds, or the estimate of the language."""
        found = self._find(words)
        return found.seconds if found else estimate_seconds(words.text, words.language)

    def music(self, seconds: int) -> str | None:
        """The URL of so many seconds of hold music."""
        name = self.sounds.music(self.piece, seconds)
        return self._url(name) if name else None

    def ringback(self, seconds: int) -> str | None:
        """The URL of so many seconds of the country's ringing tone."""
        name = self.sounds.ringback(self.country, seconds)
        return self._url(name) if name else None

    def _find(self, words: Words) -> Rendered | None:
        changed = self._folder_changed()
        if changed != self.changed or len(self.known) > MOST_KNOWN:
            self.known.clear()
            self.changed = changed
        if words not in self.known:
            self.known[words] = self.library.find(self.prompt(words))
        found = self.known[words]
        return found if found and os.access(found.path, os.R_OK) else None

    def _folder_changed(self) -> int:
        """When a file last came into the library's folder or went from it."""
        try:
            return os.stat(self.library.folder).st_mtime_ns  # noqa: PTH116 - each turn
        except OSError:
            return -1

    def _url(self, name: str) -> str:
        return f"{self.base_url}/audio/{name}.wav"
