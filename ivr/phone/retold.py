"""A call that the proof found, second by second, as a simulated one is written down."""

from collections.abc import Iterator, Sequence
from math import inf

from ivr.etiquette.counterexample import PICKS_UP, SPEAKS, THINKS, told
from ivr.etiquette.replay import Played
from ivr.etiquette.transcript import KEYED, NOT_ALLOWED
from ivr.flow import events
from ivr.flow.events import Event
from ivr.flow.flow import Flow
from ivr.phone.programme import SecondsOf, Stretch, programme
from ivr.phone.timeline import Entry, Who

WHO = {"Caller": Who.CALLER, "Agent": Who.AGENT}
# What is waited for to its end: nobody does anything before.
HEARD_OUT = (events.StayedSilent, events.Elapsed, events.AgentUnanswered)

AFTERWARDS = 10  # seconds that are heard of what the last turn left the caller with


def retold(
    flow: Flow, played: Sequence[Played], seconds_of: SecondsOf
) -> Iterator[Entry]:
    """The stretches of the call in order; what happens is told in words."""
    clock = 0.0
    following = [*[one.event for one in played[1:]], None]
    for one, then in zip(played, following, strict=True):
        for line in told(flow, (one,)):
            if line.who != "Line" or line.what.startswith("("):
                who = WHO.get(line.who, Who.SILENCE)
                keys = _keys(one.event) if who is Who.CALLER else ""
                yield Entry(clock, 0.0, who, line.what, one.before.state, keys=keys)
        for stretch in programme(one.actions, seconds_of).stretches:
            seconds = _heard(stretch, then)
            words = stretch.words
            yield Entry(
                at=clock,
                seconds=seconds,
                who=stretch.who,
                words=words.text if words else "",
                state=one.after.state,
                phrase=words.phrase if words else "",
                language=words.language if words else one.after.language,
            )
            clock += seconds


def _keys(event: Event) -> str:
    """The keys that the caller presses."""
    match event:
        case events.Pressed(digit):
            return digit
        case events.NumberKeyed(allowed):
            return KEYED if allowed else NOT_ALLOWED
        case _:
            return ""


def _heard(stretch: Stretch, then: Event | None) -> float:
    """How much of a stretch is heard before the next thing happens."""
    if stretch.who is Who.LINE or isinstance(then, HEARD_OUT):
        return stretch.seconds if stretch.seconds < inf else 0.0
    return min(stretch.seconds, _until(then))


def _until(event: Event | None) -> float:
    match event:
        case events.Pressed():
            return THINKS
        case events.Spoke():
            return THINKS + SPEAKS
        case events.Recorded(seconds):
            return seconds
        case None:
            return AFTERWARDS
        case _:
            return PICKS_UP
