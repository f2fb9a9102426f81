"""Actions become TwiML, through one typed builder on Twilio's classes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, assert_never
from xml.sax.saxutils import escape

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

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
    Listening,
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
from ivr.speech.carrier_voice import CARRIER_VOICES, carrier_voice
from ivr.speech.prompt import Prompt
from ivr.telephony.scrub import LONGEST_SAID, portions, scrub

LARGEST = 32_000  # bytes; Twilio refuses 64 kB (error 11750)
MOST_NUMBERS = 10  # that Twilio rings at once in one document
SHORTENED = 600  # characters of each prompt in a document that grew too large
QUOTE = {'"': "&quot;", "\n": "&#10;"}


class Voice(Protocol):
    """Where the sounds of the line are, and how long they take."""

    def play(self, words: Words) -> str | None:
        """The URL of the rendered prompt; None where Twilio's voice says it."""

    def prompt(self, words: Words) -> Prompt:
        """The words with how a voice reads them, and whose voice is wished for."""

    def seconds(self, words: Words) -> float:
        """Seconds that the words take."""

    def music(self, seconds: int) -> str | None:
        """The URL of so many seconds of hold music."""

    def ringback(self, seconds: int) -> str | None:
        """The URL of so many seconds of ringing tone."""


@dataclass(frozen=True)
class Direct:
    """Agents whom the document itself dials; `whisper` is the URL of the brief.

    Several telephones ring at once, and the first to answer has the call.
    """

    phones: tuple[str, ...]
    seconds: int
    whisper: str
    line: str = ""


@dataclass(frozen=True)
class Document:
    """Writes the TwiML of one turn; `link(cue, seconds)` is the URL of what is next.

    `alone` is the URL of what a caller hears who is alone with nobody to talk to.
    """

    language: str
    voice: Voice
    link: Callable[[str, int], str]
    room: Callable[[], str] = str
    direct: Direct | None = None
    alone: str = ""
    longest: int = LONGEST_SAID

    def write(self, actions: Sequence[Action]) -> str:
        """The document; words without end are cut rather than left unsaid."""
        try:
            return self._written(actions)
        except ValueError:
            return replace(self, longest=SHORTENED)._written(actions)

    def _written(self, actions: Sequence[Action]) -> str:
        response = VoiceResponse()
        waited = 0.0
        words: tuple[Words, ...] = ()
        holding = any(isinstance(action, PlayMusic) for action in actions)
        for action in actions:
            match action:
                case Say():
                    words += action.words
                case Ask() if holding:
                    said = words + action.words
                    self._ask(response, said, action.listening, silent=None)
                    waited += self._length(said) + action.listening.wait
                    words = ()
                case Ask():
                    said = words + action.words
                    self._ask(response, said, action.listening, silent="silence")
                    words = ()
                case PlayMusic():
                    self._music(response, action)
                    waited += action.seconds
                    response.redirect(self.link("elapsed", round(waited)))
                case PlayRingback() if self.direct:
                    self._speak(response, words)
                    response.append(self._dial(self.direct))
                    words = ()
                case PlayRingback():
                    self._ringback(response, words, action)
                    words = ()
                case Record():
                    self._speak(response, words)
                    self._record(response, action)
                    words = ()
                case Connect():
                    self._speak(response, words)
                    words = ()
                    left = self.link("left", 0)
                    response.append(conference(self.room(), left, alone=self.alone))
                case Hangup():
                    self._speak(response, words)
                    words = ()
                    response.hangup()
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
        self._speak(response, words)
        return finished(response)

    def _ask(
        self,
        response: VoiceResponse,
        words: tuple[Words, ...],
        listening: Listening,
        silent: str | None,
    ) -> None:
        gather = Gather(**self._gather(listening), timeout=listening.wait)
        if silent:
            gather.attrs["actionOnEmptyResult"] = "true"
        self._speak(gather, words)
        response.append(gather)
        if silent:
            response.redirect(self.link(silent, 0))

    def _gather(self, listening: Listening) -> dict[str, Any]:
        given: dict[str, Any] = {"action": self.link("answer", 0), "method": "POST"}
        if listening.number:
            return given | {"input": "dtmf", "finish_on_key": "#"}
        given |= {"num_digits": 1, "finish_on_key": ""}
        if not listening.speech:
            return given | {"input": "dtmf"}
        return given | {
            "input": "dtmf speech",
            "speech_timeout": listening.pause,
            "language": CARRIER_VOICES[self.language].gather_language,
        }

    def _music(self, response: VoiceResponse, action: PlayMusic) -> None:
        gather = Gather(**self._gather(action.listening), timeout=1)
        url = self.voice.music(action.seconds - 1)
        if url:
            gather.play(url)
        else:
            gather.pause(length=action.seconds - 1)
        response.append(gather)

    def _ringback(
        self, response: VoiceResponse, words: tuple[Words, ...], action: PlayRingback
    ) -> None:
        gather = Gather(**self._gather(action.listening), timeout=1)
        self._speak(gather, words)
        url = self.voice.ringback(action.seconds - 1)
        if url:
            gather.play(url)
        else:
            gather.pause(length=action.seconds - 1)
        response.append(gather)
        response.redirect(self.link("elapsed", action.seconds))

    def _dial(self, direct: Direct) -> Dial:
        caller_id = {"caller_id": direct.line} if direct.line else {}
        dial = Dial(
            action=self.link("dialed", 0),
            method="POST",
            timeout=direct.seconds,
            **caller_id,
        )
        for phone in direct.phones[:MOST_NUMBERS]:
            dial.number(phone, url=direct.whisper, method="POST")
        return dial

    def _record(self, response: VoiceResponse, action: Record) -> None:
        response.record(
            action=self.link("recorded", 0),
            method="POST",
            max_length=action.longest,
            timeout=5,
            finish_on_key="#",
            play_beep=True,
        )
        response.redirect(self.link("empty", 0))

    def _speak(self, verb: VoiceResponse | Gather, words: tuple[Words, ...]) -> None:
        for prompt in words:
            speak(verb, self.voice, prompt, self.longest)

    def _length(self, words: tuple[Words, ...]) -> float:
        return sum(self.voice.seconds(prompt) for prompt in words)


