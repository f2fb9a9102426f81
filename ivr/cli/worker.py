"""`ivr worker`: keeps promises."""

import os
import signal
import socket
import threading
import time
from types import FrameType

import click

from ivr.cli.failing import fail, plain_errors


@click.command(epilog="Example: DATABASE_URL=sqlite:///var/ivr.db ivr worker")
def command() -> None:
    """Ring the agent, then the caller, at each promised time, until stopped.

    Any number of workers may run; a promise is taken up by one of them.
    """
    with plain_errors():
        _work()


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
    keep_promises(
        app.extensions["ivr"].engine,
        lambda: int(time.time()),
        stop,
        owner=f"worker-{socket.gethostname()}-{os.getpid()}",
        perform=app.extensions["ivr-errands"].perform,
        known=app.extensions["ivr-errands"].line_now,
    )
