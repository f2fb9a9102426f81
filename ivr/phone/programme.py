"""What the caller hears after a step, as stretches of known length."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import assert_never

from ivr.flow.actions import (
    Action,
    Ask,
    CancelRing,
    Connect,
    FindTime,
    ForgetCaller,
    Hangup,
    KeepFeedback,
    LeaveLine,
    LetGo,
    LineUp,
    Note,
    NoteAbuse,
    PlayMusic,
    PlayRingback,
    Promise,
    Record,
    Ring,
    Say,
    TellAgent,
    Words,
)
from ivr.phone.timeline import Who

SILENCE_ENDS_RECORDING = 5  # seconds

SecondsOf = Callable[[Words], float]


class Ending(StrEnum):
    """What it means when all has been heard and the caller did nothing."""

    SILENT = "silent"
    ELAPSED = "elapsed"
    RECORDED_NOTHING = "recorded nothing"
    TALKING = "talking"
    HUNG_UP = "hung up"


@dataclass(frozen=True)
class Stretch:
    """Some seconds of speech, music, ringback or silence.

    `hears_speech` tells whether the line listens for words in it.
    """

    who: Who
    seconds: float
    words: Words | None = None
    hears_speech: bool = False


@dataclass(frozen=True)
class Programme:
    """The stretches in order, and what follows when they are over."""

    stretches: tuple[Stretch, ...]
    ending: Ending


def programme(actions: tuple[Action, ...], seconds_of: SecondsOf) -> Programme:
    """What the actions let the caller hear; requests and rings are passed over."""
    stretches: list[Stretch] = []
    ending = Ending.SILENT
    for action in actions:
        match action:
            case Say(words):
                stretches += _speech(words, seconds_of)
            case Ask(words, listening):
                stretches += _speech(words, seconds_of, listening.speech)
                stretches.append(
                    Stretch(Who.SILENCE, listening.wait, hears_speech=listening.speech)
                )
                ending = Ending.SILENT
            case PlayMusic(seconds, listening):
                stretches.append(
                    Stretch(Who.MUSIC, seconds, hears_speech=listening.speech)
                )
                ending = Ending.ELAPSED
            case PlayRingback(seconds, listening):
                stretches.append(
                    Stretch(Who.RINGBACK, seconds, hears_speech=listening.speech)
                )
                ending = Ending.ELAPSED
            case Record():
                stretches.append(Stretch(Who.SILENCE, SILENCE_ENDS_RECORDING))
                ending = Ending.RECORDED_NOTHING
            case Connect():
                stretches.append(Stretch(Who.AGENT, inf))
                ending = Ending.TALKING
            case Hangup():
                ending = Ending.HUNG_UP
            case (
                Ring()
                | CancelRing()
                | LineUp()
                | LeaveLine()
                | LetGo()
                | TellAgent()
                | NoteAbuse()
                | KeepFeedback()
                | ForgetCaller()
                | FindTime()
                | Promise()
                | Note()
            ):
                pass
            case _:
                assert_never(action)
    return Programme(tuple(stretches), ending)


def _speech(
    words: tuple[Words, ...], seconds_of: SecondsOf, hears_speech: bool = False
) -> list[Stretch]:
    return [Stretch(Who.LINE, seconds_of(said), said, hears_speech) for said in words]
