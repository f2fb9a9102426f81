"""`ivr promises`: what was promised, by when, and what is overdue."""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.opening import opened

if TYPE_CHECKING:
    from ivr.promises.desk import Desk
    from ivr.promises.overview import Kept
    from ivr.promises.state import Promise

OVERDUE = 1  # exit code


@click.command(epilog="Example: ivr promises --format json")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(shape: str) -> None:
    """Show callbacks and replies that are due, by when, and what is overdue.

    Numbers are shown by their country and last two digits. The exit code is 1 when
    a promise is overdue.
    """
    from ivr.promises.desk import Desk
    from ivr.promises.overview import is_overdue, kept_rate, outstanding
    from ivr.store.database import reading

    now = int(time.time())
    with opened() as engine, reading(engine) as conn:
        found, kept = outstanding(conn), kept_rate(conn, now)
        desk = Desk.of(conn)
    late = [promise.id for promise in found if is_overdue(promise, now)]
    rows = [_row(promise, promise.id in late, desk) for promise in found]
    if shape == "json":
        click.echo(json.dumps({"promises": rows, "kept": _kept(kept)}, indent=2))
    else:
        _print(rows, kept)
    if late:
        sys.exit(OVERDUE)


def _row(promise: "Promise", overdue: bool, desk: "Desk") -> dict[str, Any]:
    from ivr.promises.number import masked

    return {
        "id": promise.id,
        "kind": str(promise.kind),
        "due": desk.local(promise.due),
        "overdue": overdue,
        "department": promise.department,
        "agent": promise.agent,
        "who": desk.who(promise),
        "number": masked(promise.number),
        "language": promise.language,
        "state": str(promise.state),
        "attempts": promise.attempts,
    }


def _kept(kept: "Kept") -> dict[str, int]:
    return {
        "in_time": kept.in_time,
        "late": kept.late,
        "missed": kept.missed,
        "overdue": kept.overdue,
        "fell_due": kept.total,
    }


def _print(rows: list[dict[str, Any]], kept: "Kept") -> None:
    if not rows:
        click.echo("Nothing is promised at the moment.")
    for row in rows:
        due = row["due"].replace("T", " ")[:16]
        late = "  OVERDUE" if row["overdue"] else ""
        click.echo(
            f"{row['id']:>5}  {row['kind']:<8}  by {due}  {row['who']:<20}  "
            f"{row['number']:<10}  {row['state']}{late}"
        )
    if kept.total:
        click.echo(
            f"In the last week {kept.total} fell due: {kept.in_time} kept in time, "
            f"{kept.late} late, {kept.missed} missed, {kept.overdue} overdue."
        )
