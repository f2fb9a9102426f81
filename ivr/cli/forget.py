"""`ivr forget`: erases a person."""

import json
import os
import time
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.failing import fail
from ivr.cli.opening import opened

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ivr.promises.state import Promise
    from ivr.store.erasing import Known

OPEN_PROMISES = 1  # the exit code while something is still promised


@click.command(epilog="Example: ivr forget '+1 555 010 0100' --also-promises")
@click.argument("number")
@click.option(
    "--also-promises",
    is_flag=True,
    help="Erase promises too that are still to be kept: nobody will call back.",
)
@click.option(
    "--show",
    is_flag=True,
    help="Show all that is kept, as JSON for the caller to read, and erase nothing.",
)
@click.option("--yes", is_flag=True, help="Do not ask whether to erase it.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(
    number: str, also_promises: bool, show: bool, yes: bool, shape: str
) -> None:
    """Erase what is kept of the caller with NUMBER, for ever.

    That is their calls with log and notes, messages, promises, who helped them and
    what they asked; at Twilio their recordings and the records of their calls.
    Without --also-promises nothing is erased while something is promised to them. A
    wish not to be remembered stays, as a keyed hash.
    """
    from ivr.config import Settings
    from ivr.telephony import forgetting
    from ivr.telephony.forgetting import Person

    with opened() as engine:
        settings = Settings.from_environment(os.environ)
        person = Person.of(_in_full(engine, number), settings.secret_key)
        if show:
            kept = forgetting.everything(engine, person)
            click.echo(json.dumps(kept, indent=2, ensure_ascii=False))
            return
        found, owed = forgetting.known(engine, person)
        if not found:
            _show(shape, found, "Nothing is kept of that number.")
            return
        if owed and not also_promises:
            _show(shape, found, _promised(engine, owed), forgotten=False)
            raise SystemExit(OPEN_PROMISES)
        if not yes and shape == "text":
            click.confirm(f"{_kept(found)} Erase it for ever?", abort=True)
        now = int(time.time())
        gone = forgetting.forget(engine, settings.database_url, person, now)
        if gone is None:
            fail("that caller is on the line now; try again after the call")
            return
        _show(shape, gone, f"Erased: {_counted(gone)}.")


def _in_full(engine: "Engine", number: str) -> str:
    from ivr.promises.desk import Desk
    from ivr.script.telephone import NotDialled, own_number
    from ivr.store.database import reading

    with reading(engine) as conn:
        line = Desk.of(conn).line
    try:
        return own_number(number, line.script.country if line else "")
    except NotDialled as error:
        fail(f"{number} {error.reason}; {error.way_out}")
        raise


def _show(shape: str, found: "Known", words: str, *, forgotten: bool = True) -> None:
    if shape == "text":
        click.echo(words)
        return
    shown: dict[str, Any] = {
        "forgotten": forgotten,
        "calls": len(found.calls),
        "messages": found.messages,
        "notes": found.notes,
        "promises": len(found.closed),
        "open_promises": len(found.promises),
        "was_remembered": found.is_remembered,
    }
    click.echo(json.dumps(shown, indent=2))


def _promised(engine: "Engine", owed: "list[Promise]") -> str:
    from ivr.promises.desk import Desk
    from ivr.store.database import reading

    with reading(engine) as conn:
        desk = Desk.of(conn)
    lines = [
        f"  a {promise.kind} by {desk.local(promise.due)[:16].replace('T', ' ')}, "
        f"{desk.who(promise)}"
        for promise in owed
    ]
    told = "\n".join(lines)
    return (
        f"Still promised to this caller:\n{told}\nNothing was erased. Keep the promise "
        "first, or erase it too with --also-promises."
    )


def _kept(found: "Known") -> str:
    return f"Kept of this caller: {_counted(found)}."


def _counted(found: "Known") -> str:
    counts = (
        (len(found.calls), "call", "calls"),
        (found.messages, "message", "messages"),
        (found.notes, "note", "notes"),
        (len(found.promises) + len(found.closed), "promise", "promises"),
    )
    parts = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
    if found.is_remembered:
        parts.append("who helped them and what they asked")
    return ", ".join(parts)
