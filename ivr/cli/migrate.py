"""`ivr migrate`: prepares the database."""

import os

import click

from ivr.config import SettingsError, database_url


@click.command("migrate")
def command() -> None:
    """Create or upgrade the database named by DATABASE_URL.

    Run it at every deployment; it is safe to run twice, or on two machines at once.

    \b
    Example:
      DATABASE_URL=sqlite:///var/ivr.db ivr migrate
    """
    from sqlalchemy.exc import SQLAlchemyError

    from ivr.store.database import shown
    from ivr.store.errors import StoreError
    from ivr.store.migrate import migrate

    try:
        url = database_url(os.environ)
        before, after = migrate(url)
    except (SettingsError, StoreError) as error:
        raise _unusable(str(error)) from None
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise _unusable(f"the database cannot be prepared: {reason}") from None
    if before == after:
        click.echo(f"{shown(url)} is ready, nothing to do")
    elif before:
        click.echo(f"{shown(url)} is upgraded from {before} to {after}")
    else:
        click.echo(f"{shown(url)} is created")


def _unusable(message: str) -> click.ClickException:
    error = click.ClickException(message)
    error.exit_code = 2
    return error
