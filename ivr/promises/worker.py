"""The worker: takes up promises that are due, and carries out what is left undone."""

import logging
import threading
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, TimeoutError

from ivr.promises import ledger
from ivr.promises.line_now import Known, LineNow
from ivr.promises.performing import KINDS, Perform, carry_out
from ivr.store import outbox, promises
from ivr.store.database import reading, writing
from ivr.store.errors import StoreError

PAUSE = 0.5  # seconds between two looks at the ledger
TROUBLE_PAUSE = 5.0  # seconds after the database could not be used
LEFT_BEHIND = 2  # seconds until an effect of another process is taken over

Clock = Callable[[], int]

log = logging.getLogger(__name__)


def keep_promises(
    engine: Engine,
    clock: Clock,
    stop: threading.Event,
    *,
    owner: str,
    perform: Perform,
    pause: float = PAUSE,
    known: Known = LineNow.published,
) -> None:
    """Keeps promises until `stop` is set; any number of workers may run.

    `owner` names this worker, unlike any other. `perform` carries out one effect
    outside; for a row with more than one attempt it first looks whether the effect
    has happened already. A database in trouble is tried again, never given up.
    """
    while not stop.is_set():
        try:
            worked = work_once(engine, clock, owner=owner, perform=perform, known=known)
        except (DBAPIError, TimeoutError, StoreError) as trouble:
            log.warning("the database cannot be used: %s", type(trouble).__name__)
            stop.wait(TROUBLE_PAUSE)
            continue
        if not worked:
            stop.wait(pause)


def work_once(
    engine: Engine,
    clock: Clock,
    *,
    owner: str,
    perform: Perform,
    known: Known = LineNow.published,
) -> bool:
    """Takes up one promise and carries out one effect; False if there was neither."""
    now = clock()
    with reading(engine) as conn:
        due, left = promises.is_due(conn, now), outbox.is_open(conn, now)
    took = due and _take_up(engine, owner, now, known)
    did = (took or left) and _do_one(engine, clock, owner, perform, known)
    return took or did


def _take_up(engine: Engine, owner: str, now: int, known: Known) -> bool:
    with writing(engine) as conn:
        line = known(conn)
        return ledger.claim(conn, line, owner, now) is not None


def _do_one(
    engine: Engine, clock: Clock, owner: str, perform: Perform, known: Known
) -> bool:
    with writing(engine) as conn:
        row = outbox.claim(conn, owner, clock(), LEFT_BEHIND, KINDS)
    if row is None:
        return False
    carry_out(engine, row, owner, perform, clock, known)
    return True
