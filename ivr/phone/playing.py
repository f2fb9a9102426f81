"""Plays a transcript: any caller does what it says and compares what is heard."""

import re
import unicodedata
from typing import Protocol

from ivr.phone.office import NobodyOfThatName
from ivr.phone.simulation import CallIsOver, NotRecording
from ivr.phone.transcript import Move, Transcript

WORD = re.compile(r"[^\W_]+")


class Caller(Protocol):
    """A caller on any line: the pure machine, the webhooks, a real number."""

    @property
    def over(self) -> bool:
        """Whether the call has ended."""

    def dials(self, to: str, *, number_withheld: bool) -> None: ...
    def says(self, words: str) -> None: ...
    def presses(self, keys: str) -> None: ...
    def stays_silent(self) -> None: ...
    def waits(self, seconds: int) -> None: ...
    def records(self, seconds: int) -> None: ...
    def hangs_up(self) -> None: ...

    def agent(self, name: str, does: str, seconds: int = 0) -> None:
        """An agent accepts, declines, is busy, does not answer, answers after so many
        seconds, becomes free, leaves, drops, opens the menu, asks to hold, returns,
        or transfers; or is away, with another caller, or back."""

    def callers_ahead(self, number: int) -> None:
        """So many other callers are ahead in the line of this caller's department."""

    def heard(self) -> tuple[str, ...]:
        """What the line said since the caller's last move, prompt by prompt."""


class Difference(AssertionError):
    """The call went otherwise than the transcript says."""

    def __init__(self, move: Move, message: str, heard: tuple[str, ...] = ()) -> None:
        said = "\n".join(f"    {line}" for line in heard) or "    (nothing)"
        super().__init__(f"{move.place}: {message}\n  heard instead:\n{said}")
        self.move = move


def play(transcript: Transcript, caller: Caller) -> None:
    """Plays all moves; Difference at the first that is not as it should be."""
    ear = _Ear(caller)
    for move in transcript.moves:
        try:
            _play(transcript, move, caller, ear)
        except (CallIsOver, NotRecording, NobodyOfThatName) as wrong:
            raise Difference(move, str(wrong), caller.heard()) from None


def plain(words: str) -> str:
    """The words alone, lower case, one space between them."""
    return " ".join(WORD.findall(unicodedata.normalize("NFC", words).casefold()))


class _Ear:
    """Where in what is heard the last expected words ended."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.position = 0

    def finds(self, words: str) -> bool:
        heard = f" {plain(' '.join(self.caller.heard()))} "
        found = heard.find(f" {plain(words)} ", self.position)
        if found >= 0:
            self.position = found + len(plain(words)) + 1
        return found >= 0


def _play(transcript: Transcript, move: Move, caller: Caller, ear: _Ear) -> None:
    match move.does:
        case "hears":
            if not ear.finds(move.words):
                message = f"the caller should hear {move.words!r}"
                raise Difference(move, message, caller.heard())
        case "hears nothing about":
            if f" {plain(move.words)} " in f" {plain(' '.join(caller.heard()))} ":
                message = f"the caller should hear nothing about {move.words!r}"
                raise Difference(move, message, caller.heard())
        case "line hangs up":
            if not caller.over:
                raise Difference(move, "the line should hang up", caller.heard())
        case "callers ahead":
            caller.callers_ahead(move.number)
        case _ if move.agent:
            caller.agent(move.agent, move.does, move.number)
        case _:
            ear.position = 0
            _caller_does(transcript, move, caller)


def _caller_does(transcript: Transcript, move: Move, caller: Caller) -> None:
    match move.does:
        case "dials":
            caller.dials(move.words, number_withheld=transcript.number_withheld)
        case "says":
            caller.says(move.words)
        case "presses":
            caller.presses(move.words)
        case "stays silent":
            caller.stays_silent()
        case "waits":
            caller.waits(move.number)
        case "records":
            caller.records(move.number)
        case "hangs up":
            caller.hangs_up()
