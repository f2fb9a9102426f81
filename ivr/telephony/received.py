"""A webhook request as Twilio sends it, known fields only; new ones are tolerated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.telephony.scrub import scrub

CALL_SID = re.compile(r"CA[0-9a-f]{32}")
RECORDING_SID = re.compile(r"RE[0-9a-f]{32}")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
SECONDS = re.compile(r"[0-9]{1,6}")
KEYS = re.compile(r"[0-9*#]{1,32}")
# What carriers send in place of a number that the caller withholds: the letters of
# "anonymous", "restricted", "unavailable" and "unknown" on a telephone keypad.
WITHHELD = frozenset({"+266696687", "+7378742833", "+86282452253", "+8656696"})
TALKED = frozenset({"completed", "answered"})
LONGEST_UTTERANCE = 1000  # characters


@dataclass(frozen=True)
class Received:
    """What a request says. `number` is empty where the caller withholds it.

    `bridged`: somebody whom our document dialed talked with the caller.
    """

    call_sid: str
    number: str = ""
    line: str = ""
    digits: str = ""
    speech: str = ""
    status: str = ""
    bridged: bool = False
    recording_sid: str = ""
    recording_url: str = ""
    recording_seconds: int = 0


def read(form: Mapping[str, str]) -> Received | None:
    """The request, or None where it has no CallSid of Twilio's form."""
    call_sid = form.get("CallSid", "")
    if not CALL_SID.fullmatch(call_sid):
        return None
    number = form.get("From", "")
    digits = form.get("Digits", "")
    recording = form.get("RecordingSid", "") or _sid_in(form.get("RecordingUrl", ""))
    seconds = form.get("RecordingDuration", "")
    return Received(
        call_sid=call_sid,
        number=number if E164.fullmatch(number) and number not in WITHHELD else "",
        line=form.get("To", "") if E164.fullmatch(form.get("To", "")) else "",
        digits=digits if KEYS.fullmatch(digits) else "",
        speech=scrub(form.get("SpeechResult", ""), LONGEST_UTTERANCE),
        status=form.get("CallStatus", ""),
        bridged=form.get("DialCallStatus", "") in TALKED
        and form.get("DialBridged", "true") == "true",
        recording_sid=recording if RECORDING_SID.fullmatch(recording) else "",
        recording_url=form.get("RecordingUrl", "")[:500],
        recording_seconds=int(seconds)
        if seconds.isascii() and seconds.isdigit()
        else 0,
    )


def _sid_in(url: str) -> str:
    """The recording's SID at the end of its URL; the action may bring only that."""
    found = RECORDING_SID.search(url)
    return found.group() if found else ""
