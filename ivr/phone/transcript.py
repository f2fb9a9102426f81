"""A whole call as data: what the caller does and must hear, in YAML.

    script: ../../../scripts/dental-clinic.en.yaml
    at: 2026-11-25 10:00
    language: en
    about: The caller would rather be called back.
    steps:
      - dials
      - hears: "How can I help you?"
      - says: "my tooth hurts"

`script` is taken from the transcript's own folder, `at` is the local time of the
line; `caller: withheld` hides the caller's number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ivr.languages import CODES
from ivr.phone.office import Behaviour, Standing
from ivr.script.document import MOST_BYTES, Document, parse
from ivr.script.errors import Problem, ScriptError, did_you_mean, shown
from ivr.script.place import Place

TOP = ("script", "at", "language", "about", "caller", "steps")
NEEDED = ("script", "at", "language", "steps")
BARE = ("dials", "stays silent", "hangs up", "line hangs up")
WITH_WORDS = ("dials", "hears", "hears nothing about", "says", "presses")
WITH_A_NUMBER = ("waits", "records", "callers ahead")
AGENT = "agent "
AGENT_DOES = (
    *Behaviour,
    *Standing,
    "becomes free",
    "leaves",
    "drops",
    "opens the menu",
    "asks to hold",
    "returns",
    "transfers to billing",
    "answers after 20",
)
TRANSFERS = "transfers to "
ANSWERS_AFTER = "answers after "
KEYS = frozenset("0123456789*#")
MOST_SECONDS = 3600


@dataclass(frozen=True)
class Move:
    """One step of a transcript: `does` names it; `agent` only where an agent acts."""

    place: Place
    does: str
    words: str = ""
    number: int = 0
    agent: str = ""


@dataclass(frozen=True)
class Transcript:
    """A call to be played; `at` is without a zone: the line's local time."""

    file: Path
    script: Path
    at: datetime
    language: str
    about: str
    number_withheld: bool
    moves: tuple[Move, ...]


def load_transcript(path: str | Path) -> Transcript:
    """Reads a transcript file; ScriptError with everything that is wrong."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        where = Place(str(path), 1, 1)
        raise ScriptError([Problem(where, "this file cannot be opened")]) from None
    return read_transcript(text, file)


def read_transcript(text: str | bytes, file: Path) -> Transcript:
    """A transcript from its text; ScriptError with everything that is wrong."""
    document = parse(text, str(file))
    problems = [*document.problems, *_top(document)]
    data = document.data if isinstance(document.data, dict) else {}
    moves: list[Move] = []
    steps = data.get("steps")
    for index, step in enumerate(steps if isinstance(steps, list) else ()):
        try:
            moves.append(_move(document, index, step))
        except _Unclear as unclear:
            place = document.place(("steps", index))
            problems.append(Problem(place, unclear.message, unclear.way_out))
    at = _moment(data.get("at"))
    if at is None and "at" in data:
        place = document.place(("at",))
        problems.append(Problem(place, "this is no time", "write 2026-11-25 10:00"))
    if problems or at is None:
        raise ScriptError(problems)
    return Transcript(
        file=file,
        script=file.parent / data["script"],
        at=at,
        language=data["language"],
        about=data.get("about") or "",
        number_withheld=data.get("caller") == "withheld",
        moves=tuple(moves),
    )


class _Unclear(ValueError):
    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(message)
        self.message, self.way_out = message, way_out


def _top(document: Document) -> Iterator[Problem]:
    data = document.data
    if not isinstance(data, dict):
        message = "a transcript begins with script, at, language and steps"
        yield Problem(document.place(()), message)
        return
    for key in data:
        if key not in TOP:
            way_out = did_you_mean(key, TOP)
            yield Problem(document.key((key,)), f"{shown(key)} is not known", way_out)
    for key in NEEDED:
        if not data.get(key):
            yield Problem(document.place(()), f"{key} is missing")
    for key in ("script", "at", "language", "about", "caller"):
        if not isinstance(data.get(key), str | None):
            yield Problem(document.place((key,)), f"{key} is one text")
    if isinstance(language := data.get("language"), str) and language not in CODES:
        message = f"{shown(language)} is not a language of ours"
        way_out = did_you_mean(language, CODES)
        yield Problem(document.place(("language",)), message, way_out)
    if data.get("caller") not in (None, "withheld"):
        yield Problem(document.place(("caller",)), "only 'withheld' is known here")
    if data.get("steps") and not isinstance(data["steps"], list):
        yield Problem(document.place(("steps",)), "steps are a list")


def _move(document: Document, index: int, step: Any) -> Move:
    place = document.place(("steps", index))
    if isinstance(step, str):
        if step in BARE:
            return Move(place, step)
        raise _Unclear(f"{shown(step)} is no step", did_you_mean(step, _EVERY))
    if not isinstance(step, Mapping) or len(step) != 1:
        raise _Unclear("a step is one thing", 'for example - says: "yes please"')
    does, words = next(iter(step.items()))
    if not isinstance(words, str) or not words.strip():
        raise _Unclear(f"{shown(does)} needs words after it")
    if does.startswith(AGENT):
        return _agent(place, does.removeprefix(AGENT).strip(), words.strip())
    if does in WITH_A_NUMBER:
        return Move(place, does, number=_number(words))
    if does not in WITH_WORDS:
        raise _Unclear(f"{shown(does)} is no step", did_you_mean(does, _EVERY))
    if does == "presses" and not set(words) <= KEYS:
        raise _Unclear(f"{shown(words)} is no key", "keys are 0-9, * and #")
    return Move(place, does, words)


def _agent(place: Place, agent: str, does: str) -> Move:
    if does.startswith(ANSWERS_AFTER):
        after = _number(does.removeprefix(ANSWERS_AFTER))
        return Move(place, "answers after", number=after, agent=agent)
    if does.startswith(TRANSFERS):
        return Move(place, does, agent=agent)
    if does not in AGENT_DOES:
        raise _Unclear(f"no agent {shown(does)}", did_you_mean(does, AGENT_DOES))
    return Move(place, does, agent=agent)


def _number(words: str) -> int:
    if not (words.isascii() and words.isdigit()) or int(words[:9]) > MOST_SECONDS:
        raise _Unclear(f"{shown(words)} is no number from 0 to {MOST_SECONDS}")
    return int(words)


def _moment(written: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(written)
    except (TypeError, ValueError):
        return None
    return None if at.tzinfo else at


_EVERY = (*BARE, *WITH_WORDS, *WITH_A_NUMBER)
