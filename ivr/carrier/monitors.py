"""Etiquette monitors: what a caller should not have to go through, for any app.

They read a trace alone and know four languages; they judge what was heard, not how the
application is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ivr.carrier.facts.courtesy import THANKS, WAITING
from ivr.carrier.trace import SPOKEN, Entry, Trace, clock_face


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that the monitors allow.

    Hold updates and the first word on hold follow E19, three rings E02; silence is
    what is left of a caller's patience on a dead line (E13).
    """

    silence: float = 8.0
    update: float = 45.0
    ringing: float = 20.0
    first_word: float = 5.0


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a caller should have been spared, and when it began."""

    monitor: str
    at: float
    who: str
    message: str

    def __str__(self) -> str:
        return f"{clock_face(self.at)} {self.monitor}: {self.message}"


Monitor = Callable[[list[Entry], float, Limits], Iterator[tuple[float, str]]]


def watch(trace: Trace, end: float, limits: Limits | None = None) -> list[Remark]:
    """All remarks about the calls in a trace that lasts to this virtual second."""
    limits = limits or Limits()
    remarks = []
    for caller in [entry for entry in trace.entries if entry.what == "dials"]:
        entries = [entry for entry in trace.entries if entry.leg == caller.leg]
        over = next((e.at for e in entries if e.what == "ends"), end)
        for name, monitor in MONITORS.items():
            for at, message in monitor(entries, over, limits):
                remarks.append(Remark(name, at, caller.who, message))
    return sorted(remarks, key=lambda remark: remark.at)


def _is_music(entry: Entry, end: float) -> bool:
    until = end if entry.until is None else entry.until
    return entry.what == "sound" and until - entry.at > 1


def _is_input(entries: list[Entry], index: int) -> bool:
    if entries[index].what not in ("pressed", "said"):
        return False
    after = entries[index + 1 : index + 2]
    return not (after and after[0].what == "unheard")


def hold_without_consent(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """Waiting begins only after a question about waiting was answered (E17).

    The question is all that a document says before the answer.
    """
    question, begins, agreed, waiting = "", True, False, False
    for index, entry in enumerate(entries):
        if entry.what == "request":
            begins = True
        elif entry.what in SPOKEN:
            question = entry.words if begins else f"{question} {entry.words}"
            begins = False
        elif _is_input(entries, index):
            agreed = WAITING.search(question) is not None
        elif entry.what == "talk":
            begins, agreed, waiting = True, False, False
        elif not waiting and (
            _is_music(entry, end) or "waits in the queue" in entry.words
        ):
            waiting = True
            if not agreed:
                yield entry.at, "the caller is put on hold without having been asked"


def hold_without_update(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """Somebody on hold hears a word often enough (E19)."""
    since: float | None = None
    for entry in entries:
        if _is_music(entry, end):
            since = entry.at if since is None else since
        if entry.what not in SPOKEN and entry.what not in ("talk", "ends"):
            continue
        if since is not None and entry.at - since > limits.update:
            yield since, _gap(since, entry.at)
        over = end if entry.until is None else entry.until
        on_hold = since is not None and entry.what in SPOKEN
        since = over if on_hold else None
    if since is not None and end - since > limits.update:
        yield since, _gap(since, end)


def _gap(since: float, until: float) -> str:
    return f"the caller on hold hears no word for {until - since:.0f} s"


def silence(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """The line is never dead for long (E13); a caller's own words are no silence."""
    quiet_from = 0.0
    answered = False
    for entry in entries:
        sounds = entry.is_sound or entry.what == "said"
        if not answered and entry.what in ("dials", "rest"):
            quiet_from = entry.at
            continue
        answered = answered or sounds
        if not sounds and entry.what not in ("ends", "hangs up"):
            continue
        if entry.at - quiet_from > limits.silence:
            yield quiet_from, _dead(quiet_from, entry.at)
        over = end if entry.until is None else entry.until
        quiet_from = max(quiet_from, over)
    if end - quiet_from > limits.silence:
        yield quiet_from, _dead(quiet_from, end)


def _dead(since: float, until: float) -> str:
    return f"the line is silent for {until - since:.0f} s"


def ringing_too_long(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """A colleague's telephone rings three times at most (E02)."""
    for entry in entries:
        over = end if entry.until is None else entry.until
        if entry.what == "ringing" and over - entry.at > limits.ringing:
            yield entry.at, f"it rings for {over - entry.at:.0f} s without a word"


def slow_first_word(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """Somebody who calls is greeted at once (E02, E03)."""
    first = next((entry for entry in entries if entry.what in SPOKEN), None)
    if first is None:
        if end - entries[0].at > limits.first_word:
            yield entries[0].at, "the caller is never greeted"
    elif first.at - entries[0].at > limits.first_word:
        waited = first.at - entries[0].at
        yield entries[0].at, f"the first word comes after {waited:.0f} s"


def transfer_unasked(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """Nobody is connected who was not asked anything (E18)."""
    for index, entry in enumerate(entries):
        if _is_input(entries, index):
            return
        if entry.what in ("ringing", "talk"):
            yield entry.at, "the caller is connected without having been asked"
            return


def end_without_thanks(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """The last thing that a caller hears is thanks (E42), whoever hangs up (E43)."""
    over = next((entry for entry in entries if entry.what == "ends"), None)
    if over is None or "by the person" in over.words:
        return
    spoken = [entry for entry in entries if entry.what in SPOKEN]
    if any(e.what == "talk" and e.until == over.at for e in entries):
        return
    last = spoken[-1].words if spoken else ""
    if not THANKS.search(last):
        shown = f' after "{last}"' if last else ""
        yield over.at, f"the call ends without thanks{shown}"


def dead_end(
    entries: list[Entry], end: float, limits: Limits
) -> Iterator[tuple[float, str]]:
    """No call just stops on somebody who was asked something and said nothing."""
    over = next((entry for entry in entries if entry.what == "ends"), None)
    if over is None:
        return
    if "by the application error" in over.words:
        yield over.at, "the caller hears that an application error has occurred"
        return
    if "by the end of the document" not in over.words:
        return
    heard = [e for e in entries if e.what in SPOKEN or e.what in ("pressed", "said")]
    if heard and "listens" in heard[-1].detail:
        question = heard[-1].words
        yield over.at, f'the call just stops when nobody answers "{question}"'


MONITORS: dict[str, Monitor] = {
    "hold-without-consent": hold_without_consent,
    "hold-without-update": hold_without_update,
    "silence": silence,
    "ringing-too-long": ringing_too_long,
    "slow-first-word": slow_first_word,
    "transfer-unasked": transfer_unasked,
    "end-without-thanks": end_without_thanks,
    "dead-end": dead_end,
}
