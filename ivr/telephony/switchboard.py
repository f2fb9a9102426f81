"""What every webhook needs: the database, the live line, tokens, sounds, the clock."""

import hashlib
import hmac
import logging
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from ivr.config import Settings
from ivr.script.calendar import Closure
from ivr.speech.diction import diction
from ivr.speech.library import Library
from ivr.store import published
from ivr.store.call_log import Entry
from ivr.store.database import reading
from ivr.store.errors import StoreError
from ivr.store.glance import live_now
from ivr.telephony.line import UNPUBLISHED, Line, open_line
from ivr.telephony.links import Links
from ivr.telephony.sounds import LineSounds
from ivr.telephony.token import Tokens, remembered_as
from ivr.telephony.voice import LineVoice

log = logging.getLogger("ivr.telephony")

# What a failing database raises; the call goes on without it.
STORE_FAILURES = (SQLAlchemyError, StoreError, sqlite3.Error, OSError)


class NoLine(Exception):
    """No call script is published, and none was named to be served."""


@dataclass
class Switchboard:
    """The line as it stands: made once for each web process.

    `script` is the text of a call script served without publishing; `wake` is called
    when an errand (ringing an agent, moving a caller) is waiting to be run,
    `write_behind` with what may be written after the caller has been answered, and
    `in_time` with what must be done as soon as the store can be used again,
    `log_call` with what belongs into the log of calls.
    """

    settings: Settings
    engine: Engine
    library: Library
    clock: Callable[[], float]
    script: str | None = None
    prefer_script: bool = False
    wake: Callable[[], None] = lambda: None
    write_behind: Callable[[Callable[[Connection], None]], None] = lambda write: None
    in_time: Callable[[Callable[[], None]], None] = lambda job: None
    log_call: Callable[[Sequence[Entry]], None] = lambda entries: None
    known: dict[int, str] = field(default_factory=dict)
    voices: dict[int, LineVoice] = field(default_factory=dict)
    live: int | None = None
    closure: Closure | None = None

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.settings.secret_key)
        self.links = Links(self.settings.public_base_url or "", self.tokens)
        self.sounds = LineSounds(self.library)

    def now(self) -> int:
        """Whole Unix seconds."""
        return int(self.clock())

    def live_line(self) -> Line:
        """The line that answers new calls, closed early if it is; else raises NoLine.

        With the database gone, what was live when it last answered.
        """
        try:
            found = live_now(self.engine, self.now())
            self.live, self.closure = found.version, found.closure
        except STORE_FAILURES as error:
            log.error("the live version cannot be read: %s", type(error).__name__)
        return self._live().closed(self.closure)

    def _live(self) -> Line:
        if self.script is not None and self.prefer_script:
            return open_line(UNPUBLISHED, self.script)
        if self.live is not None:
            return self.line(self.live)
        if self.script is not None:
            return open_line(UNPUBLISHED, self.script)
        raise NoLine("no call script is published; run: ivr publish SCRIPT")

    def line(self, version: int) -> Line:
        """A version of the line; the live one if that version is unknown."""
        if version == UNPUBLISHED and self.script is not None:
            return open_line(UNPUBLISHED, self.script)
        if version not in self.known:
            with reading(self.engine) as conn:
                found = published.version(conn, version)
            if found is None:
                if version == self.live:
                    raise NoLine(f"version {version} is not in the database")
                return self.live_line()
            self.known[version] = found.script
        return open_line(version, self.known[version])

    def voice(self, line: Line) -> LineVoice:
        """The sounds of a line."""
        found = self.voices.get(line.version)
        if found is None:
            found = LineVoice(
                self.library,
                self.sounds,
                line.script.country,
                self.links.base_url,
                diction(line.script),
                line.script.hold.music,
            )
            self.voices[line.version] = found
        return found

    def caller(self, number: str) -> str:
        """What a caller is remembered by: a keyed hash of the number."""
        return remembered_as(self.tokens.key, number)

    def room(self, call_sid: str) -> str:
        """The opaque name of the conference in which a caller meets an agent."""
        name = hmac.new(self.tokens.key, b"room " + call_sid.encode(), hashlib.sha256)
        return f"room-{name.hexdigest()[:24]}"
