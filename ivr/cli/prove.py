"""`ivr prove`: the etiquette of every possible call, proved or broken."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ivr.flow.flow import Flow

BROKEN, UNUSABLE = 1, 2


@click.command("prove", epilog="Example: ivr prove scripts/dental-clinic.en.yaml")
@click.argument("script")
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
def command(
    script: str, form: str, select: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    """Look at every call that SCRIPT can have, and prove that nobody is treated badly.

    A rule that breaks is shown as the shortest call that breaks it. The exit code
    is 0 where every rule is proved and 1 where one is broken. RULE is a code such
    as HLD001, the start of one, or a name such as hold-without-consent.
    """
    from ivr.etiquette.report import as_json, as_text, report
    from ivr.wording.measures import estimate_seconds

    flow = _flow(script)
    try:
        result = report(flow, estimate_seconds, select=select, ignore=ignore)
    except ValueError as unknown:
        raise click.UsageError(str(unknown)) from None
    click.echo(as_text(result) if form == "text" else as_json(result))
    raise SystemExit(0 if result.proof.holds else BROKEN)


def _flow(script: str) -> "Flow":
    from ivr.flow.compile import compile_script
    from ivr.script.errors import ScriptError
    from ivr.script.load import load

    try:
        return compile_script(load(script))
    except ScriptError as unusable:
        click.echo(str(unusable), err=True)
        raise SystemExit(UNUSABLE) from None
