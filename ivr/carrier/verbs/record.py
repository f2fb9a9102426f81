"""Record: keeps what somebody says after the beep."""

from __future__ import annotations

from ivr.carrier.document import Element
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Ended, Event, Key, Next, Program, Spoke, Wait
from ivr.carrier.recordings import Recording
from ivr.carrier.verbs.perform import performs
from ivr.carrier.verbs.speech import sound
from ivr.carrier.webhook import absolute

BEEP_SECONDS = 0.5
DEFAULT_LENGTH = 3600
DEFAULT_SILENCE = 5


@performs("Record")
def record(leg: Leg, verb: Element) -> Program[object]:
    """Records until a key, silence, the longest time or the end of the call.

    An empty recording makes no request: the call falls through.
    """
    leg.answer()
    if verb.is_true("playBeep", True):
        yield from sound(leg, "beep", "a beep", BEEP_SECONDS)
    recording = leg.exchange.recordings.begin(leg, "RecordVerb")
    try:
        digits = yield from _take_down(leg, verb, recording)
    except Ended as end:
        if _finish(leg, verb, recording) and end.by == "person":
            parameters = {**_parameters(leg, recording), "Digits": "hangup"}
            action = absolute(verb.get("action"), leg.url)
            leg.exchange.callbacks.send(
                leg, action, verb.get("method", "POST"), parameters
            )
        raise
    if not _finish(leg, verb, recording):
        return None
    action = absolute(verb.get("action"), leg.url)
    parameters = {**_parameters(leg, recording), "Digits": digits}
    raise Next(Ask(action, verb.get("method", "POST").upper(), parameters))


def _take_down(leg: Leg, verb: Element, recording: Recording) -> Program[str]:
    clock = leg.exchange.clock
    start = clock.now
    silence = verb.number("timeout", DEFAULT_SILENCE)
    finish = verb.get("finishOnKey", "1234567890*#")
    end = start + verb.number("maxLength", DEFAULT_LENGTH)
    until = start + silence
    while True:
        event: Event = yield Wait(min(until, end), keys=True, speech=True)
        match event:
            case Key(key) if key in finish:
                recording.cut_at(clock.now - start)
                return key
            case Spoke(words, seconds):
                recording.take(words, clock.now - start, seconds, end - start)
                until = clock.now + seconds + silence
            case Key():
                pass
            case _:
                return ""


def _finish(leg: Leg, verb: Element, recording: Recording) -> bool:
    exchange = leg.exchange
    if not recording.words:
        exchange.recordings.drop(recording)
        return False
    recording.status = "completed"
    leg.note("recorded", f'leaves a recording: "{recording.words}"')
    url = verb.get("recordingStatusCallback")
    if url:
        exchange.recordings.report(leg, recording, absolute(url, leg.url), verb)
    transcribed = verb.get("transcribeCallback")
    if transcribed:
        exchange.callbacks.send(
            leg,
            absolute(transcribed, leg.url),
            "POST",
            {
                "TranscriptionSid": exchange.sid("TR"),
                "TranscriptionText": recording.words,
                "TranscriptionStatus": "completed",
                "RecordingSid": recording.sid,
                "RecordingUrl": recording.url,
            },
            after=recording.seconds,
        )
    return True


def _parameters(leg: Leg, recording: Recording) -> dict[str, str]:
    return {
        "RecordingSid": recording.sid,
        "RecordingUrl": recording.url,
        "RecordingDuration": str(max(1, round(recording.seconds))),
    }
