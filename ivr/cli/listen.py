"""`ivr listen`: a whole call as one sound, with captions."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import plain_errors

if TYPE_CHECKING:
    from ivr.speech.listen import Heard

DIFFERS = 1  # the exit code where the call goes otherwise than written


@click.command(
    epilog="Example: ivr listen scripts/dental-clinic.en.yaml "
    "--call tests/transcripts/en/straight-to-a-person.yaml -o call.wav"
)
@click.argument("script", type=click.Path(path_type=Path))
@click.option(
    "--call",
    "transcript",
    type=click.Path(path_type=Path),
    help="A transcript to play; without one, a caller who stays silent.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("call.wav"),
    show_default=True,
    help="The sound; its captions go beside it as .vtt.",
)
def command(script: Path, transcript: Path | None, output: Path) -> None:
    """Turn a call of SCRIPT into one WAV file, silence included, and WebVTT captions.

    The line speaks, music and ringing are heard; what the caller and the agents do
    is in the captions.
    """
    with plain_errors():
        _listen(script, transcript, output)


def _listen(script: Path, transcript: Path | None, output: Path) -> None:
    from ivr.cli.voices import library
    from ivr.phone.listening import moments, played, silent_call
    from ivr.phone.playing import Difference
    from ivr.script.load import load
    from ivr.speech.listen import Style, listen

    try:
        caller = played(script, transcript) if transcript else silent_call(script)
    except Difference as difference:
        click.echo(str(difference), err=True)
        raise SystemExit(DIFFERS) from None
    line = load(script)
    timeline = moments(caller.call.timeline, line.languages[0])
    write(listen(timeline, library(), Style.of(line)), output)


def write(heard: "Heard", output: Path) -> None:
    """Writes a call and its captions, and says where callers hear something else."""
    output.write_bytes(heard.wav)
    captions = output.with_suffix(".vtt")
    captions.write_text(heard.captions, "utf-8")
    for notice in heard.notices:
        click.echo(notice)
    click.echo(f"{output} and {captions}")
