"""Judges a person's own recording before callers hear it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ivr.speech.estimate import SILENCE_SECONDS, estimate_seconds
from ivr.speech.mastering import peak_level, resampled, speech_ends, speech_level
from ivr.speech.prompt import Prompt
from ivr.speech.sound import TELEPHONE_RATE, Sound, to_floats

if TYPE_CHECKING:
    from ivr.speech.mastering import Samples

QUIET_DBOV = -40.0
LOUDEST_NOISE_BELOW_SPEECH_DB = 25.0
CLIPPED_SHARE, CLIPPED_AT = 0.0002, 0.985
LONGEST_SILENCE_SECONDS = 1.5
LONGEST_PAUSE_SECONDS = 3.0
SLOWEST, FASTEST = 1.8, 0.55
"""Own pace against the estimate: nearly half as fast, and nearly twice."""


class Weight(StrEnum):
    """Whether a recording may be used with this remark."""

    REFUSED = "refused"
    ADVICE = "advice"


@dataclass(frozen=True)
class Remark:
    """One thing about a recording, and what to do about it."""

    name: str
    weight: Weight
    problem: str
    way_out: str


@dataclass(frozen=True)
class Verdict:
    """What was measured, in dBov, decibels and seconds, and the remarks on it."""

    level: float
    peak: float
    noise_below_speech: float
    seconds: float
    silence_before: float
    silence_after: float
    remarks: tuple[Remark, ...]

    @property
    def usable(self) -> bool:
        return all(remark.weight is not Weight.REFUSED for remark in self.remarks)


def judge(recording: Sound, prompt: Prompt) -> Verdict:
    """Measures a recording of a prompt at telephone quality.

    Level and silence at the ends are put right by mastering: they are advice.
    Clipping, noise, too little speech and a missing part cannot be put right.
    """
    samples = to_floats(recording)
    narrow = resampled(samples, recording.rate, TELEPHONE_RATE, band=(310.0, 3380.0))
    level = speech_level(narrow, TELEPHONE_RATE)
    if level is None or level < -70.0:
        return _silent(recording)
    before, after = speech_ends(narrow, TELEPHONE_RATE)
    spoken = recording.seconds - before - after
    verdict = Verdict(
        level=level,
        peak=peak_level(samples),
        noise_below_speech=level - _noise(narrow),
        seconds=recording.seconds,
        silence_before=before,
        silence_after=after,
        remarks=(),
    )
    remarks = (
        *_levels(verdict, _clipped(samples)),
        *_silences(verdict, _longest_pause(narrow)),
        *_pace(
            spoken, estimate_seconds(prompt.text, prompt.language) - SILENCE_SECONDS
        ),
    )
    return Verdict(**{**vars(verdict), "remarks": remarks})


def _levels(verdict: Verdict, clipped: float) -> Iterator[Remark]:
    if clipped > CLIPPED_SHARE:
        yield _refused(
            "clipping",
            "the loudest parts are cut off",
            "move back from the microphone or turn it down, and record again",
        )
    if verdict.noise_below_speech < LOUDEST_NOISE_BELOW_SPEECH_DB:
        yield _refused(
            "noise",
            f"the background is only {verdict.noise_below_speech:.0f} dB quieter than "
            "the voice",
            "record in a quiet room, close to the microphone",
        )
    if verdict.level < QUIET_DBOV:
        yield _advice(
            "quiet",
            f"the voice is quiet ({verdict.level:.0f} dBov)",
            "it is made louder, and its noise with it; speak closer next time",
        )


def _silences(verdict: Verdict, pause: float) -> Iterator[Remark]:
    if max(verdict.silence_before, verdict.silence_after) > LONGEST_SILENCE_SECONDS:
        yield _advice(
            "silence",
            f"{verdict.silence_before:.1f} s of silence before and "
            f"{verdict.silence_after:.1f} s after the words",
            "it is cut to 0.15 s and 0.25 s",
        )
    if pause > LONGEST_PAUSE_SECONDS:
        yield _advice(
            "pause",
            f"a pause of {pause:.1f} s sounds like a fault",
            "record it again without stopping",
        )


def _pace(spoken: float, expected: float) -> Iterator[Remark]:
    if expected <= 0:
        return
    if spoken > SLOWEST * expected:
        yield _advice(
            "slow",
            f"{spoken:.1f} s for words that take about {expected:.1f} s",
            "speak a little faster, or shorten the words",
        )
    elif spoken < FASTEST * expected:
        yield _refused(
            "short",
            f"{spoken:.1f} s for words that take about {expected:.1f} s: "
            "something is missing or too fast",
            "read the whole text, calmly",
        )


def _clipped(samples: Samples) -> float:
    import numpy as np

    return float(np.mean(np.abs(samples) >= CLIPPED_AT))


def _noise(samples: Samples) -> float:
    """The level of the quietest tenth of all frames of 20 ms, in dBov."""
    import numpy as np

    size = TELEPHONE_RATE // 50
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    energy = np.mean(frames**2, axis=1)
    return float(10 * np.log10(max(float(np.percentile(energy, 10)), 1e-10)))


def _longest_pause(samples: Samples) -> float:
    """Seconds of the longest stretch 30 dB under the speech, between its ends."""
    import numpy as np

    size = TELEPHONE_RATE // 50
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    energy = np.mean(frames**2, axis=1)
    loud = np.flatnonzero(energy > np.mean(energy) * 1e-3)
    return float(np.max(np.diff(loud), initial=1) - 1) / 50


def _silent(recording: Sound) -> Verdict:
    remark = _refused(
        "no-speech",
        "nobody is heard in this recording",
        "check that the microphone is on, and record again",
    )
    length = recording.seconds
    return Verdict(-200.0, -200.0, 0.0, length, length, 0.0, (remark,))


def _refused(name: str, problem: str, way_out: str) -> Remark:
    return Remark(name, Weight.REFUSED, problem, way_out)


def _advice(name: str, problem: str, way_out: str) -> Remark:
    return Remark(name, Weight.ADVICE, problem, way_out)
