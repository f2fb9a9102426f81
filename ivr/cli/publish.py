"""`ivr publish`: a new version goes live only if it checks, proves and renders."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import plain_errors
from ivr.cli.opening import opened

if TYPE_CHECKING:
    from ivr.script.load import Loaded
    from ivr.script.model import Script
    from ivr.speech.library import Library
    from ivr.speech.prompt import Prompt

REFUSED = 1
TERMINAL = "the terminal"  # who published, in the audit log


@click.command(epilog="Example: ivr publish line.yaml")
@click.argument("script", type=click.Path(path_type=Path))
def command(script: Path) -> None:
    """Check, prove and render SCRIPT; only if all three hold, it goes live.

    It happens at one moment or not at all, and calls in progress stay on the version
    on which they began. The exit code is 1 where something does not hold.
    """
    with plain_errors():
        _publish(script)


def _publish(path: Path) -> None:
    from ivr.publishing.steps import keep_sounds
    from ivr.script.load import read
    from ivr.speech.repertoire import repertoire
    from ivr.store import audit, published
    from ivr.store.database import writing

    text = path.read_text("utf-8")
    loaded = read(text, str(path))
    _checked(loaded, path)
    certificate = _proved(path, loaded.script)
    prompts = repertoire(loaded.script)
    shelf = _rendered(prompts)
    with opened() as engine, writing(engine) as conn:
        now = int(time.time())
        keep_sounds(conn, shelf, prompts)
        version = published.publish(conn, text, now, certificate)
        audit.note(conn, now, TERMINAL, audit.Deed.PUBLISHED, version=version)
    click.echo(f"Version {version} is live.")


def _checked(loaded: "Loaded", path: Path) -> None:
    from ivr.publishing.steps import failures

    findings = failures(loaded)
    for finding in findings:
        click.echo(f"{finding.place}: {finding.code} {finding.message}", err=True)
    if findings:
        _refuse(f"not published: {len(findings)} findings; see: ivr check {path}")
    click.echo("Checked: the wording holds.")


def _proved(path: Path, script: "Script") -> dict[str, object]:
    """The certificate of the proof; ends the command where a rule is broken."""
    from importlib.metadata import version

    from ivr.etiquette.certificate import certificate
    from ivr.etiquette.report import report
    from ivr.flow.compile import compile_script
    from ivr.wording.measures import estimate_seconds

    result = report(compile_script(script), estimate_seconds)
    broken = [v.rule.name for v in result.proof.verdicts if not v.holds]
    if broken:
        _refuse(f"not published: {', '.join(broken)}; see: ivr prove {path}")
    click.echo(f"Proved: {len(result.proof.verdicts)} rules hold for every call.")
    return certificate(result, path.read_bytes(), version("ivr-designer"))


def _rendered(prompts: "tuple[Prompt, ...]") -> "Library":
    from ivr.cli.voices import library, render, say_what_changed

    shelf = library()
    report = render(shelf, prompts, "Rendering")
    say_what_changed(report)
    if report.failed:
        _refuse(f"not published: {len(report.failed)} prompts could not be rendered")
    return shelf


def _refuse(reason: str) -> None:
    click.echo(reason, err=True)
    raise SystemExit(REFUSED)
