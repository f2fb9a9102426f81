"""Which values an attribute may have, and the code that a wrong one earns."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ivr.carrier.facts.languages import GATHER_LANGUAGES, SAY_LANGUAGES
from ivr.carrier.facts.voices import VOICES

_CHOICES: dict[str, str] = {
    "progress": "initiated ringing answered completed",
    "recording-event": "in-progress completed absent failed",
    "machine": "Enable DetectMessageEnd",
    "gather-input": "dtmf speech",
    "reject": "rejected busy",
    "trim": "trim-silence do-not-trim",
    "dial-record": "do-not-record record-from-answer record-from-ringing "
    "record-from-answer-dual record-from-ringing-dual true false",
    "conversation-record": "do-not-record record-from-answer record-from-ringing "
    "record-from-answer-dual record-from-ringing-dual true false",
    "conference-record": "do-not-record record-from-start true false",
    "conversation-event": "call-initiated call-ringing call-answered call-completed",
    "conference-event": "start end join leave mute hold modify speaker announcement",
    "track": "both inbound outbound",
    "track-name": "inbound_track outbound_track both_tracks",
    "channels": "mono dual",
    "beep": "true false onEnter onExit",
    "jitter": "large medium small off",
    "region": "us1 us2 ie1 sg1 br1 au1 jp1 de1 in1",
    "ringtone": "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx "
    "my nl no nz ph pl pt ru se sg th uk us us-old tw ve za",
    "bank-account": "consumer-checking consumer-savings commercial-checking "
    "commercial-savings",
    "pay-input": "dtmf",
    "pay-language": "de-DE en-AU en-CA en-GB en-IN en-IE en-NZ en-PH en-ZA en-US es-ES "
    "es-US fr-CA fr-FR it-IT",
    "payment": "ach-debit credit-card",
    "token": "one-time reusable payment-method",
    "card": "visa mastercard amex maestro discover optima jcb diners-club enroute",
    "prompt-for": "payment-card-number expiration-date security-code postal-code "
    "payment-processing bank-account-number bank-routing-number",
    "prompt-error": "timeout invalid-card-number invalid-card-type invalid-date "
    "invalid-security-code internal-error input-matching-failed",
    "break-strength": "none x-weak weak medium strong x-strong",
    "emphasis": "strong moderate reduced",
    "alphabet": "ipa x-sampa x-amazon-jyutping x-amazon-pinyin x-amazon-pron-kana "
    "x-amazon-yomigana",
    "interpret": "characters spell-out cardinal number ordinal digits fraction unit "
    "date time address expletive telephone",
    "bool": "true false",
}
CHOICES = {name: frozenset(words.split()) for name, words in _CHOICES.items()}
_WHOLE = re.compile(r"\d{1,6}\Z")
_TONES = re.compile(r"[0-9*#wW,A-Da-d]*\Z")
_CODES = {
    "voice": "13511",
    "gather-language": "13331",
    "speech-timeout": "13327",
}
MOST_LOOPS = 1000
MAX_HINTS = 500
MAX_HINT_CHARACTERS = 100


def code_for(kind: str) -> str:
    """The code that a wrong value of this kind earns."""
    return _CODES.get(kind, "12200")


def complaint(kind: str, value: str) -> str | None:
    """What is wrong with a value of this kind, in words, or None."""
    if kind.endswith("*"):
        words = value.split()
        if not words:
            return "is empty"
        found = (complaint(kind[:-1], word) for word in words)
        return next((words for words in found if words is not None), None)
    if kind in CHOICES:
        if value in CHOICES[kind]:
            return None
        return f"is none of {', '.join(sorted(CHOICES[kind]))}"
    return _complaint_about_form(kind, value)


def _complaint_about_form(kind: str, value: str) -> str | None:
    match kind:
        case "text":
            return None
        case "url" | "any-url":
            return _complaint_about_url(value, ("http", "https", "ws", "wss"))
        case "method":
            return None if value.upper() in ("GET", "POST") else "is not GET or POST"
        case "seconds":
            return None if _WHOLE.match(value) else "is not a whole number"
        case "loop":
            right = bool(_WHOLE.match(value)) and int(value) <= MOST_LOOPS
            return None if right else f"is not a whole number up to {MOST_LOOPS}"
        case "count":
            right = bool(_WHOLE.match(value)) and int(value) > 0
            return None if right else "is not a whole number above 0"
        case "timeout":
            right = value == "auto" or bool(_WHOLE.match(value))
            return None if right else "is not a whole number of seconds"
        case "speech-timeout":
            right = value == "auto" or bool(_WHOLE.match(value))
            return None if right else "is neither auto nor a whole number of seconds"
        case "key":
            right = value == "" or (len(value) == 1 and value in "0123456789*#")
            return None if right else "is not one key"
        case "keys":
            right = all(key in "0123456789*#" for key in value)
            return None if right else "has a key that no telephone has"
        case "tones":
            return None if _TONES.match(value) else "has a key that no telephone has"
        case "hints":
            return _complaint_about_hints(value)
        case "voice":
            return None if value in VOICES else "is a voice that does not exist"
        case "say-language":
            right = value.lower() in SAY_LANGUAGES
            return None if right else "is a language that no voice speaks"
        case "gather-language":
            right = value in GATHER_LANGUAGES
            return None if right else "is a language that is not recognised"
        case _:
            raise ValueError(f"unknown kind of value: {kind}")


def _complaint_about_url(value: str, schemes: tuple[str, ...]) -> str | None:
    if any(character.isspace() for character in value):
        return "has a blank in it"
    try:
        parts = urlsplit(value)
    except ValueError:
        return "is not a URL"
    if parts.scheme and parts.netloc and parts.scheme not in schemes:
        return f"begins with {parts.scheme}, which is not asked for documents"
    return None


def _complaint_about_hints(value: str) -> str | None:
    hints = value.split(",")
    if len(hints) > MAX_HINTS:
        return f"has {len(hints)} phrases; {MAX_HINTS} are allowed"
    longest = max(len(hint.strip()) for hint in hints)
    if longest > MAX_HINT_CHARACTERS:
        return (
            f"has a phrase of {longest} characters; {MAX_HINT_CHARACTERS} are allowed"
        )
    return None
