"""`ivr rollback`: back to the version before."""

import time

import click

from ivr.cli.opening import opened


@click.command(epilog="Example: ivr rollback")
def command() -> None:
    """Put the version live that was live before this one.

    Calls in progress stay on the version on which they began.
    """
    from ivr.cli.publish import TERMINAL
    from ivr.store import audit, published
    from ivr.store.database import writing

    with opened() as engine, writing(engine) as conn:
        now = int(time.time())
        version = published.rollback(conn, now)
        deed = audit.Deed.ROLLED_BACK
        audit.note(conn, now, TERMINAL, deed, version=version.version)
    click.echo(f"Version {version.version} is live again.")
