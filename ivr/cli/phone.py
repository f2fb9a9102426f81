"""`ivr phone`: be the caller in the terminal, or play a transcript."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivr.phone.terminal import Terminal
    from ivr.phone.transcript import Transcript
    from ivr.script.calendar import Closure

FINDINGS, UNUSABLE = 1, 2


@click.command("phone")
@click.argument("script", nargs=-1, metavar="[SCRIPT]")
@click.option("--number", default="", help="The number of the line that you dial.")
@click.option("--at", metavar="TIME", help='When you call: "2026-11-25 10:00".')
@click.option(
    "--closed-until", metavar="TIME", help='Closed early, back at "14:00"; or "today".'
)
@click.option(
    "--play", multiple=True, metavar="FILE", help="Play a transcript and compare."
)
@click.option("--save", metavar="FILE", help="Write the call down as a transcript.")
@click.option("--record", metavar="FILE", help="A URL only: write the trace as JSON.")
@click.option("--robot", is_flag=True, help="A URL only: try every key at every step.")
@click.option("--seed", type=int, help="A URL only: a robot that calls at random.")
@click.option("--rest-port", type=int, help="A URL only: answer its REST calls here.")
@click.option("--speed", type=float, help="A URL only: 1 is real time.")
def command(
    script: tuple[str, ...],
    number: str,
    at: str | None,
    closed_until: str | None,
    play: tuple[str, ...],
    save: str | None,
    **url_only: Any,
) -> None:
    """Be the caller: type what you say, hear what the line says, see when.

    With --play the calls of transcripts are made instead, on SCRIPT or, without
    one, each on the script that it names; files after SCRIPT are played too. The
    exit code is 1 where a call differs.

    The URL of any TwiML application is phoned through the carrier: its documents are
    fetched, judged and carried out. TWILIO_AUTH_TOKEN signs the requests.

    \b
    Example:
      ivr phone scripts/dental-clinic.en.yaml --at "2026-11-25 10:00"
      ivr phone http://localhost:5000/voice
    """
    if len(script) == 1 and script[0].startswith(("http://", "https://")):
        raise SystemExit(_phone_url(script[0], play, url_only))
    if any(given not in (None, False) for given in url_only.values()):
        raise click.UsageError("--record, --robot, --seed, --speed are for a URL")
    if play:
        _play((*play, *script[1:]), script[0] if script else None)
    elif len(script) != 1:
        raise click.UsageError("name one call script")
    else:
        _phone(script[0], number, at, closed_until, save)


def _phone_url(url: str, play: tuple[str, ...], options: dict[str, Any]) -> int:
    import math

    from ivr.carrier.exchange import TOKEN
    from ivr.carrier.terminal import phone

    if len(play) > 1:
        raise click.UsageError("play one transcript at a time")
    record = options["record"]
    return phone(
        url,
        click.echo,
        sys.stdin,
        transcript=Path(play[0]) if play else None,
        record=Path(record) if record else None,
        robot=options["robot"],
        seed=options["seed"],
        speed=options["speed"] or math.inf,
        rest_port=options["rest_port"],
        token=os.environ.get("TWILIO_AUTH_TOKEN") or TOKEN,
    )


def _phone(
    script: str,
    number: str,
    at: str | None,
    closed_until: str | None,
    save: str | None,
) -> None:
    from ivr.phone.simulated_caller import SimulatedCaller
    from ivr.phone.terminal import Terminal
    from ivr.script.errors import ScriptError
    from ivr.script.load import load

    try:
        loaded = load(script)
    except ScriptError as error:
        raise _unusable(str(error)) from None
    moment = _moment(at, loaded.timezone)
    caller = SimulatedCaller(loaded, moment)
    if closed_until:
        caller.office.closure = _closure(closed_until, moment)
    terminal = Terminal(caller)
    typing = sys.stdin.isatty()
    if typing:
        click.echo("You are the caller. Type help to see what else you can do.")
    _converse(terminal, number, typing)
    for line in terminal.outcome():
        click.echo(line)
    if save:
        _save(terminal, script, save)


def _converse(terminal: "Terminal", number: str, typing: bool) -> None:
    from ivr.phone.office import NobodyOfThatName
    from ivr.phone.simulation import CallIsOver, NotRecording

    _tell(terminal.dial(number))
    while not terminal.caller.over:
        try:
            typed = input(terminal.prompt() if typing else "")
        except (EOFError, KeyboardInterrupt):
            click.echo()
            typed = "hang up"
        try:
            _tell(terminal.obey(typed))
        except (CallIsOver, NotRecording, NobodyOfThatName) as wrong:
            click.echo(f"{wrong}", err=True)
    click.echo("The call is over.")


def _tell(lines: "Iterable[str]") -> None:
    for line in lines:
        click.echo(line)


def _play(files: tuple[str, ...], script: str | None) -> None:
    from ivr.phone.playing import Difference, play
    from ivr.phone.simulated_caller import SimulatedCaller
    from ivr.phone.transcript import load_transcript
    from ivr.script.errors import ScriptError
    from ivr.script.load import load

    differ = 0
    for file in files:
        try:
            transcript: Transcript = load_transcript(file)
            line = load(script or os.path.relpath(transcript.script))
        except ScriptError as error:
            raise _unusable(str(error)) from None
        try:
            play(transcript, SimulatedCaller(line, transcript.at))
        except Difference as difference:
            differ += 1
            click.echo(str(difference))
        else:
            click.echo(f"{file}: as written")
    if differ:
        click.get_current_context().exit(FINDINGS)


def _save(terminal: "Terminal", script: str, save: str) -> None:
    from ivr.phone.terminal import written

    path = Path(save)
    relative = os.path.relpath(script, path.parent)
    try:
        path.write_text(written(terminal, relative), "utf-8")
    except OSError as error:
        raise _unusable(f"{save} cannot be written: {error.strerror}") from None
    click.echo(f"The call is written to {save}")


def _moment(at: str | None, timezone: str) -> datetime:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(timezone)
    if at is None:
        return datetime.now(zone)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise click.BadParameter(
            f"{at!r} is no time; write 2026-11-25 10:00", param_hint="--at"
        ) from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _closure(written: str, now: datetime) -> "Closure":
    from ivr.script.calendar import Closure
    from ivr.script.closing_time import closing_time

    until = closing_time(written, now)
    if until is None:
        raise click.BadParameter(
            f"{written!r} is no time; write 14:00, or today",
            param_hint="--closed-until",
        )
    return Closure(now.astimezone(UTC), until.astimezone(UTC))


def _unusable(message: str) -> click.ClickException:
    error = click.ClickException(message)
    error.exit_code = UNUSABLE
    return error
