"""`ivr rollback`: back to the version before."""

import time

import click

from ivr.cli.opening import opened


@click.command(epilog="Example: ivr rollback")
def command() -> None:
    """Put the version live that was live before this one.

    Calls in progress stay on the version on which they began.
    """
    from ivr.store import published
    from ivr.store.database import writing

    with opened() as engine, writing(engine) as conn:
        version = published.rollback(conn, int(time.time()))
    click.echo(f"Version {version.version} is live again.")
