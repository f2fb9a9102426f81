"""Prompts are rendered beside the calls: the fixed ones, and those of coming times."""

import logging
import threading
from datetime import datetime
from itertools import islice

from flask import Flask

from ivr.languages.spoken_time import SpokenTime
from ivr.script.errors import ScriptError
from ivr.speech.errors import SpeechError
from ivr.speech.library import Library
from ivr.speech.repertoire import repertoire
from ivr.telephony.line import Line, at
from ivr.telephony.own_voice import OwnVoice
from ivr.telephony.switchboard import STORE_FAILURES, NoLine, Switchboard

log = logging.getLogger("ivr.web")

AGAIN_AFTER = 120  # seconds; an offered time moves on every quarter of an hour
OFFERS_AHEAD = 3  # callback times that are ready to be spoken


def render_ahead(library: Library, line: Line, now: datetime) -> None:
    """Renders what is missing of the line's prompts, as spoken at this moment."""
    library.render(repertoire(line.script))
    library.render(repertoire(line.script, coming_times(line, now)))


def coming_times(line: Line, now: datetime) -> tuple[SpokenTime, ...]:
    """The times that the line offers next, and when it is back."""
    earliest = line.script.callback.earliest
    offers = islice(line.calendar.callback_times(now, earliest), OFFERS_AHEAD)
    reply = line.calendar.add_business_time(now, line.script.voicemail.reply_within)
    opens = None if line.calendar.is_open(now) else line.calendar.next_opening(now)
    times = (*offers, reply, *((opens,) if opens else ()))
    return tuple(line.calendar.spoken(when, now) for when in times)


class Renderer:
    """Renders ahead in a thread of its own, from the first request of a process on."""

    def __init__(self, board: Switchboard) -> None:
        self.board = board
        self.started = threading.Lock()
        self.stop = threading.Event()

    def start(self) -> None:
        """Starts the thread; only the first time counts."""
        if self.started.acquire(blocking=False):
            threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while not self.stop.is_set():
            try:
                OwnVoice(self.board.engine, self.board.library).follow()
                line = self.board.live_line()
                render_ahead(self.board.library, line, at(self.board.clock()))
            except NoLine:
                pass  # nothing is written yet, so there is nothing to say
            except (
                ScriptError,
                SpeechError,
                OSError,
                *STORE_FAILURES,
            ) as error:
                log.warning("nothing is rendered: %s", type(error).__name__)
            self.stop.wait(AGAIN_AFTER)


def render_in_background(app: Flask) -> Renderer:
    """Has prompts rendered once the application serves its first request."""
    renderer = Renderer(app.extensions["ivr"])
    app.before_request(renderer.start)
    return renderer
