"""The sounds of the line as URLs: rendered prompts, hold music, the ringing tone."""

from dataclasses import dataclass, field
from typing import Protocol

from ivr.flow.actions import Words
from ivr.speech.library import Library, Rendered
from ivr.speech.prompt import Prompt
from ivr.wording.measures import estimate_seconds


class Sounds(Protocol):
    """Sounds without words, found by what they are."""

    def music(self, seconds: int) -> str | None:
        """The hash of so many seconds of hold music."""

    def ringback(self, country: str, seconds: int) -> str | None:
        """The hash of so many seconds of a country's ringing tone."""


@dataclass
class LineVoice:
    """What callers of one line hear: our audio where it is fit for them, else Twilio's.

    What was found once is remembered by its hash; whether the file is still there is
    looked up each time, so that a lost disk costs a prompt its voice, not its words.
    """

    library: Library
    sounds: Sounds
    country: str
    base_url: str
    rendered: dict[str, Rendered] = field(default_factory=dict)

    def play(self, words: Words) -> str | None:
        """The URL of the rendered prompt; None where Twilio's voice says it."""
        found = self._find(words)
        return self._url(found.hash) if found else None

    def seconds(self, words: Words) -> float:
        """Rendered seconds, or the estimate of the language."""
        found = self._find(words)
        return found.seconds if found else estimate_seconds(words.text, words.language)

    def music(self, seconds: int) -> str | None:
        """The URL of so many seconds of hold music."""
        name = self.sounds.music(seconds)
        return self._url(name) if name else None

    def ringback(self, seconds: int) -> str | None:
        """The URL of so many seconds of the country's ringing tone."""
        name = self.sounds.ringback(self.country, seconds)
        return self._url(name) if name else None

    def _find(self, words: Words) -> Rendered | None:
        prompt = Prompt(words.text, words.language)
        name = self.library.playable(prompt)
        if name is None:
            return None
        known = self.rendered.get(name) or self.library.find(prompt)
        if known:
            self.rendered[name] = known
        return known

    def _url(self, name: str) -> str:
        return f"{self.base_url}/audio/{name}.wav"
