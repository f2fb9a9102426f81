"""`ivr account`: who may log in to the desk and the designer."""

import time
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import fail
from ivr.cli.opening import opened

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ivr.script.model import Script

ROLES = ("agent", "viewer", "manager", "owner")
NAME = r"[\w.-]{1,40}"


@click.group(epilog="Example: ivr account add maria --role agent")
def command() -> None:
    """Say who may log in: agents to the desk, managers and owners to everything.

    On this machine itself no login is needed.
    """


@command.command(epilog="Example: ivr account add maria --role agent")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option(
    "--agent",
    metavar="NAME|NUMBER",
    help="The agent of the line whose account it is. [default: the one named so]",
)
@click.password_option(help="Asked for if it is left out, and not shown.")
def add(name: str, role: str, agent: str | None, password: str) -> None:
    """Make an account.

    An agent's account acts on that agent's own calls and telephone.
    """
    import re

    from ivr.store import accounts
    from ivr.store.database import writing
    from ivr.web.password import hashed

    if not re.fullmatch(NAME, name):
        fail("a name has letters, digits, dots, hyphens and underscores, 40 at most")
    _check(password)
    with opened() as engine:
        with writing(engine) as conn:
            phone, whose = _whose(conn, name, agent)
            role_, now = accounts.Role(role), int(time.time())
            made = accounts.add(conn, name, role_, hashed(password), now, phone)
        if not made:
            fail(f"there is an account {name}; ivr account password {name}")
    click.echo(f"{name} may log in as {role}{f', and is {whose}' if whose else ''}.")
    if role == "agent" and not phone:
        click.echo(f"Say which agent it is: ivr account tie {name} --agent NAME")


@command.command(epilog="Example: ivr account tie maria --agent Maria")
@click.argument("name")
@click.option("--agent", metavar="NAME|NUMBER", required=True)
def tie(name: str, agent: str) -> None:
    """Say which agent of the line an account belongs to."""
    from ivr.store import accounts
    from ivr.store.database import writing

    with opened() as engine:
        with writing(engine) as conn:
            phone, whose = _whose(conn, name, agent)
            done = accounts.tie(conn, name, phone)
        if not done:
            fail(f"there is no account {name}; ivr account list")
    click.echo(f"{name} is {whose}.")


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
        found, script = accounts.every(conn), _script(conn)
    for account in found:
        whose = _name(script, account.phone) if account.phone else ""
        click.echo(f"{account.name:<20}  {account.role:<8}  {whose}".rstrip())
    if not found:
        click.echo("No accounts: the pages answer this machine only.")


def _whose(conn: "Connection", name: str, agent: str | None) -> tuple[str | None, str]:
    """The telephone and the name of the agent who is meant.

    Without `agent` it is the one with the account's own name, if there is one.
    """
    from ivr.script.staff import known_as

    script = _script(conn)
    if script is None:
        if agent:
            fail("no call script is published, so no agent is known; ivr publish")
        return None, ""
    found = known_as(script, agent or name)
    if len(found) == 1:
        return next(iter(found.items()))
    if agent and found:
        fail(f"{agent} is not clear; name a telephone: {', '.join(found)}")
    if agent:
        fail(f"nobody of the line is called {agent}")
    return None, ""


def _script(conn: "Connection") -> "Script | None":
    from ivr.promises.desk import Desk

    line = Desk.of(conn).line
    return line.script if line else None


def _name(script: "Script | None", phone: str) -> str:
    from ivr.script.staff import by_phone, shown_name

    agent = by_phone(script, phone) if script else None
    return shown_name(script, agent) if script and agent else "(no agent of the line)"


def _check(password: str) -> None:
    from ivr.web.password import SHORTEST

    if len(password) < SHORTEST:
        fail(f"a password has {SHORTEST} characters or more")
