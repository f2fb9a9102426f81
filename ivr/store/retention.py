"""Keeping no longer than we may: the worker erases what is older."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, TimeoutError

from ivr.store import erasing, helped
from ivr.store.database import writing
from ivr.store.errors import StoreError

HOUR = 3600  # seconds between two looks
DAY = 24 * HOUR

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keep:
    """For how many days what is kept; None for as long as the database lasts."""

    calls: int | None = 90
    messages: int | None = 30


def erase_old(
    engine: Engine, keep: Keep, now: int, remembered: int | None = None
) -> int:
    """Erases what is older than it may be, in short transactions; how many rows.

    `remembered` are the days for which we keep who helped a caller, if known.
    """
    erased = 0
    if keep.messages is not None:
        left = now - keep.messages * DAY
        erased += _all(engine, lambda c: erasing.erase_old_messages(c, left, now))
    if keep.calls is not None:
        before = now - keep.calls * DAY
        erased += _all(engine, lambda c: erasing.erase_old_calls(c, before))
        erased += _all(engine, lambda c: erasing.erase_old_promises(c, before))
        erased += _all(engine, lambda c: erasing.erase_old_log(c, before))
    if remembered is not None:
        with writing(engine) as conn:
            erased += helped.forget_before(conn, now - remembered * DAY)
    if erased:
        erasing.leave_no_trace(engine)
    return erased


def keep_no_longer(
    engine: Engine,
    keep: Keep,
    clock: Callable[[], int],
    remembered: Callable[[], int | None],
    stop: threading.Event,
) -> None:
    """Erases what is too old every hour until `stop` is set."""
    while not stop.is_set():
        try:
            erase_old(engine, keep, clock(), remembered())
        except (DBAPIError, TimeoutError, StoreError) as trouble:
            log.warning("nothing is erased for now: %s", type(trouble).__name__)
        stop.wait(HOUR)


def _all(engine: Engine, erase_some: Callable[[Connection], int]) -> int:
    erased = 0
    while True:
        with writing(engine) as conn:
            some = erase_some(conn)
        erased += some
        if not some:
            return erased
