"""`/healthz`: whether the line can answer, and what it had to fall back on."""

import os
from collections.abc import Callable

from flask import Response

from ivr.script.errors import ScriptError
from ivr.store import call_log, outbox
from ivr.store.call_log import Entry
from ivr.store.database import check, reading
from ivr.telephony.errands import Errands
from ivr.telephony.last_resort import Guarded
from ivr.telephony.logbook import Logbook
from ivr.telephony.switchboard import STORE_FAILURES, NoLine, Switchboard

DAY = 24 * 3600  # seconds
LATE = 10  # seconds after which an errand counts as late


def health(
    board: Switchboard, guarded: Guarded, logbook: Logbook
) -> Callable[[], Response]:
    """The view: "ok" first, then counters, one a line.

    They are of this process, but for `errands-late` and `last-resort-in-a-day`.
    """

    def healthz() -> Response:
        counters = {
            "last-resort-used": guarded.used,
            "log-pending": len(logbook.pending),
            "log-spooled-files": logbook.spool.count(),
        }
        try:
            check(board.engine)
            board.live_line()
            now = board.now()
            with reading(board.engine) as conn:
                late = outbox.open_count(conn, now - LATE)
                used = call_log.count(conn, "last-resort", (now - DAY) * 1000)
            counters["errands-late"] = late
            counters["last-resort-in-a-day"] = used
            state, code = "ok", 200
        except (NoLine, ScriptError, *STORE_FAILURES) as error:
            state, code = type(error).__name__, 503
        lines = (f"{name} {count}\n" for name, count in counters.items())
        return Response(f"{state}\n{''.join(lines)}", code, mimetype="text/plain")

    return healthz


def last_resort_noted(board: Switchboard, errands: Errands) -> Callable[[], None]:
    """What is done each time the last resort is used: it goes into the log of calls."""

    def noted() -> None:
        at = int(board.clock() * 1000)
        key = f"last-resort:{os.getpid()}:{at}:{os.urandom(4).hex()}"
        errands.log_call([Entry(key, "", at, "last-resort")])

    return noted
