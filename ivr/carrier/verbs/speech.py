"""Say, Play and Pause: what somebody on the line hears."""

from __future__ import annotations

from ivr.carrier.document import Element
from ivr.carrier.facts.values import MOST_LOOPS
from ivr.carrier.leg import Leg
from ivr.carrier.program import Event, Program, TimeUp, Wait
from ivr.carrier.sound import speech_seconds
from ivr.carrier.verbs.perform import performs
from ivr.carrier.webhook import absolute

SECONDS_PER_TONE = 0.25
DEFAULT_PAUSE = 1


def loops(verb: Element) -> int:
    """How often a Say or Play is repeated; 0 is as good as for ever."""
    return verb.number("loop", 1) or MOST_LOOPS


def sound(
    leg: Leg,
    what: str,
    words: str,
    seconds: float,
    keys: bool = False,
    speech: bool = False,
    **detail: str,
) -> Program[Event | None]:
    """Lets somebody hear a sound; hands back the event that broke it off, if any."""
    clock = leg.exchange.clock
    end = clock.now + seconds
    entry = leg.note(what, words, **detail)
    entry.until = end
    if keys or speech:
        entry.detail["listens"] = "keys" * keys + " speech" * speech
    event: Event | None = None
    try:
        event = yield Wait(end, keys, speech)
    finally:
        if clock.now < end:
            entry.until = clock.now
            entry.detail["whole"] = f"{seconds:g}"
    return None if isinstance(event, TimeUp) else event


def say(
    leg: Leg, verb: Element, keys: bool = False, speech: bool = False
) -> Program[Event | None]:
    """Speaks the words of a Say; their seconds are estimated."""
    leg.answer()
    words = verb.words
    seconds = speech_seconds(words)
    language = verb.get("language", "en-US")
    for _ in range(loops(verb)):
        event = yield from sound(
            leg, "say", words, seconds, keys, speech, language=language
        )
        if event is not None:
            return event
    return None


def play(
    leg: Leg, verb: Element, keys: bool = False, speech: bool = False
) -> Program[Event | None]:
    """Fetches and plays a sound; one that cannot be had is passed over in silence.

    Words in brackets beside it, like ``(ringing tone)``, only describe a sound.
    """
    leg.answer()
    tones = verb.get("digits")
    if tones:
        seconds = len(tones) * SECONDS_PER_TONE
        return (yield from sound(leg, "beep", f"tones {tones}", seconds, keys, speech))
    url = absolute(verb.text, leg.url)
    recording = leg.exchange.sound(leg, url)
    if recording is None:
        return None
    seconds, words = recording
    for _ in range(loops(verb)):
        event = yield from sound(
            leg,
            _kind(words),
            words.strip("()") or url,
            seconds,
            keys,
            speech,
            url=url,
        )
        if event is not None:
            return event
        if seconds <= 0:
            break
    return None


def _kind(words: str) -> str:
    if words and not (words.startswith("(") and words.endswith(")")):
        return "play"
    return "ringing" if "ring" in words else "sound"


def pause(
    leg: Leg, verb: Element, keys: bool = False, speech: bool = False
) -> Program[Event | None]:
    """Waits in silence."""
    leg.answer()
    until = leg.exchange.clock.now + verb.number("length", DEFAULT_PAUSE)
    event = yield Wait(until, keys, speech)
    return None if isinstance(event, TimeUp) else event


PROMPTS = {"Say": say, "Play": play, "Pause": pause}
performs("Say")(say)
performs("Play")(play)
performs("Pause")(pause)
