"""`ivr close`: closed early, and back at a certain time."""

import time
from datetime import datetime

import click

from ivr.cli.failing import fail
from ivr.cli.opening import opened

EXAMPLE = "Example: ivr close 14:00"


@click.command(epilog=EXAMPLE)
@click.argument("until", metavar="[TIME|today]", required=False)
@click.option("--open", "reopen", is_flag=True, help="Open again before the time.")
def command(until: str | None, reopen: bool) -> None:
    """Close the published line from now until a TIME of day, or for today.

    The next caller hears it, and when you are back; nothing is promised before. It
    ends by itself. Without TIME, say whether the line is closed now.
    """
    from ivr.cli.publish import TERMINAL
    from ivr.promises.line_now import LineNow
    from ivr.script.closing_time import closing_time
    from ivr.store import audit, closures
    from ivr.store.database import writing

    with opened() as engine, writing(engine) as conn:
        zone = LineNow.published(conn).calendar.timezone
        now = int(time.time())
        if reopen:
            if closures.reopen(conn, now):
                audit.note(conn, now, TERMINAL, audit.Deed.OPENED_LINE)
        elif until:
            moment = closing_time(until, datetime.fromtimestamp(now, zone))
            if moment is None:
                fail(f"{until!r} is no time; write 14:00, or today")
                return
            at = int(moment.timestamp())
            closures.close(conn, TERMINAL, now, at)
            audit.note(conn, now, TERMINAL, audit.Deed.CLOSED_LINE, until=at)
        found = closures.current(conn, now)
    if found is None:
        click.echo("The line follows its opening hours.")
    else:
        back = datetime.fromtimestamp(found.until, zone)
        click.echo(f"Closed until {back:%Y-%m-%d %H:%M}; it ends by itself.")
