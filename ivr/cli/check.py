"""`ivr check`: the wording of prompts, and errors in call scripts."""

import sys

import click

from ivr.cli import checking
from ivr.cli.checking import Outcome

FINDINGS, UNUSABLE = 1, 2
EXAMPLES = """\b
Examples:
  ivr check scripts/dental-clinic.en.yaml
  ivr check --text "Please hold." --language en --kind hold
  ivr check --jsonl prompts.jsonl
"""


@click.command("check", epilog=EXAMPLES)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--text", help="Judge this text instead of a call script.")
@click.option(
    "--language", default="en", show_default=True, help="Of the text: en, fil, ru, nb."
)
@click.option(
    "--kind",
    default="answer",
    show_default=True,
    help="What the text is for: greeting, menu, hold, transfer, voicemail, closing …",
)
@click.option(
    "--jsonl",
    metavar="FILE",
    help="Judge one prompt a line: id, language, kind, text. - is standard input.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "jsonl", "sarif", "github")),
    help="How to report: text, or jsonl with --jsonl, if left out.",
)
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules.")
@click.option("--ignore", multiple=True, metavar="RULE", help="All but these rules.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
def command(
    paths: tuple[str, ...],
    text: str | None,
    language: str,
    kind: str,
    jsonl: str | None,
    form: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    watch: bool,
) -> None:
    """Judge the wording of prompts, and find errors in call scripts.

    PATH is a call script or a folder of them. The exit code is 0 where nothing
    weighs more than advice, 1 with errors or warnings, and 2 where the input cannot
    be read. RULE is a code such as TON101, the start of one, or a name such as
    command-tone; commas separate several.

    In a call script the comment "# ivr: allow CODE reason" silences a rule at its
    line, and the section "wording: ignore:" silences it in the whole script.
    """
    if sum((bool(paths), text is not None, jsonl is not None)) != 1:
        raise click.UsageError("Name a call script, or give --text, or --jsonl.")
    if watch and not paths:
        raise click.UsageError("--watch needs the path of a call script.")
    try:
        rules = checking.wanted(select, ignore)
        if text is not None:
            outcome = checking.of_text(text, language, kind, rules)
        elif jsonl is not None:
            outcome = _of_file(jsonl, rules)
        elif watch:
            checking.watch(paths, lambda: _print(checking.of_paths(paths, rules), form))
            return
        else:
            outcome = checking.of_paths(paths, rules)
    except ValueError as unknown:
        raise click.UsageError(str(unknown)) from None
    _print(outcome, form or ("jsonl" if jsonl is not None else "text"))
    sys.exit(_exit_code(outcome))


def _of_file(name: str, rules: checking.Wanted) -> Outcome:
    try:
        with click.open_file(name, encoding="utf-8", errors="replace") as lines:
            return checking.of_lines(lines, name, rules)
    except OSError as error:
        raise click.UsageError(f"{name}: {error.strerror}") from None


def _print(outcome: Outcome, form: str | None) -> None:
    from ivr.wording.report import reporter

    said = reporter(form or "text")(outcome.judged)
    click.echo(said.encode("utf-8", "backslashreplace"))


def _exit_code(outcome: Outcome) -> int:
    from ivr.wording.judged import fails

    if outcome.unusable:
        return UNUSABLE
    return FINDINGS if fails(outcome.judged) else 0
