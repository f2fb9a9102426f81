"""`ivr render`: all prompts of a call script as telephone audio."""

from pathlib import Path

import click

from ivr.cli.failing import plain_errors


@click.command(
    epilog="Example: ivr render scripts/dental-clinic.en.yaml -o audio/rendered"
)
@click.argument("script", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("audio/rendered"),
    show_default=True,
    help="Folder of the rendered prompts.",
)
@click.option("--clean", is_flag=True, help="Remove prompts that no longer occur.")
def command(script: Path, output: Path, clean: bool) -> None:
    """Render what is missing of SCRIPT's prompts, and say what changed.

    8 kHz mono WAV, named by what is said and by whom, with its words beside it and
    a manifest. The exit code is 1 where a prompt could not be rendered.
    """
    with plain_errors():
        failed = _render(script, output, clean)
    raise SystemExit(1 if failed else 0)


def _render(script: Path, output: Path, clean: bool) -> bool:
    from ivr.cli.voices import library, render, say_what_changed
    from ivr.script.load import load
    from ivr.speech.manifest import write_manifest
    from ivr.speech.repertoire import repertoire

    prompts = repertoire(load(script))
    shelf = library(output)
    report = render(shelf, prompts, "Rendering")
    say_what_changed(report)
    if clean:
        removed = shelf.clean(prompts, 0)
        click.echo(f"{len(removed)} removed")
    click.echo(f"manifest: {write_manifest(shelf, prompts)}")
    return bool(report.failed)
