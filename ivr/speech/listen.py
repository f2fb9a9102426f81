"""A whole call as one sound with captions: what a manager hears, silence included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ivr.script.model import Script
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.diction import AS_WRITTEN, Diction, diction
from ivr.speech.errors import SpeechError
from ivr.speech.estimate import estimate_seconds
from ivr.speech.hold_music import PIECES, hold_music
from ivr.speech.library import Library
from ivr.speech.own_music import OwnMusic
from ivr.speech.sound import (
    Sound,
    from_wav,
    overlaid,
    silence,
    tone,
)

LONGEST_SECONDS = 3600.0
RINGBACK_HZ, RING_ON_SECONDS, RING_CYCLE_SECONDS = 425.0, 1.0, 5.0
"""The ringing tone of Norway, Russia and the Philippines (ITU-T E.180)."""
KEY_SECONDS, KEY_CYCLE_SECONDS = 0.12, 0.2
KEYPAD = ("123A", "456B", "789C", "*0#D")
ROW_HZ, COLUMN_HZ = (697.0, 770.0, 852.0, 941.0), (1209.0, 1336.0, 1477.0, 1633.0)
"""The two tones of each key (ITU-T Q.23)."""


class Kind(StrEnum):
    """Who or what is heard from a moment on."""

    LINE = "line"
    CALLER = "caller"
    AGENT = "agent"
    MUSIC = "music"
    RINGBACK = "ringing"
    SILENCE = "silence"


@dataclass(frozen=True)
class Moment:
    """Something heard from `start` seconds on; music and ringing last `seconds`.

    `keys` are those that the caller presses then.
    """

    start: float
    kind: Kind
    words: str = ""
    language: str = "en"
    seconds: float = 0.0
    keys: str = ""


@dataclass(frozen=True)
class Heard:
    """The call as a telephone WAV file and WebVTT captions.

    `notices` say where a manager hears something else than a caller will.
    """

    wav: bytes
    captions: str
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _Cue:
    moment: Moment
    end: float
    sound: Sound | None


@dataclass(frozen=True)
class Style:
    """How a line sounds beside its voice: its hold music, its names as spoken."""

    piece: str = PIECES[0].name
    diction: Diction = AS_WRITTEN

    @classmethod
    def of(cls, script: Script) -> Style:
        """The style of a call script."""
        return cls(script.hold.music, diction(script))


PLAIN = Style()


def listen(timeline: Iterable[Moment], library: Library, style: Style = PLAIN) -> Heard:
    """Puts a call together: the line aloud, the others as captions.

    What the line says never overlaps itself: a later moment is moved back when the
    line still speaks. Prompts that are not rendered yet are rendered now; without a
    voice they are a silence as long as the estimate. ValueError for a call of more
    than an hour.
    """
    notices: dict[str, None] = {}
    cues = list(_cues(timeline, library, style, notices))
    end = max((cue.end for cue in cues), default=0.0)
    if end > LONGEST_SECONDS:
        raise ValueError(f"a call of {end:.0f} seconds is too long to listen to")
    sounds = [(cue.moment.start, cue.sound) for cue in cues if cue.sound]
    whole = overlaid(silence(round(end * 1000)), sounds)
    return Heard(whole.wav(), _captions(cues, tuple(notices)), tuple(notices))


def _cues(
    timeline: Iterable[Moment], library: Library, style: Style, notices: dict[str, None]
) -> Iterator[_Cue]:
    moved, spoken_until = 0.0, 0.0
    for moment in sorted(timeline, key=lambda one: one.start):
        start = moment.start + moved
        if start < spoken_until and moment.kind is not Kind.CALLER:
            moved += spoken_until - start
            start = spoken_until
        sound = _sound(moment, library, style, notices)
        length = sound.seconds if sound else _length(moment)
        if moment.kind is Kind.LINE:
            spoken_until = start + length
        yield _Cue(replace(moment, start=start), start + length, sound)


def _length(moment: Moment) -> float:
    return moment.seconds or estimate_seconds(moment.words, moment.language)


def _sound(
    moment: Moment, library: Library, style: Style, notices: dict[str, None]
) -> Sound | None:
    match moment.kind:
        case Kind.LINE:
            return _spoken(moment, library, style.diction, notices)
        case Kind.MUSIC:
            own = OwnMusic(library.folder).wav()
            music = own or hold_music(style.piece) or b""
            return _looped(from_wav(music), moment.seconds)
        case Kind.RINGBACK:
            return _ringing(moment.seconds)
        case Kind.CALLER if moment.keys:
            return _keyed(moment.keys)
        case _:
            return None


def _spoken(
    moment: Moment,
    library: Library,
    diction: Diction,
    notices: dict[str, None],
) -> Sound | None:
    prompt = diction.prompt(moment.words, moment.language)
    carrier = carrier_voice(prompt).spoken_name
    try:
        rendered = library.preview(prompt)
    except SpeechError:
        notices[f"{moment.language}: no voice here; callers hear {carrier}"] = None
        return None
    if rendered.draft:
        notices[f"{moment.language}: a draft voice; callers hear {carrier}"] = None
    return from_wav(rendered.path.read_bytes())


def _looped(piece: Sound, seconds: float) -> Sound:
    wanted = 2 * round(seconds * piece.rate)
    times = -(-wanted // len(piece.pcm))
    return Sound((piece.pcm * times)[:wanted], piece.rate)


def _ringing(seconds: float) -> Sound:
    rings, at = [], 0.0
    while at < seconds:
        length = min(RING_ON_SECONDS, seconds - at)
        rings.append((at, tone(RINGBACK_HZ, length)))
        at += RING_CYCLE_SECONDS
    return overlaid(silence(round(seconds * 1000)), rings)


def _keyed(keys: str) -> Sound:
    tones = [
        (place * KEY_CYCLE_SECONDS, tone(hertz, KEY_SECONDS))
        for place, key in enumerate(keys)
        for row, high in zip(KEYPAD, ROW_HZ, strict=True)
        if key in row
        for hertz in (high, COLUMN_HZ[row.index(key)])
    ]
    return overlaid(silence(round(len(keys) * KEY_CYCLE_SECONDS * 1000)), tones)


def _captions(cues: list[_Cue], notices: tuple[str, ...]) -> str:
    blocks = ["WEBVTT"]
    blocks += [f"NOTE {notice}" for notice in notices]
    for cue in cues:
        words = cue.moment.words or f"({cue.moment.kind})"
        if cue.end > cue.moment.start:
            span = f"{_clock(cue.moment.start)} --> {_clock(cue.end)}"
            blocks.append(f"{span}\n<v {cue.moment.kind}>{_escaped(words)}")
    return "\n\n".join(blocks) + "\n"


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    minutes, milliseconds = divmod(whole, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _escaped(words: str) -> str:
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return " ".join(safe.split())
