"""Renews what the manual takes from the code.

That is docs/commands.md, the table of settings in docs/deploying.md, and what the
terminal prints in README.md and docs/first-call.md. Run it after a change of a command,
a setting or a sentence of the line, and read what it changed:

    python docs/renew.py

`tests/test_docs.py` fails where the manual and the code differ.
"""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import click
from click.testing import CliRunner

from ivr.cli import COMMANDS, group
from ivr.config import settings_table

DOCS = Path(__file__).parent
ROOT = DOCS.parent
COMMANDS_PAGE = DOCS / "commands.md"
SETTINGS_PAGE = DOCS / "deploying.md"
TERMINAL_PAGES = (ROOT / "README.md", DOCS / "first-call.md")

SETTINGS = re.compile(
    r"(<!-- settings -->\n).*?(\n<!-- end of settings -->)", re.DOTALL
)
TERMINAL = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
TYPED = re.compile(r"^ *\d+:\d\d  \w+ > (.*)$", re.MULTILINE)

HEAD = """\
# Commands

Written by `python docs/renew.py` from the help of each command; a test fails if this
page differs.

`ivr --help` lists the commands; `ivr COMMAND --help` prints what stands below. The exit
code is 0 where all is well, 1 where something was found, and 2 where the input cannot
be used.
"""


def commands_page() -> str:
    """The page of all commands: a list, then the help of each, 80 columns wide."""
    rows = [
        f"| [`ivr {name}`](#ivr-{name}) | {does} |"
        for name, (_, does) in COMMANDS.items()
    ]
    listing = "\n".join(["| command | what it does |", "|---|---|", *rows])
    return "\n".join([HEAD, listing, *map(_section, COMMANDS)])


def with_settings(page: str) -> str:
    """A page with the table of settings between its two marks made anew."""
    return SETTINGS.sub(lambda found: found[1] + settings_table() + found[2], page)


def with_terminals(page: str) -> str:
    """A page in which every terminal block has its output made anew.

    `$ ivr …` run one after the other in a folder of their own, beside the starters and
    the transcripts. In a phone call the lines that were typed are typed again.
    """
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        for name in ("docs", "scripts", "tests"):
            Path(folder, name).symlink_to(ROOT / name)
        os.chdir(folder)
        try:
            return TERMINAL.sub(lambda found: "".join(_session(found[0])), page)
        finally:
            os.chdir(before)


def _section(name: str) -> str:
    return f"\n## ivr {name}\n\n```text\n{_help(name)}\n```"


def _help(name: str) -> str:
    parent = click.Context(group, info_name="ivr", terminal_width=80)
    command = group.get_command(parent, name)
    if command is None:
        raise LookupError(name)
    context = click.Context(command, parent, name, terminal_width=80)
    lines = command.get_help(context).splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _session(block: str) -> Iterator[str]:
    for entry in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        first, *_ = entry.splitlines() or [""]
        if first.startswith("$ ivr "):
            typed = TYPED.findall(entry)
            yield f"{first}\n{_output(shlex.split(first[6:]), typed)}"
        else:
            yield entry


def _output(arguments: list[str], typed: list[str]) -> str:
    terminal = CliRunner(echo_stdin=bool(typed))
    with patch("click.testing._NamedTextIOWrapper.isatty", return_value=bool(typed)):
        result = terminal.invoke(group, arguments, "".join(f"{t}\n" for t in typed))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return "".join(f"{line.rstrip()}\n" for line in result.output.splitlines())


if __name__ == "__main__":
    COMMANDS_PAGE.write_text(commands_page() + "\n", "utf-8")
    SETTINGS_PAGE.write_text(with_settings(SETTINGS_PAGE.read_text("utf-8")), "utf-8")
    for page in TERMINAL_PAGES:
        page.write_text(with_terminals(page.read_text("utf-8")), "utf-8")
