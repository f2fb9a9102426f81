"""`ivr export`: prompt packs for telephone systems, and the fallback document."""

from pathlib import Path

import click

from ivr.cli.failing import plain_errors

TARGETS = ("asterisk", "freepbx", "3cx", "generic", "fallback")


@click.command(epilog="Example: ivr export line.yaml --to asterisk -o pack")
@click.argument("script", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", type=click.Choice(TARGETS), required=True, help="What for."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("export"),
    show_default=True,
    help="Folder to write into.",
)
def command(script: Path, target: str, output: Path) -> None:
    """Write the prompts of SCRIPT for another telephone system, with agent cards.

    `--to fallback` writes the document that Twilio asks for when this line cannot be
    reached: put it on another host and set it as the number's fallback URL.
    """
    with plain_errors():
        if target == "fallback":
            _fallback(script, output)
        else:
            _pack(script, target, output)


def _pack(script: Path, target: str, output: Path) -> None:
    from ivr.cli.voices import library, render, say_what_changed
    from ivr.script.load import load
    from ivr.speech.export import Target, export
    from ivr.speech.repertoire import lasting_sentences

    loaded = load(script)
    shelf = library()
    prompts = [sentence.prompt for sentence in lasting_sentences(loaded)]
    say_what_changed(render(shelf, prompts, "Rendering"))
    pack = export(loaded, shelf, Target(target), output)
    spoken = len(pack.prompts) - len(pack.without_audio)
    click.echo(f"{output}: {spoken} prompts with audio, {len(pack.cards)} agent cards")
    if pack.without_audio:
        click.echo(f"{len(pack.without_audio)} are in manifest.json to be recorded")


def _fallback(script: Path, output: Path) -> None:
    from ivr.telephony.last_resort import LastResort
    from ivr.telephony.line import UNPUBLISHED, open_line

    line = open_line(UNPUBLISHED, script.read_text("utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    path = output / "fallback.xml"
    path.write_bytes(LastResort.of(line).apology)
    click.echo(path)
