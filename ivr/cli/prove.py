"""`ivr prove`: the etiquette of every possible call, proved or broken."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ivr.cli.proving import BROKEN, UNUSABLE, Asked

if TYPE_CHECKING:
    from ivr.etiquette.report import Report
    from ivr.flow.flow import Flow

PICTURES = (".svg", ".mmd")
SOUND = ".wav"


@click.command("prove", epilog="Example: ivr prove scripts/dental-clinic.en.yaml")
@click.argument("scripts", metavar="SCRIPT...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to print the result.",
)
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules.")
@click.option("--ignore", multiple=True, metavar="RULE", help="All but these rules.")
@click.option("--certificate", metavar="FILE", help="Write down what was proved.")
@click.option("--verify", metavar="FILE", help="Prove again what a certificate says.")
@click.option("--diagram", metavar="FILE", help="Draw the call flow: .svg or .mmd.")
@click.option(
    "--transcript", metavar="FILE", help="Write the call that breaks a rule down."
)
@click.option(
    "--listen",
    metavar="OUT.wav",
    help="Make the call that breaks a rule a sound, with captions beside it.",
)
@click.option(
    "--edit",
    multiple=True,
    metavar="EDIT",
    help="Try a line with an edit such as those on the rules' pages.",
)
def command(
    scripts: tuple[str, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    certificate: str | None,
    verify: str | None,
    diagram: str | None,
    transcript: str | None,
    listen: str | None,
    edit: tuple[str, ...],
) -> None:
    """Look at every call that SCRIPT can have, and prove that nobody is treated badly.

    Several scripts, or those of a folder, are proved on all cores. A rule that breaks
    is shown as the shortest call that breaks it. The exit code is 0 where every rule
    is proved and 1 where one is broken, or where a second proof differs from the
    certificate. RULE is a code such as HLD001, the start of one, or a name such as
    hold-without-consent.
    """
    from ivr.cli.checking import files
    from ivr.cli.proving import printed, prove_each, proved

    if diagram and not diagram.endswith(PICTURES):
        raise click.UsageError("a diagram is a file .svg or .mmd")
    if listen and not listen.endswith(SOUND):
        raise click.UsageError(f"a call to listen to is a file {SOUND}")
    if (certificate or verify) and (select or ignore or edit):
        raise click.UsageError("a certificate is about all rules and the line as it is")
    asked = Asked(form, select, ignore, edit)
    named = tuple(files(scripts))
    if len(named) != 1:
        if certificate or verify or diagram or transcript or listen:
            raise click.UsageError("a FILE is about one call script; name one")
        if not named:
            raise click.UsageError(f"there is no call script in {', '.join(scripts)}")
        with _plainly():
            raise SystemExit(prove_each(named, asked))
    (script,) = named
    with _plainly():
        flow, result = proved(script, asked)
    click.echo(printed(result, form))
    if diagram:
        _write(diagram, _picture(flow, result, diagram))
    if transcript:
        _transcript(flow, result, script, transcript)
    if listen:
        _listen(result, script, listen)
    if certificate:
        from ivr.etiquette.certificate import written

        _write(certificate, written(_certificate(result, script)))
    agrees = _agrees(result, script, verify) if verify else True
    raise SystemExit(0 if result.proof.holds and agrees else BROKEN)


@contextmanager
def _plainly() -> Iterator[None]:
    """Says what is wrong with a script, a rule or an edit, without a traceback."""
    from ivr.script.errors import ScriptError

    try:
        yield
    except ScriptError as unusable:
        _unusable(str(unusable))
    except ValueError as unknown:
        raise click.UsageError(str(unknown)) from None


def _certificate(result: "Report", script: str) -> dict[str, object]:
    from ivr.etiquette.certificate import certificate

    return certificate(result, Path(script).read_bytes(), version("ivr-designer"))


def _agrees(result: "Report", script: str, file: str) -> bool:
    """Whether a certificate says what was found now; differences are printed."""
    import json

    from ivr.etiquette.certificate import differences

    try:
        given = json.loads(Path(file).read_text("utf-8"))
    except (OSError, ValueError):
        _unusable(f"{file}: this is no certificate")
    differing = differences(given, _certificate(result, script))
    for difference in differing:
        click.echo(f"{file}: {difference}", err=True)
    if not differing:
        click.echo(f"{file}: the certificate holds")
    return not differing


def _picture(flow: "Flow", result: "Report", file: str) -> str:
    from ivr.flow.diagram import mermaid, svg

    marked = [
        (one.turn.before.name, one.turn.after.name)
        for broken in result.broken[:1]
        for one in broken.played
    ]
    return (svg if file.endswith(".svg") else mermaid)(flow, marked)


def _transcript(flow: "Flow", result: "Report", script: str, file: str) -> None:
    import os

    from ivr.etiquette.transcript import transcript

    if not result.broken:
        click.echo("No rule is broken; there is no call to write down.", err=True)
        return
    first = result.broken[0]
    path = os.path.relpath(script, Path(file).parent)
    about = first.verdict.rule.statement
    _write(file, transcript(flow, first.played, path, about))


def _listen(result: "Report", script: str, file: str) -> None:
    """The call with the fewest turns of all that break a rule, as a sound."""
    from ivr.cli.failing import plain_errors
    from ivr.cli.listen import write
    from ivr.cli.voices import library
    from ivr.phone.listening import moments
    from ivr.phone.retold import retold
    from ivr.phone.simulation import estimated
    from ivr.script.load import load
    from ivr.speech.listen import Style, listen

    if not result.broken:
        click.echo("No rule is broken; there is no call to listen to.", err=True)
        return
    broken = min(result.broken, key=lambda one: len(one.played))
    line = load(script)
    timeline = retold(result.flow, broken.played, estimated)
    heard = listen(moments(timeline, line.languages[0]), library(), Style.of(line))
    rule = broken.verdict.rule
    click.echo(f"{rule.code} {rule.name} to listen to:")
    with plain_errors():
        write(heard, Path(file))


def _write(file: str, text: str) -> None:
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        _unusable(f"{file}: {error.strerror}")


def _unusable(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(UNUSABLE)
