"""`ivr serve`: the designer and the line on one port."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import fail, plain_errors

if TYPE_CHECKING:
    from flask import Flask

EXAMPLE = "Example: ivr serve scripts/dental-clinic.en.yaml --port 5000"


@click.command(epilog=EXAMPLE)
@click.argument("script", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port. [default: $PORT, 5000]"
)
def command(script: Path | None, port: int | None) -> None:
    """Run the line and the designer.

    With SCRIPT, that call script answers; without, the published one does, or the
    one that IVR_SCRIPT names. Without a Twilio token only this machine is served.
    """
    with plain_errors():
        _serve(script, port)


def _serve(script: Path | None, port: int | None) -> None:
    from werkzeug.serving import make_server

    from ivr.config import Settings
    from ivr.script.load import load
    from ivr.store.errors import StoreError
    from ivr.store.migrate import migrate
    from ivr.web import draft
    from ivr.web.app import create_app
    from ivr.web.quiet import QuietRequests

    settings = Settings.from_environment(os.environ)
    if script is not None:
        load(script)
    try:
        migrate(settings.database_url)
        text = script.read_text("utf-8") if script else None
        app = create_app(settings, script=text)
        if text is not None:
            draft.adopt(app.extensions["ivr"])
    except StoreError as error:
        fail(str(error))
        return
    host = "0.0.0.0" if settings.public_base_url else "127.0.0.1"
    number = port or settings.port
    try:
        server = make_server(
            host, number, app, threaded=True, request_handler=QuietRequests
        )
    except (OSError, SystemExit):
        fail(f"port {number} is taken; name another one with --port")
        return
    _greet(number, script)
    if settings.designer:
        _welcome(app, number)
    app.extensions["ivr-renderer"].start()
    _keep_promises(app)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nThe line is closed.")


def _greet(port: int, script: Path | None) -> None:
    named = script or "SCRIPT"
    click.echo(f"The designer:  http://localhost:{port}/")
    click.echo(f"The line:      http://localhost:{port}/voice")
    click.echo(f"Phone it:      {sys.argv[0]} phone {named}    (in another terminal)")
    click.echo("Stop with Ctrl-C.")


def _welcome(app: "Flask", port: int) -> None:
    """Where there is no account yet: a link for making the owner's."""
    from ivr.web.welcome import offer

    board = app.extensions["ivr"]
    key = offer(board.engine, board.now())
    if key:
        click.echo("No accounts yet, so the designer answers this machine only. The")
        click.echo("first owner's account is made here, once, within the hour:")
        click.echo(f"               http://localhost:{port}/welcome?key={key}")


def _keep_promises(app: "Flask") -> None:
    """A worker of its own, so that a small office needs one command."""
    import threading
    import time

    from ivr.cli.worker import keep_no_longer_in_background
    from ivr.promises.worker import keep_promises

    keep_no_longer_in_background(app, threading.Event())
    errands = app.extensions["ivr-errands"]
    threading.Thread(
        target=keep_promises,
        args=(
            app.extensions["ivr"].engine,
            lambda: int(time.time()),
            threading.Event(),
        ),
        kwargs={
            "owner": f"serve-{os.getpid()}",
            "perform": errands.perform,
            "known": errands.line_now,
        },
        daemon=True,
    ).start()
