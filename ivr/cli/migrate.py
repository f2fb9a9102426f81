"""`ivr migrate`: prepares the database."""

import os

import click

from ivr.cli.failing import fail, plain_errors


@click.command(epilog="Example: DATABASE_URL=sqlite:///var/ivr.db ivr migrate")
def command() -> None:
    """Create or upgrade the database named by DATABASE_URL.

    Run it at every deployment; it is safe to run twice, or on two machines at once.
    """
    with plain_errors():
        _migrate()


def _migrate() -> None:
    from sqlalchemy.exc import DBAPIError

    from ivr.config import database_url
    from ivr.store.database import shown
    from ivr.store.errors import StoreError
    from ivr.store.migrate import migrate

    url = database_url(os.environ)
    try:
        before, after = migrate(url)
    except StoreError as error:
        fail(str(error))
    except DBAPIError as error:
        fail(f"{shown(url)} cannot be prepared: {error.orig}")
    else:
        click.echo(f"{shown(url)} {_said(before, after)}")


def _said(before: str, after: str) -> str:
    if before == after:
        return "is ready; there was nothing to do"
    return f"is upgraded from {before} to {after}" if before else "is created"
