"""`ivr report`: the etiquette report."""

import json
import time
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.opening import opened

if TYPE_CHECKING:
    from ivr.telephony.report import Figures

LINES = (
    ("calls", "calls"),
    ("people_reached", "reached a person"),
    ("to_a_person", "seconds to a person, median"),
    ("longest_to_a_person", "seconds to a person, longest"),
    ("asked_before_hold", "asked before a hold"),
    ("asked_before_transfer", "asked before a transfer"),
    ("held_unasked", "held unasked"),
    ("gave_up_holding", "hung up on hold"),
    ("longest_gap", "seconds between two updates, longest"),
    ("longest_silence", "seconds of silence, longest"),
    ("promises_due", "promises due"),
    ("promises_kept", "promises kept, %"),
    ("helped", "said that we could help"),
    ("not_helped", "said that we could not help"),
    ("last_resorts", "last resort used"),
)


@click.command(epilog="Example: ivr report --days 7 --weeks 4")
@click.option(
    "--days", type=click.IntRange(1, 90), default=7, show_default=True, help="Days."
)
@click.option(
    "--weeks", type=click.IntRange(1, 13), default=4, show_default=True, help="Weeks."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(days: int, weeks: int, shape: str) -> None:
    """Show how callers were treated, by day and by week.

    A gap is from the start of an update on hold to the start of the next one; a
    silence is a wait for the caller's answer. Weeks begin on Mondays.
    """
    from datetime import UTC

    from ivr.promises.desk import Desk
    from ivr.store.database import reading
    from ivr.telephony import report

    now = int(time.time())
    with opened() as engine, reading(engine) as conn:
        line = Desk.of(conn).line
        timezone = line.calendar.timezone if line else UTC
        by_day = report.days(conn, timezone, now, days)
        by_week = report.weeks(conn, timezone, now, weeks)
    if shape == "json":
        shown = {
            "days": [each.to_json() for each in by_day],
            "weeks": [each.to_json() for each in by_week],
        }
        click.echo(json.dumps(shown, indent=2))
        return
    click.echo(_table("by day", by_day))
    click.echo()
    click.echo(_table("by week", by_week))


def _table(title: str, found: "list[Figures]") -> str:
    widest = max(len(label) for _, label in LINES)
    rows = [[title, *(each.start[5:] for each in found)]]
    rows += [
        [label, *(_shown(getattr(each, name)) for each in found)]
        for name, label in LINES
    ]
    return "\n".join(
        f"{label:<{widest}}" + "".join(f"  {value:>6}" for value in values)
        for label, *values in rows
    )


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
