"""What happened on the line, second by second: who heard, pressed, said and asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

# So much of a URL is shown: the tokens that some carry are no pleasure to read.
MOST_LETTERS = 70

SOUNDS = frozenset({"say", "play", "sound", "ringing", "beep", "voice", "talk"})
SPOKEN = frozenset({"say", "play", "voice"})


@dataclass(slots=True)
class Entry:
    """One thing that happened; ``until`` is when a sound ended, None while it lasts."""

    at: float
    who: str
    what: str
    words: str = ""
    until: float | None = None
    leg: str = ""
    detail: dict[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether somebody hears this."""
        return self.what in SOUNDS

    @property
    def heard(self) -> str:
        """The words that were heard: of a sound that was broken off, its beginning."""
        if not self.was_cut or self.until is None:
            return self.words
        whole = float(self.detail["whole"])
        share = (self.until - self.at) / whole if whole else 0.0
        words = self.words.split()
        return " ".join(words[: int(len(words) * share)])

    @property
    def was_cut(self) -> bool:
        """Whether the sound was broken off."""
        return "whole" in self.detail


class Trace:
    """The entries in the order in which they began."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(
        self,
        at: float,
        who: str,
        what: str,
        words: str = "",
        until: float | None = None,
        **detail: str,
    ) -> Entry:
        """Adds an entry and hands it back, so that a sound can be ended later."""
        entry = Entry(at, who, what, words, until, detail=detail)
        self.entries.append(entry)
        return entry

    def of(self, who: str) -> Iterator[Entry]:
        """What happened to one person."""
        return (entry for entry in self.entries if entry.who == who)

    def to_json(self) -> str:
        """The whole trace as JSON, one object an entry; times in virtual seconds."""
        entries = [asdict(entry) for entry in self.entries]
        return json.dumps({"entries": entries}, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        return "\n".join(lines(self.entries))


def clock_face(seconds: float) -> str:
    """Minutes and seconds, as ``1:05.2``."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def describe(entry: Entry) -> str:
    """An entry as a sentence without its time."""
    who, words, detail = entry.who, entry.words, entry.detail
    cut = ", cut off" if entry.was_cut else ""
    match entry.what:
        case "say" | "play":
            return f'{who} hears "{words}"{cut}'
        case "voice":
            return f'{who} hears {detail.get("from", "somebody")} say "{words}"{cut}'
        case "sound":
            length = (
                "" if entry.until is None else f" for {entry.until - entry.at:.1f} s"
            )
            return f"{who} hears {words or 'sound'}{length}"
        case "ringing":
            return f"{who} hears the line ring{cut}"
        case "beep":
            return f"{who} hears {words}"
        case "talk":
            return f"{who} is talking with {words}"
        case "pressed":
            return f"{who} presses {words}"
        case "said":
            return f'{who} says "{words}"'
        case "unheard":
            return f"nobody listened: {who} {words}"
        case "problem":
            return f"! {words}"
        case "request" | "callback" | "rest" | "media":
            return f"  {_shortened(words)} -> {detail.get('status', '?')}"
        case "silence":
            return f"{who} hears nothing for {words} s"
        case _:
            return f"{who} {words or entry.what}".strip()


def lines(entries: list[Entry]) -> Iterator[str]:
    """The entries as readable lines with their virtual times.

    Lines that come again and again in the same second are told once.
    """
    told = [
        f"{clock_face(entry.at):>8}  {describe(entry)}"
        for entry in entries
        if entry.what != "media" and not (entry.what == "sound" and _is_empty(entry))
    ]
    index = 0
    while index < len(told):
        length, times = _repetition(told, index)
        yield from told[index : index + length]
        if times > 1:
            yield f"{'':>8}  (the same {times - 1} times more)"
        index += length * times


def _shortened(url: str) -> str:
    return url if len(url) <= MOST_LETTERS else f"{url[:MOST_LETTERS]}..."


def _repetition(told: list[str], index: int) -> tuple[int, int]:
    for length in range(1, 5):
        block, times = told[index : index + length], 1
        while told[(at := index + times * length) : at + length] == block:
            times += 1
        if times > 2:
            return length, times
    return 1, 1


def _is_empty(entry: Entry) -> bool:
    return entry.until is not None and entry.until <= entry.at
