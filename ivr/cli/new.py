"""`ivr new`: a call script from a few questions, or from a starter."""

from pathlib import Path

import click

from ivr.languages import CODES

FILE = "line.yaml"


@click.command(
    epilog="Example: ivr new --company 'Fjord Tann' --department resepsjonen "
    "--agent Kari --language nb --phone '+47 21 00 01 01'. "
    "Whatever is not given is asked."
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--company", help="The company's name as callers hear it.")
@click.option("--department", multiple=True, help="A department; may be repeated.")
@click.option("--agent", multiple=True, help="Who answers; one for each department.")
@click.option(
    "--language",
    multiple=True,
    type=click.Choice(CODES),
    help="A language of the line; the first one greets.",
)
@click.option("--phone", multiple=True, help="The telephone that rings for the agent.")
@click.option("--starter", metavar="NAME", help="Copy a starter, such as pharmacy.")
@click.option("--force", is_flag=True, help="Write over a call script that is there.")
def command(
    folder: Path,
    company: str | None,
    department: tuple[str, ...],
    agent: tuple[str, ...],
    language: tuple[str, ...],
    phone: tuple[str, ...],
    starter: str | None,
    force: bool,
) -> None:
    """Writes a call script, DIR/line.yaml, that is ready to be phoned."""
    from ivr.cli.interview import Given, interview
    from ivr.script.errors import ScriptError
    from ivr.script.load import read
    from ivr.script.write import write

    file = folder / FILE
    if file.exists() and not force:
        raise Refused(f"{file} is already there; add --force to write over it.")
    if starter and (company or department or agent or language or phone):
        raise click.UsageError("A starter brings its own names; change them in it.")
    if starter:
        text = _starter(starter)
    else:
        given = Given(company, department, agent, language, phone)
        text = write(interview(given))
    try:
        read(text, FILE)
    except ScriptError as error:
        wrong = "\n".join(f"{p.message}; {p.way_out}" for p in error.problems)
        raise Refused(f"Nothing was written.\n{wrong}") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".new")
        unfinished.write_text(text, "utf-8")
        unfinished.replace(file)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {file}. Hear it with: ivr phone {file}")


class Refused(click.ClickException):
    """Nothing was written, and why; exit code 2."""

    exit_code = 2


def _starter(name: str) -> str:
    from ivr.script.starter import NoStarter, starter

    try:
        return starter(name)
    except NoStarter as error:
        raise Refused(f"{error}".capitalize()) from None
