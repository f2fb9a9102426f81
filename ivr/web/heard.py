"""What is heard on a call, stretch by stretch, and the sound of each stretch.

A simulated call, the call that breaks a rule, and a call that was shared are all
shown as such a list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.phone.timeline import Entry, Who
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.diction import Diction
from ivr.speech.errors import SpeechError
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.telephony.switchboard import Switchboard
from ivr.web.interface import gettext as _

RINGBACK_SECONDS, MUSIC_SECONDS = 30, 30  # of a sound that is played in a loop
SHORTEST_DRAWN = 0.6  # seconds; less is not seen in the picture of a call


@dataclass(frozen=True)
class Moment:
    """A stretch of a call; `prompt` is what the line says in it."""

    at: float
    seconds: float
    who: str
    words: str
    language: str
    state: str = ""
    prompt: Prompt | None = None
    keys: str = ""

    @property
    def clock(self) -> str:
        """When it begins, as "1:05"."""
        return f"{int(self.at) // 60}:{int(self.at) % 60:02}"

    def to_json(self) -> dict[str, Any]:
        """The stretch as it is kept."""
        kept = {name: value for name, value in vars(self).items() if name != "prompt"}
        said = self.prompt
        return kept | {
            "respelt": said.respelt if said else "",
            "voice": said.voice if said else "",
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Moment":
        """What `to_json` made."""
        given = dict(kept)
        how = given.pop("respelt"), given.pop("voice", "")
        said = given["who"] == Who.LINE
        prompt = Prompt(given["words"], given["language"], *how) if said else None
        return cls(**given, prompt=prompt)


def moments(entries: Iterable[Entry], diction: Diction, language: str) -> list[Moment]:
    """The stretches of a timeline; `language` is of those that have none."""
    return [
        Moment(
            round(entry.at, 2),
            round(entry.seconds, 2),
            str(entry.who),
            entry.words,
            entry.language or language,
            entry.state,
            diction.prompt(entry.words, entry.language or language)
            if entry.who == Who.LINE
            else None,
            entry.keys,
        )
        for entry in entries
    ]


def people(who: str) -> str:
    """Who or what is heard, in the reader's language."""
    return {
        "line": _("The line"),
        "caller": _("The caller"),
        "agent": _("The agent"),
        "music": _("Music"),
        "ringback": _("Ringing tone"),
        "silence": _("Silence"),
    }[who]


@dataclass(frozen=True)
class Bar:
    """A stretch in the picture of a call: where it begins and how wide it is."""

    x: float
    width: float
    who: str


def bars(heard: Iterable[Moment]) -> tuple[list[Bar], float]:
    """The picture of a call, and how long it is in seconds."""
    drawn = [
        Bar(one.at, max(one.seconds, SHORTEST_DRAWN), one.who)
        for one in heard
        if one.seconds or one.words
    ]
    return drawn, max((bar.x + bar.width for bar in drawn), default=1.0)


def can_speak(library: Library, prompt: Prompt) -> bool:
    """Whether a prompt can be made audible here."""
    return library.grade(prompt) is not None


def notice(library: Library, prompt: Prompt) -> str:
    """What callers hear instead of the voice that is heard here; empty if the same."""
    grade = library.grade(prompt)
    if grade is Grade.CALLER:
        return ""
    carrier = carrier_voice(prompt).spoken_name
    if grade is None:
        return _("There is no voice here. Callers hear Twilio's %(name)s.") % {
            "name": carrier
        }
    return _("A draft voice. Callers hear Twilio's %(name)s.") % {"name": carrier}


def spoken(library: Library, prompt: Prompt) -> bytes | None:
    """A prompt as telephone sound, rendered now if need be; None without a voice."""
    try:
        return library.preview_wav(library.preview(prompt).hash)
    except SpeechError:
        return None


def ringback(board: Switchboard, country: str) -> bytes | None:
    """Half a minute of a country's ringing tone."""
    name = board.sounds.ringback(country, RINGBACK_SECONDS)
    return board.library.wav(name) if name else None


def music(board: Switchboard, piece: str) -> bytes | None:
    """Half a minute of hold music."""
    name = board.sounds.music(piece, MUSIC_SECONDS)
    return board.library.wav(name) if name else None
