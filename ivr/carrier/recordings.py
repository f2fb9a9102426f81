"""Recordings that the carrier keeps."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.carrier.document import Element
from ivr.carrier.leg import Leg

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange


@dataclass(eq=False, slots=True)
class Recording:
    """What was recorded: its words, its length in seconds and where it can be had."""

    sid: str
    url: str
    call_sid: str
    source: str
    created_at: float
    words: str = ""
    seconds: float = 0.0
    status: str = "in-progress"
    channels: int = 1

    def take(self, words: str, at: float, seconds: float, longest: float) -> None:
        """Adds words that begin at that second of the recording."""
        self.words = f"{self.words} {words}".strip()
        self.seconds = min(at + seconds, longest)

    def cut_at(self, seconds: float) -> None:
        """Ends the recording there, even in the middle of a word."""
        self.seconds = min(self.seconds, max(seconds, 0.0))

    def wav(self) -> bytes:
        """The recording as a file: silence of its length, 8 kHz mu-law."""
        samples = b"\xff" * round(self.seconds * 8000)
        head = struct.pack("<4sIHHIIHH", b"fmt ", 16, 7, 1, 8000, 8000, 1, 8)
        chunk = struct.pack("<4sI", b"data", len(samples)) + samples
        size = 4 + len(head) + len(chunk)
        return b"RIFF" + struct.pack("<I", size) + b"WAVE" + head + chunk


@dataclass(eq=False)
class Recordings:
    """All recordings of the account."""

    exchange: Exchange
    kept: dict[str, Recording] = field(default_factory=dict)

    def begin(self, leg: Leg, source: str) -> Recording:
        """Begins a recording on a leg."""
        sid = self.exchange.sid("RE")
        url = f"{self.exchange.api}/2010-04-01/Accounts/{self.exchange.account}"
        now = self.exchange.clock.now
        recording = Recording(sid, f"{url}/Recordings/{sid}", leg.sid, source, now)
        self.kept[sid] = recording
        return recording

    def drop(self, recording: Recording) -> None:
        """Forgets a recording."""
        self.kept.pop(recording.sid, None)

    def report(self, leg: Leg, recording: Recording, url: str, verb: Element) -> None:
        """Tells the application that a recording is there, a second later."""
        wanted = verb.get("recordingStatusCallbackEvent", "completed").split()
        if "completed" not in wanted:
            return
        parameters = {
            "RecordingSid": recording.sid,
            "RecordingUrl": recording.url,
            "RecordingStatus": recording.status,
            "RecordingDuration": str(max(1, round(recording.seconds))),
            "RecordingChannels": str(recording.channels),
            "RecordingSource": recording.source,
            "RecordingStartTime": self.exchange.date(recording.created_at),
        }
        method = verb.get("recordingStatusCallbackMethod", "POST")
        self.exchange.callbacks.send(leg, url, method, parameters, after=1.0, only=True)