def speak(
    verb: VoiceResponse | Gather,
    voice: Voice,
    words: Words,
    longest: int = LONGEST_SAID,
) -> None:
    """Plays the rendered prompt, or has Twilio's voice say the same words."""
    url = voice.play(words)
    if url:
        verb.play(url)
        return
    prompt = voice.prompt(words)
    carrier = carrier_voice(prompt)
    for part in portions(scrub(prompt.aloud.text, longest)):
        verb.say(part, voice=carrier.say_voice, language=carrier.say_language)


def conference(
    room: str, action: str, *, star: bool = False, ends: bool = False, alone: str = ""
) -> Dial:
    """Caller and agent meet in a room with an opaque name, which both may leave.

    With `star` that key leads out of it, to the action; with `ends` the room is over
    for everybody when this one has left. `alone` is the URL of what is heard by who
    is alone there; without one nothing is, and no music of the carrier's either.
    """
    dial = Dial(action=action, method="POST", hangup_on_star=star)
    dial.conference(
        room,
        start_conference_on_enter=True,
        end_conference_on_exit=ends,
        beep="false",
        wait_url=alone,
    )
    return dial


def finished(response: VoiceResponse) -> str:
    """The document as text; ValueError if it is too large or cannot be encoded."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    _write(response, parts)
    text = "".join(parts)
    if len(text.encode("utf-8")) > LARGEST:
        raise ValueError("the document is larger than Twilio takes")
    return text


def _write(verb: Any, parts: list[str]) -> None:
    """A verb of Twilio's as XML; its own writer takes five times as long."""
    parts.append(f"<{verb.name}")
    for name, given in verb.attrs.items():
        value = str(given).lower() if isinstance(given, bool) else str(given)
        parts.append(f' {name}="{escape(value, QUOTE)}"')
    parts.append(">")
    if verb.value:
        parts.append(escape(verb.value))
    for child in verb.verbs:
        _write(child, parts)
    parts.append(f"</{verb.name}>")
