"""Whole calls with one external call failing once: nobody is lost for it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from webhook_caller import WebhookCaller

from ivr.carrier.monitors import watch
from ivr.carrier.rest.api import AnswerLost, Api
from ivr.carrier.rest.form import Refused
from ivr.carrier.steps import CallDiffers
from ivr.carrier.trace import SPOKEN
from ivr.phone.playing import Difference, play
from ivr.phone.simulation import CallIsOver, NotRecording
from ivr.phone.transcript import Transcript, load_transcript

# What becomes of a request to Twilio, in the words of docs/proof.md.
WAYS = ("429", "500", "500 after", "lost", "timeout", "refused")
OVER_HTTP = ("429", "500", "500 after", "lost", "timeout")
Phones = Callable[[Path, datetime, Path], WebhookCaller]
AFTERWARDS = 150  # seconds in which a caller who is still there must hear from us
PATIENCE = 60.0  # seconds from the last word on; on hold 45 are allowed


@dataclass
class OneFault:
    """Lets one request to Twilio fail, and counts them all."""

    api: Api
    number: int
    way: str
    asked: int = 0
    real: Callable[..., tuple[int, bytes, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.real = self.api.request
        self.api.request = self.request  # type: ignore[method-assign,assignment]

    def request(self, method: str, uri: str, *more: Any) -> tuple[int, bytes, str]:
        """Carries a request out, unless it is the one that fails."""
        self.asked += 1
        if self.asked != self.number:
            return self.real(method, uri, *more)
        match self.way:
            case "429" | "500":
                return refused(int(self.way))
            case "timeout":
                raise AnswerLost(uri)
            case "refused":
                raise ConnectionRefusedError(uri)
        self.real(method, uri, *more)
        if self.way == "lost":
            raise AnswerLost(uri)
        return refused(500)


def refused(status: int) -> tuple[int, bytes, str]:
    """Twilio's answer to a request that it does not carry out."""
    reply = Refused(status, 20500, "An internal server error has occurred").body()
    return status, json.dumps(reply).encode(), "application/json"


@dataclass(frozen=True)
class Run:
    """One call with one fault, and what should not have happened on it."""

    transcript: str
    number: int
    way: str
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        what = "; ".join(self.wrong)
        return f"{self.transcript}: request {self.number}, {self.way}: {what}"


def requests_of(file: Path, folder: Path) -> int:
    """How many external calls a transcript makes when nothing fails."""
    caller, fault = begun(file, folder, 0, "")
    play(load_transcript(file), caller)
    caller.line.carrier.waits(1)
    caller.close()
    return fault.asked


def with_fault(
    file: Path,
    folder: Path,
    number: int,
    way: str,
    phones: Phones = WebhookCaller,
) -> Run:
    """Plays a transcript as far as it goes while one external call fails."""
    caller, _ = begun(file, folder, number, way, phones)
    try:
        plays_on(load_transcript(file), caller)
        caller.line.carrier.waits(AFTERWARDS)
        name = f"{file.parent.name}/{file.stem}"
        return Run(name, number, way, tuple(wrong(caller)))
    finally:
        caller.close()


def begun(
    file: Path,
    folder: Path,
    number: int,
    way: str,
    phones: Phones = WebhookCaller,
) -> tuple[WebhookCaller, OneFault]:
    """A caller of the transcript's line, and the fault that is to come."""
    transcript = load_transcript(file)
    caller = phones(transcript.script, transcript.at, folder)
    fault = OneFault(caller.line.carrier.api, number, way)
    works_every_second(caller)
    return caller, fault


def works_every_second(caller: WebhookCaller) -> None:
    """Errands that failed are tried again by the clock, as their thread does."""
    clock = caller.line.carrier.clock

    def work() -> None:
        clock.unsettle()
        clock.at(clock.now + 1, work)

    clock.at(clock.now + 1, work)


def plays_on(transcript: Transcript, caller: WebhookCaller) -> None:
    """Does all that the caller and the agents still can do."""
    try:
        play(transcript, caller)
        return
    except (Difference, CallDiffers, CallIsOver, NotRecording) as difference:
        missed = getattr(difference, "move", None)
    moves = transcript.moves
    rest = moves[moves.index(missed) + 1 :] if missed in moves else ()
    for move in rest:
        try:
            _does(move, caller)
        except (CallDiffers, CallIsOver, NotRecording, ValueError):
            continue


def _does(move: Any, caller: WebhookCaller) -> None:
    if move.agent:
        caller.agent(move.agent, move.does, move.number)
    elif caller.over:
        return
    elif move.does == "says":
        caller.says(move.words)
    elif move.does == "presses":
        caller.presses(move.words)
    elif move.does == "waits":
        caller.waits(move.number)
    elif move.does == "stays silent":
        caller.stays_silent()


def wrong(caller: WebhookCaller) -> Iterator[str]:
    """Application errors, holds without consent, and callers who were left alone."""
    carrier = caller.line.carrier
    now = carrier.clock.now
    for entry in carrier.trace.entries:
        if "application error" in entry.words:
            yield f"{entry.who} {entry.words}"
    for remark in watch(carrier.trace, now):
        yield str(remark)
    if caller.over:
        return
    heard = [e for e in carrier.trace.of("caller") if e.what in SPOKEN]
    last = heard[-1].until if heard else 0.0
    talks = caller.person.leg is not None and caller.person.leg.room is not None
    with_somebody = talks and len(caller.person.leg.room.members) > 1  # type: ignore
    if not with_somebody and last is not None and now - last > PATIENCE:
        yield f"the caller has heard nothing for {now - last:.0f} s"
