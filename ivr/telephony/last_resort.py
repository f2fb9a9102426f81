"""The last resort: ready-made TwiML when everything else has failed (design D5).

It stands outside Flask and needs no database, template, clock or voice.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from twilio.twiml.voice_response import VoiceResponse

from ivr.languages import phrase
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.diction import AS_WRITTEN, diction
from ivr.telephony.in_time import InTime
from ivr.telephony.line import Line
from ivr.telephony.scrub import scrub

log = logging.getLogger("ivr.telephony")

DEADLINE = 2.0  # seconds of silence that a caller is left in at most
LARGEST = 60_000  # bytes; Twilio refuses 64 kB (error 11750)
RING_SECONDS = 20
RECORD_SECONDS = 120

AFTER_RECORDING = "/voice/fallback?recorded=1"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


# Where an agent is on the line, to whom no agent is given; the rest are callers.
AGENTS_LEGS = (
    "/voice/agent/",
    "/voice/callback/agent",
    "/voice/callback/accept",
    "/voice/callback/left",
)
LANGUAGE = "ivr.language"  # where the environment names the language of the call
REPORT = "status"  # the end of the path of a report, to which nobody listens


@dataclass(frozen=True)
class LastResort:
    """Two documents made when the line was opened.

    The apology leads to a person's telephone or, where the line has none, to a
    recording; what follows the recording is the farewell. `version` is of the line.
    """

    apology: bytes
    farewell: bytes
    version: int | None = None

    @classmethod
    def of(cls, line: Line | None, language: str = "") -> "LastResort":
        """For a line, in a language of its script; the first one unless told."""
        language = language or (line.script.languages[0] if line else "en")
        phone = _person(line) if line else ""
        apology = VoiceResponse()
        if phone:
            _say(apology, line, language, "error.person")
            apology.dial(phone, timeout=RING_SECONDS)
        else:
            _say(apology, line, language, "error.message")
            apology.record(
                action=f"{AFTER_RECORDING}&language={language}",
                method="POST",
                max_length=RECORD_SECONDS,
            )
        _say(apology, line, language, "error.farewell")
        apology.hangup()
        farewell = VoiceResponse()
        _say(farewell, line, language, "error.farewell")
        farewell.hangup()
        version = line.version if line else None
        return cls(str(apology).encode(), str(farewell).encode(), version)


@dataclass
class Standby:
    """The last resort of the line that answers now, made again when it changes.

    `documents` are in the first language of its script, `others` in each of them.
    """

    documents: LastResort
    others: Mapping[str, LastResort] = field(default_factory=dict)

    @classmethod
    def of(cls, line: Line | None) -> "Standby":
        """For a line, or for a deployment without one."""
        languages = line.script.languages if line else ()
        return cls(
            LastResort.of(line), {code: LastResort.of(line, code) for code in languages}
        )

    def keep(self, line: Line) -> None:
        """Makes the documents of a line if they are of another version."""
        if line.version != self.documents.version:
            made = Standby.of(line)
            self.documents, self.others = made.documents, made.others

    def spoken(self, language: str) -> LastResort:
        """In the language of a call, or else in the first one."""
        return self.others.get(language, self.documents)


@dataclass
class Guarded:
    """A WSGI application whose callers never hear "an application error"."""

    app: Application
    standby: Standby
    deadline: float = DEADLINE
    used: int = 0
    tell: Callable[[], None] = lambda: None
    in_time: InTime = field(default_factory=InTime)

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        """Passes everything but the line's own failures through."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/voice"):
            return self.app(environ, start)
        answer = self._asked(environ)
        if answer.is_fit():
            start(answer.status, answer.headers)
            return [answer.body]
        if not environ.get("ivr.signed"):
            start("403 FORBIDDEN", [("Content-Length", "0")])
            return [b""]
        self.used += 1
        self._tell()
        if path.endswith(REPORT):
            start("204 NO CONTENT", [])
            return [b""]
        to_agent = path.startswith(AGENTS_LEGS)
        spoken = self.standby.spoken(environ.get(LANGUAGE, ""))
        body = self.standby.documents.farewell if to_agent else spoken.apology
        start(
            "200 OK",
            [
                ("Content-Type", "text/xml; charset=utf-8"),
                ("Content-Length", str(len(body))),
            ],
        )
        return [body]

    def _asked(self, environ: Environ) -> "_Answer":
        """What the application answers before the deadline, or that it failed."""
        answer = _Answer()
        try:
            self.in_time.do(
                lambda: answer.read(self.app(environ, answer.start)), self.deadline
            )
        except (KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:
            log.error("a webhook failed: %s", type(error).__name__)
            return _Answer(failed=True)
        return answer

    def _tell(self) -> None:
        """Nothing that goes wrong with telling reaches the caller."""
        try:
            self.tell()
        except Exception as error:
            log.error("a last resort is not noted: %s", type(error).__name__)


class _Answer:
    """What the application answered, held back until it is known to be fit."""

    def __init__(self, *, failed: bool = False) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body = b""
        self.failed = failed

    def start(
        self, status: str, headers: list[tuple[str, str]], error: Any = None
    ) -> Callable[[bytes], None]:
        self.status, self.headers = status, headers
        return lambda written: None

    def read(self, body: Iterable[bytes]) -> None:
        """The whole body, as long as it may be sent."""
        try:
            for part in body:
                self.body += part
                if len(self.body) > LARGEST:
                    break
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()

    def is_fit(self) -> bool:
        """Whether Twilio can take it: a refusal, an empty 204, or sound TwiML."""
        if self.failed or not self.status:
            return False
        code = int(self.status[:3])
        if code == 204 or 400 <= code < 500:
            return True
        if code != 200 or len(self.body) > LARGEST:
            return False
        kind = next((v for k, v in self.headers if k.lower() == "content-type"), "")
        if not kind.startswith("text/xml") or not self.body.startswith(b"<"):
            return False
        return _is_response(self.body)


def _is_response(body: bytes) -> bool:
    """Whether it is well formed, and a response of TwiML's."""
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: names.append(name)
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        return False
    return names[0] == "Response"


def _person(line: Line) -> str:
    """The telephone of the first agent there is."""
    operator = line.script.departments.get(line.flow.operator)
    departments = [d for d in (operator, *line.script.departments.values()) if d]
    return next((a.phone for d in departments for a in d.agents), "")


def _say(response: VoiceResponse, line: Line | None, language: str, name: str) -> None:
    spoken = diction(line.script) if line else AS_WRITTEN
    prompt = spoken.prompt(phrase(language, name), language)
    voice = carrier_voice(prompt)
    response.say(
        scrub(prompt.text),
        voice=voice.say_voice,
        language=voice.say_language,
    )
