"""Gather: listens for keys and words."""

from __future__ import annotations

from dataclasses import dataclass, field

from ivr.carrier.document import Element
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Event, Key, Next, Program, Spoke, Wait
from ivr.carrier.verbs.perform import performs
from ivr.carrier.verbs.speech import PROMPTS
from ivr.carrier.webhook import absolute

DEFAULT_TIMEOUT = 5
# With speechTimeout auto the end of speech is noticed after about a second.
AUTO_SPEECH_SECONDS = 1


@dataclass(slots=True)
class _Input:
    digits: str = ""
    spoken: list[Spoke] = field(default_factory=list)

    def parameters(self) -> dict[str, str]:
        if self.digits:
            return {"Digits": self.digits}
        words = " ".join(part.words for part in self.spoken if part.words)
        if not words:
            return {}
        confidence = min(part.confidence for part in self.spoken if part.words)
        return {"SpeechResult": words, "Confidence": f"{confidence:g}"}


@performs("Gather")
def gather(leg: Leg, verb: Element) -> Program[object]:
    """Prompts, listens, and goes on at the action if there was any input.

    Without input the call falls through to what stands after the Gather, unless
    actionOnEmptyResult asks for the action all the same.
    """
    leg.answer()
    modes = verb.get("input", "dtmf").split()
    keys, speech = "dtmf" in modes, "speech" in modes
    event: Event | None = None
    for prompt in (child for child in verb.children if child.name in PROMPTS):
        barge = speech and verb.is_true("bargeIn", True)
        event = yield from PROMPTS[prompt.name](leg, prompt, keys, barge)
        if event is not None:
            break
    parameters = (yield from _listen(leg, verb, keys, speech, event)).parameters()
    if not parameters and not verb.is_true("actionOnEmptyResult"):
        return None
    action = absolute(verb.get("action"), leg.url)
    raise Next(Ask(action, verb.get("method", "POST").upper(), parameters))


def _listen(
    leg: Leg, verb: Element, keys: bool, speech: bool, event: Event | None
) -> Program[_Input]:
    clock, heard = leg.exchange.clock, _Input()
    timeout = verb.number("timeout", DEFAULT_TIMEOUT)
    finish, most = verb.get("finishOnKey", "#"), verb.number("numDigits", 0)
    longest = verb.number("maxSpeechTime", 60)
    until = clock.now + timeout
    while True:
        match event:
            case Key(key) if key == finish:
                return heard
            case Key(key):
                heard.digits += key
                if len(heard.digits) == most:
                    return heard
                until = clock.now + timeout
            case Spoke(words, seconds):
                heard.spoken.append(event)
                until = clock.now + min(seconds, longest) + _speech_timeout(verb)
                _report_partial(leg, verb, words)
            case None:
                pass
            case _:
                return heard
        event = yield Wait(until, keys, speech and not heard.digits)


def _speech_timeout(verb: Element) -> int:
    if verb.get("speechTimeout") == "auto":
        return AUTO_SPEECH_SECONDS
    return verb.number("speechTimeout", verb.number("timeout", DEFAULT_TIMEOUT))


def _report_partial(leg: Leg, verb: Element, words: str) -> None:
    url = verb.get("partialResultCallback")
    if not url or not words:
        return
    stable = words.rpartition(" ")[0]
    leg.exchange.callbacks.send(
        leg,
        absolute(url, leg.url),
        verb.get("partialResultCallbackMethod", "POST"),
        {
            "StableSpeechResult": stable,
            "UnstableSpeechResult": words[len(stable) :].strip(),
            "SequenceNumber": "0",
        },
    )
