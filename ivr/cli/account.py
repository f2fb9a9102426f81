"""`ivr account`: who may log in to the desk and the designer."""

import time

import click

from ivr.cli.failing import fail
from ivr.cli.opening import opened

ROLES = ("agent", "manager", "owner")
NAME = r"[\w.-]{1,40}"


@click.group(epilog="Example: ivr account add maria --role agent")
def command() -> None:
    """Say who may log in: agents to the desk, managers and owners to everything.

    On this machine itself no login is needed.
    """


@command.command(epilog="Example: ivr account add maria --role agent")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.password_option(help="Asked for if it is left out, and not shown.")
def add(name: str, role: str, password: str) -> None:
    """Make an account."""
    import re

    from ivr.store import accounts
    from ivr.store.database import writing
    from ivr.web.password import hashed

    if not re.fullmatch(NAME, name):
        fail("a name has letters, digits, dots, hyphens and underscores, 40 at most")
    _check(password)
    with opened() as engine:
        with writing(engine) as conn:
            role_ = accounts.Role(role)
            made = accounts.add(conn, name, role_, hashed(password), int(time.time()))
        if not made:
            fail(f"there is an account {name}; ivr account password {name}")
    click.echo(f"{name} may log in as {role}.")


@command.command(epilog="Example: ivr account password maria")
@click.argument("name")
@click.password_option(help="Asked for if it is left out, and not shown.")
def password(name: str, password: str) -> None:
    """Change a password; whoever is logged in with the old one is logged out."""
    from ivr.store import accounts
    from ivr.store.database import writing
    from ivr.web.password import hashed

    _check(password)
    with opened() as engine:
        with writing(engine) as conn:
            done = accounts.change(conn, name, hashed(password), int(time.time()))
        if not done:
            fail(f"there is no account {name}; ivr account list")
    click.echo(f"{name} has another password.")


@command.command(epilog="Example: ivr account remove maria")
@click.argument("name")
def remove(name: str) -> None:
    """Delete an account."""
    from ivr.store import accounts
    from ivr.store.database import writing

    with opened() as engine:
        with writing(engine) as conn:
            gone = accounts.remove(conn, name)
        if not gone:
            fail(f"there is no account {name}; ivr account list")
    click.echo(f"{name} can no longer log in.")


@command.command("list", epilog="Example: ivr account list")
def list_() -> None:
    """List the accounts with their roles."""
    from ivr.store import accounts
    from ivr.store.database import reading

    with opened() as engine, reading(engine) as conn:
        found = accounts.every(conn)
    for account in found:
        click.echo(f"{account.name:<20}  {account.role}")
    if not found:
        click.echo("No accounts: the pages answer this machine only.")


def _check(password: str) -> None:
    from ivr.web.password import SHORTEST

    if len(password) < SHORTEST:
        fail(f"a password has {SHORTEST} characters or more")
