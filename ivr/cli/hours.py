"""`ivr hours`: what a caller hears when."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import plain_errors

if TYPE_CHECKING:
    from ivr.phone.hours import Day

EXAMPLE = "Example: ivr hours scripts/dental-clinic.en.yaml --from 2026-12-21"
SCRIPT = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=EXAMPLE)
@click.argument("script", type=SCRIPT)
@click.option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day. [default: today]",
)
@click.option(
    "--days", type=click.IntRange(1, 31), default=7, show_default=True, help="Days."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(script: Path, first: datetime | None, days: int, shape: str) -> None:
    """Show when a line is open, and what a caller hears at each time of a week.

    Holidays and hours past midnight are shown as they fall. Times are those of the
    line.
    """
    from zoneinfo import ZoneInfo

    from ivr.phone.hours import calendar_of
    from ivr.script.load import load

    with plain_errors():
        loaded = load(script)
        begin = first or datetime.now(ZoneInfo(loaded.timezone))
        found = list(calendar_of(loaded, begin.date(), days))
    if shape == "json":
        shown = {
            "timezone": loaded.timezone,
            "days": [day.to_json() for day in found],
        }
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    click.echo(f"Times of {loaded.timezone}.")
    for day in found:
        click.echo()
        click.echo(_day(day))


def _day(day: "Day") -> str:
    weekday = datetime.fromisoformat(day.date).strftime("%A")
    hours = ", ".join(f"{opens}-{closes}" for opens, closes in day.openings)
    closed = "closed, a holiday" if day.is_holiday else "closed"
    lines = [f"{weekday} {day.date}: {hours or closed}"]
    for heard in day.heard:
        lines.append(f"  from {heard.begins}  “{heard.words}”")
    return "\n".join(lines)
