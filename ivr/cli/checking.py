"""Gathers what `ivr check` judges: call scripts, one text, or prompts by the line."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from ivr.wording.judged import Judged

LOOK_AGAIN = 0.5  # seconds between two looks at watched files
SUFFIXES = (".yaml", ".yml")


class Outcome(NamedTuple):
    """What was judged, and whether some of the input could not be read."""

    judged: list["Judged"]
    unusable: bool = False


class Wanted(NamedTuple):
    """The rules to apply: codes, starts of codes, or names."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]


def wanted(select: Iterable[str], ignore: Iterable[str]) -> Wanted:
    """The rules that the options name; ValueError for one that does not exist."""
    from ivr.wording.rulebook import rules_for

    chosen = Wanted(_listed(select), _listed(ignore))
    rules_for(chosen.select, chosen.ignore)
    return chosen


def of_text(text: str, language: str, kind: str, rules: Wanted) -> Outcome:
    """One text; ValueError for an unknown language or kind."""
    from ivr.wording.check import check_prompt
    from ivr.wording.judged import Judged
    from ivr.wording.prompt import Prompt, PromptKind

    prompt = Prompt(text, language, PromptKind.of(kind))
    return Outcome([Judged(prompt, check_prompt(prompt, *rules))])


def of_lines(lines: Iterable[str], name: str, rules: Wanted) -> Outcome:
    """Prompts that come one a line as JSON; lines that are none are told and left."""
    from ivr.script.place import Place
    from ivr.wording.check import check_prompt
    from ivr.wording.given import prompt_of_line
    from ivr.wording.judged import Judged

    judged, unusable = [], False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(name, number, 1)
        try:
            prompt = prompt_of_line(line, number, place)
        except ValueError as wrong:
            click.echo(f"{place}: {wrong}", err=True)
            unusable = True
            continue
        judged.append(Judged(prompt, check_prompt(prompt, *rules)))
    return Outcome(judged, unusable)


def of_paths(paths: Iterable[str], rules: Wanted) -> Outcome:
    """Call scripts, and all call scripts of folders."""
    from ivr.script.errors import ScriptError
    from ivr.wording.check_script import check_script, script_errors

    judged: list[Judged] = []
    unusable = False
    for file in files(paths):
        try:
            judged += check_script(file, *rules)
        except ScriptError as error:
            judged.append(script_errors(error))
            unusable = True
    return Outcome(judged, unusable)


def files(paths: Iterable[str]) -> Iterator[str]:
    """The files that are named, and the YAML files of the folders that are named."""
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        for file in sorted(Path(path).iterdir()):
            if file.suffix in SUFFIXES:
                yield str(file)


def watch(paths: Iterable[str], look: Callable[[], None]) -> None:
    """Looks now and whenever a file changed, until interrupted."""
    named = tuple(paths)
    seen: dict[str, int] = {}
    try:
        while True:
            found = {file: _changed(file) for file in files(named)}
            if found != seen:
                seen = found
                if sys.stdout.isatty():
                    click.clear()
                look()
            time.sleep(LOOK_AGAIN)
    except KeyboardInterrupt:
        return


def _changed(file: str) -> int:
    try:
        return Path(file).stat().st_mtime_ns
    except OSError:
        return 0


def _listed(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for each in words for word in each.split(",") if word)
