"""A call from the browser: its moves travel with the page, and make it again each time.

No web process keeps anything of a call: what the page sends back is the list of its
moves, sealed, and the call is made again from them on its own revision of the draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from ivr.flow.words import language_key
from ivr.phone.office import NobodyOfThatName
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.phone.simulation import CallIsOver, NotRecording
from ivr.phone.terminal import Terminal, written
from ivr.script.calendar import Calendar
from ivr.script.model import Script
from ivr.store import drafts
from ivr.store.database import reading
from ivr.store.drafts import Draft
from ivr.telephony.line import Line, open_line
from ivr.telephony.switchboard import Switchboard
from ivr.web import draft

MOST_MOVES = 300
LONGEST_MOVE = 400  # characters
LONGEST_SEAL = 60_000
A_WEEK = 7 * 48  # half hours


class Moved(Exception):
    """The script of this call is no longer there; the call cannot go on."""


class NotPossible(ValueError):
    """The move cannot be made now."""


@dataclass(frozen=True)
class Moves:
    """All that a call is made from: its script, when and how it began, the moves.

    `typed` is what would be typed in the terminal, a line for each move.
    """

    revision: int
    script: str  # the hash of its text
    at: str  # local time of the line, to the minute
    number: str = ""
    language: str = ""
    typed: tuple[str, ...] = ()


@dataclass
class Phoned:
    """A call as far as its moves have brought it."""

    moves: Moves
    text: str
    line: Line
    terminal: Terminal = field(init=False)

    def __post_init__(self) -> None:
        at = datetime.fromisoformat(self.moves.at)
        self.terminal = Terminal(SimulatedCaller(self.line.script, at))
        self.terminal.dial(self.moves.number)
        if self.moves.language:
            languages = self.line.flow.languages
            self.terminal.obey(language_key(languages, self.moves.language))
        for typed in self.moves.typed:
            self._obey(typed)

    def goes_on(self, typed: Sequence[str]) -> None:
        """Makes some moves more; NotPossible, and the call is to be made again."""
        if len(self.moves.typed) + len(typed) > MOST_MOVES:
            raise NotPossible("This call has become very long. Please hang up.")
        for move in typed:
            said = " ".join(move.split())[:LONGEST_MOVE]
            self._obey(said)
            self.moves = replace(self.moves, typed=(*self.moves.typed, said))

    @property
    def sealed(self) -> str:
        """The call as the page carries it."""
        return _serializer().dumps(list(vars(self.moves).values()))

    def transcript(self, script: str, about: str) -> str:
        """The call as a transcript that `ivr phone --play` plays."""
        return written(self.terminal, script, about)

    def _obey(self, typed: str) -> None:
        if typed in ("help", "?", "state"):
            typed = f"say {typed}"
        try:
            self.terminal.obey(typed)
        except (CallIsOver, NotRecording, NobodyOfThatName, KeyError) as wrong:
            raise NotPossible(str(wrong)) from None


def dialled(
    board: Switchboard, found: Draft, when: str, number: str, language: str
) -> Phoned:
    """A call to a draft; `when` is now, open, closed, or a local time."""
    line = line_of(found.script)
    at = moment(
        line.script, when, datetime.fromtimestamp(board.clock(), ZoneInfo("UTC"))
    )
    spoken = language if language in line.script.languages[1:] else ""
    named = {str(one.number) for one in line.script.numbers}
    moves = Moves(
        found.revision,
        _hash(found.script),
        at.strftime("%Y-%m-%d %H:%M"),
        number if number in named else "",
        spoken,
    )
    return Phoned(moves, found.script, line)


def opened(board: Switchboard, sealed: str) -> Phoned:
    """The call that a page carries; Moved if its script has gone, NotPossible."""
    try:
        if len(sealed) > LONGEST_SEAL:
            raise NotPossible("This is no call of ours.")
        revision, script, at, number, language, typed = _serializer().loads(sealed)
    except (BadData, ValueError, TypeError):
        raise NotPossible("This is no call of ours.") from None
    moves = Moves(revision, script, at, number, language, tuple(typed))
    text = _text(board, moves)
    return Phoned(moves, text, line_of(text))


def line_of(text: str) -> Line:
    """The line of a draft, ready to be called; ScriptError."""
    return open_line(DRAFT, text)


def moment(script: Script, when: str, now: datetime) -> datetime:
    """The local time that is meant, to the minute."""
    zone = ZoneInfo(script.timezone)
    local = now.astimezone(zone).replace(second=0, microsecond=0)
    if when not in ("now", "open", "closed"):
        try:
            return datetime.fromisoformat(when).replace(tzinfo=zone, second=0)
        except ValueError:
            return local
    calendar, wanted = Calendar.of(script), when == "open"
    if when == "now" or calendar.is_open(local) is wanted:
        return local
    half = local.replace(minute=0) + timedelta(minutes=30)
    for step in range(A_WEEK):
        there = half + step * timedelta(minutes=30)
        if calendar.is_open(there) is wanted:
            return there
    return local


DRAFT = -1  # the version of a line that is being written


def _text(board: Switchboard, moves: Moves) -> str:
    found = draft.current(board)
    if found is not None and _hash(found.script) == moves.script:
        return found.script
    with reading(board.engine) as conn:
        kept = drafts.find(conn, moves.revision)
    if kept is None or _hash(kept.script) != moves.script:
        raise Moved
    return kept.script


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="a call in the browser")
