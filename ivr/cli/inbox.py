"""`ivr inbox`: messages, who replies and by when."""

import json
import time
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.failing import fail
from ivr.cli.opening import opened

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from ivr.promises.desk import Desk
    from ivr.promises.inbox import Letter


@click.command(epilog="Example: ivr inbox --replied 3")
@click.option("--heard", type=int, metavar="ID", help="Note that a message was heard.")
@click.option(
    "--replied",
    type=int,
    metavar="ID",
    help="Note that a message was replied to, which keeps the promise.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(heard: int | None, replied: int | None, shape: str) -> None:
    """Show the messages callers left, who replies and by when."""
    from ivr.promises import inbox

    now = int(time.time())
    with opened() as engine:
        if heard is not None:
            _note(engine, inbox.heard, heard, now, "was heard")
        if replied is not None:
            _note(engine, inbox.replied, replied, now, "was replied to")
        if heard is None and replied is None:
            _show(engine, shape, now)


def _note(engine: "Engine", noting: Any, number: int, now: int, what: str) -> None:
    from ivr.store.database import promising

    with promising(engine) as conn:
        found = noting(conn, number, now)
    if not found:
        fail(f"there is no message {number}; ivr inbox lists them")
    click.echo(f"Noted: message {number} {what}.")


def _show(engine: "Engine", shape: str, now: int) -> None:
    from ivr.promises.desk import Desk
    from ivr.promises.inbox import letters
    from ivr.store.database import reading

    with reading(engine) as conn:
        found, desk = letters(conn), Desk.of(conn)
    rows = [_row(letter, desk, now) for letter in found]
    if shape == "json":
        click.echo(json.dumps({"messages": rows}, indent=2))
        return
    if not rows:
        click.echo("No messages.")
    for row in rows:
        heard = "heard" if row["heard"] else "new"
        click.echo(
            f"{row['id']:>5}  {heard:<5}  {row['left'][:16].replace('T', ' ')}  "
            f"{row['seconds']:>4} s  {row['number']:<10}  {_reply(row)}"
        )


def _row(letter: "Letter", desk: "Desk", now: int) -> dict[str, Any]:
    from ivr.promises.number import masked
    from ivr.promises.overview import is_overdue

    message, promise = letter.message, letter.promise

    return {
        "id": message.id,
        "left": desk.local(message.created),
        "seconds": message.seconds,
        "heard": message.heard_at is not None,
        "recording": message.recording_sid,
        "number": masked(promise.number) if promise else "withheld",
        "replies": desk.who(promise) if promise else None,
        "by": desk.local(promise.due) if promise else None,
        "state": str(promise.state) if promise else None,
        "outcome": promise.outcome if promise else None,
        "overdue": is_overdue(promise, now) if promise else False,
    }


def _reply(row: dict[str, Any]) -> str:
    if row["by"] is None:
        return "nobody has promised a reply"
    by = row["by"][:16].replace("T", " ")
    if row["state"] == "due":
        late = "  OVERDUE" if row["overdue"] else ""
        return f"{row['replies']} replies by {by}{late}"
    return f"{row['state']}, {row['outcome']}"
