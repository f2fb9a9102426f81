"""A call as moments that can be made audible."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path

from ivr.phone.playing import play
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.phone.timeline import Entry
from ivr.phone.transcript import load_transcript
from ivr.script.load import load
from ivr.speech.listen import Kind, Moment

MORNING = time(10)
A_WEDNESDAY = datetime(2026, 11, 25)


def played(script: Path, transcript: Path) -> SimulatedCaller:
    """The call of a transcript; Difference where it goes otherwise than written."""
    written = load_transcript(transcript)
    caller = SimulatedCaller(load(script), written.at)
    play(written, caller)
    return caller


def silent_call(script: Path) -> SimulatedCaller:
    """A caller who says nothing, on a working morning, until the line hangs up."""
    caller = SimulatedCaller(load(script), datetime.combine(A_WEDNESDAY, MORNING))
    caller.dials()
    while not caller.over:
        caller.stays_silent()
    return caller


def moments(timeline: Iterable[Entry], language: str) -> Iterator[Moment]:
    """What was heard on the call, second by second; the line's own `language`."""
    for entry in timeline:
        yield Moment(
            entry.at,
            Kind.RINGBACK if entry.who == "ringback" else Kind(entry.who),
            entry.words,
            entry.language or language,
            entry.seconds,
            entry.keys,
        )
