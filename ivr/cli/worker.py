"""`ivr worker`: keeps promises."""

import os
import signal
import socket
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import fail, plain_errors

if TYPE_CHECKING:
    from flask import Flask


@click.command(epilog="Example: DATABASE_URL=sqlite:///var/ivr.db ivr worker")
def command() -> None:
    """Ring the agent, then the caller, at each promised time, until stopped.

    Any number of workers may run; a promise is taken up by one of them. They also
    erase what is older than IVR_KEEP_DAYS and IVR_KEEP_MESSAGE_DAYS say.
    """
    with plain_errors():
        _work()


def keep_no_longer_in_background(app: "Flask", stop: threading.Event) -> None:
    """Erases what is too old, in a thread, so that no promise waits for it."""
    from ivr.store.retention import Keep, keep_no_longer

    board = app.extensions["ivr"]
    keep = Keep(board.settings.keep_days, board.settings.keep_message_days)

    def remembered() -> int | None:
        from ivr.script.errors import ScriptError
        from ivr.telephony.switchboard import NoLine

        try:
            return int(board.live_line().script.remember_callers)
        except (NoLine, ScriptError):
            return None

    threading.Thread(
        target=keep_no_longer,
        args=(board.engine, keep, board.now, remembered, stop),
        daemon=True,
    ).start()


def _work() -> None:
    from ivr.config import Settings
    from ivr.promises.worker import keep_promises
    from ivr.store.errors import StoreError
    from ivr.web.app import create_app

    settings = Settings.from_environment(os.environ)
    try:
        app = create_app(settings, inline_errands=True)
    except StoreError as error:
        fail(str(error))
        return
    stop = threading.Event()

    def stopped(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGINT, stopped)
    click.echo("Keeping promises. Stop with Ctrl-C.")
    keep_no_longer_in_background(app, stop)
    keep_promises(
        app.extensions["ivr"].engine,
        lambda: int(time.time()),
        stop,
        owner=f"worker-{socket.gethostname()}-{os.getpid()}",
        perform=app.extensions["ivr-errands"].perform,
        known=app.extensions["ivr-errands"].line_now,
    )
