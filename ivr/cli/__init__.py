"""The command line: parses arguments, prints; no logic."""

import sys
from importlib import import_module

import click

# Each command's module and its line in `ivr --help`; a module is imported when used.
COMMANDS = {
    "new": ("new", "Write a call script, by a few questions or from options."),
    "compose": ("compose", "Print every greeting of a call script."),
    "check": ("check", "Judge the wording of prompts and find script errors."),
    "prove": ("prove", "Prove the etiquette of every possible call."),
    "explain": ("explain", "Print the manual page of a rule."),
    "render": ("render", "Render all prompts to telephone audio."),
    "record": ("record", "Take your own recording of a prompt, or own hold music."),
    "phone": ("phone", "Be the caller, in the terminal."),
    "understand": ("understand", "Show what a line understands of what callers say."),
    "hours": ("hours", "Show what a caller hears when, day by day."),
    "serve": ("serve", "Run the designer and the line on one port."),
    "worker": ("worker", "Keep promises: ring the agent, then the caller."),
    "migrate": ("migrate", "Create or upgrade the database."),
    "publish": ("publish", "Put a call script live, if it checks and proves."),
    "rollback": ("rollback", "Go back to the version before."),
    "connect": ("connect", "Point a Twilio number at this line."),
    "close": ("close", "Close the line early, until a time."),
    "promises": ("promises", "Show what was promised, by when, and what is overdue."),
    "inbox": ("inbox", "Show messages, who replies and by when."),
    "report": ("report", "Show how callers were treated, by day and by week."),
    "forget": ("forget", "Erase what is kept of a caller."),
    "account": ("account", "Say who may log in to the desk and the designer."),
    "export": ("export", "Write prompt packs and agent cards."),
    "listen": ("listen", "Turn a whole call into one audio file with captions."),
    "schema": ("schema", "Print the JSON Schema of call scripts, for editors."),
}


class Commands(click.Group):
    """Commands that are imported only when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ivr.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    epilog="Example: ivr new --company 'Northside Dental' --agent Maria",
    context_settings={"max_content_width": 100},
)
@click.version_option(package_name="ivr-designer", prog_name="ivr")
def group() -> None:
    """Design a phone line that asks before it holds, and answer it."""


def main() -> None:
    """The entry point of the command `ivr`."""
    try:
        group(prog_name="ivr")
    except BrokenPipeError:
        sys.exit(1)
