"""`ivr understand`: what a line understands of what callers say."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.failing import fail, plain_errors

if TYPE_CHECKING:
    from ivr.script.model import Script
    from ivr.understanding.measure import Judged, Labelled

EXAMPLE = "Example: ivr understand scripts/dental-clinic.en.yaml 'You charged me twice'"
FILE = click.Path(path_type=Path, dir_okay=False)
ANOTHER_PLACE = 1  # the exit code where a sentence leads elsewhere


@click.command(epilog=EXAMPLE)
@click.argument("script", type=FILE)
@click.argument("sentences", nargs=-1)
@click.option("--language", help="The language of the call. [default: the first]")
@click.option(
    "--labelled",
    type=FILE,
    help='Sentences whose meaning is known, one a line: {"text": …, "route": …}.',
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
def command(
    script: Path,
    sentences: tuple[str, ...],
    language: str | None,
    labelled: Path | None,
    shape: str,
) -> None:
    """Show what a line understands of what callers say.

    A route is the key of a department, a wish such as person, callback or hours, or
    none, where the line asks again. With --labelled it is counted how many sentences
    lead where they should; a line of the file may name its language. Exits with 1
    when one leads elsewhere.
    """
    from ivr.flow.compile import compile_script
    from ivr.script.load import load
    from ivr.understanding import Listener
    from ivr.understanding.measure import NOTHING, Labelled, judge

    with plain_errors():
        loaded = load(script)
        chosen = _language(loaded, language)
        known = _read(loaded, labelled, chosen) if labelled else []
    said = [Labelled(text, NOTHING, chosen) for text in sentences]
    if not said and not known:
        fail("say something: ivr understand SCRIPT 'I have a question about my bill'")
    listener = Listener(compile_script(loaded))
    found = judge(listener, [*said, *known])
    if shape == "json":
        click.echo(json.dumps([_row(each) for each in found], indent=2))
    else:
        for each in found[: len(said)]:
            click.echo(f"{each.taken_for:<16}  {each.said.text}")
        if known:
            click.echo(_measured(found[len(said) :]))
    if any(each.is_wrong for each in found[len(said) :]):
        raise SystemExit(ANOTHER_PLACE)


def _language(script: "Script", language: str | None) -> str:
    if language and language not in script.languages:
        has = ", ".join(script.languages)
        fail(f"the line speaks {has}; {language!r} is none of them")
    return language or script.languages[0]


def _read(script: "Script", file: Path, language: str) -> "list[Labelled]":
    from ivr.understanding.measure import Labelled

    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            spoken = _language(script, row.get("language", language))
            found.append(Labelled(str(row["text"]), str(row["route"]), spoken))
        except (ValueError, KeyError, TypeError, AttributeError):
            fail(f'{file}:{number}: write {{"text": "…", "route": "…"}}')
    return found


def _row(each: "Judged") -> dict[str, Any]:
    return {
        "text": each.said.text,
        "language": each.said.language,
        "route": each.said.route,
        "taken_for": each.taken_for,
    }


def _measured(found: "list[Judged]") -> str:
    right = sum(each.is_right for each in found)
    wrong = [each for each in found if each.is_wrong]
    asked = len(found) - right - len(wrong)
    lines = [
        f"{len(found)} sentences: {right} lead where they should, {asked} are asked "
        f"again, {len(wrong)} lead elsewhere."
    ]
    for route in sorted({each.said.route for each in found}):
        of_route = [each for each in found if each.said.route == route]
        led = sum(each.is_right for each in of_route)
        lines.append(f"  {route:<16}  {led:>3} of {len(of_route)}")
    lines += [
        f"  {each.said.route}, taken for {each.taken_for}: {each.said.text}"
        for each in wrong
    ]
    return "\n".join(lines)
