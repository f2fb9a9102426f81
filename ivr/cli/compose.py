"""`ivr compose`: prints every greeting of a call script with its seconds."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ivr.greeting import Greeting
    from ivr.script.model import Script
    from ivr.speech.library import Library

UNUSABLE = 2

Seconds = Callable[["Greeting"], tuple[float, bool]]


@click.command("compose")
@click.argument("script", metavar="SCRIPT")
@click.option("--language", help="Only this language: en, fil, ru or nb.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--audio",
    default="audio/rendered",
    show_default=True,
    metavar="FOLDER",
    help="Where rendered prompts are: a greeting found there shows its real seconds.",
)
def command(script: str, language: str | None, shape: str, audio: str) -> None:
    """Print the greetings of a line: its own, each department's, each agent's
    answering script and voicemail greeting, with their seconds.

    Seconds after "about" are estimated; the others are those of the rendered audio.

    \b
    Example:
      ivr compose scripts/dental-clinic.en.yaml
    """
    from ivr.greeting import compose
    from ivr.script.errors import ScriptError
    from ivr.script.load import load

    try:
        loaded = load(script)
    except ScriptError as error:
        raise _unusable(str(error)) from None
    if language and language not in loaded.languages:
        has = ", ".join(loaded.languages)
        raise _unusable(f"{script} speaks {has}; {language!r} is none of them")
    greetings = [g for g in compose(loaded) if language in (None, g.language)]
    seconds = _seconds(Path(audio), loaded)
    if shape == "json":
        shown = [_as_json(greeting, *seconds(greeting)) for greeting in greetings]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        click.echo(_as_text(greetings, seconds))


def _as_text(greetings: list["Greeting"], seconds: Seconds) -> str:
    from ivr.languages import LANGUAGES

    lines: list[str] = []
    language = desk = None
    for greeting in greetings:
        if greeting.language != language:
            language, desk = greeting.language, None
            lines += ["", LANGUAGES[language].name]
        here = greeting.department or greeting.agent
        if here != desk:
            desk = here
            lines += ["", f"  {desk}"] if desk else [""]
        lines.append(_line(greeting, *seconds(greeting)))
    return "\n".join(lines).strip("\n")


def _line(greeting: "Greeting", seconds: float, rendered: bool) -> str:
    long = f"{seconds:.1f} s" if rendered else f"about {seconds:.1f} s"
    return f"    {greeting.kind:<11} {greeting.text}  ({long})"


def _as_json(greeting: "Greeting", seconds: float, rendered: bool) -> dict[str, Any]:
    return {
        "kind": greeting.kind,
        "language": greeting.language,
        "department": greeting.department or None,
        "agent": greeting.agent or None,
        "text": greeting.text,
        "seconds": round(seconds, 1),
        "rendered": rendered,
    }


def _seconds(folder: Path, script: "Script") -> Seconds:
    """The seconds of a greeting, and whether they are those of rendered audio."""
    from ivr.speech.diction import diction

    library, aloud = _library(folder), diction(script)

    def seconds(greeting: "Greeting") -> tuple[float, bool]:
        from ivr.wording.measures import estimate_seconds

        if library:
            found = library.find(aloud.prompt(greeting.text, greeting.language))
            if found:
                return found.seconds, True
        return estimate_seconds(greeting.text, greeting.language), False

    return seconds


def _library(folder: Path) -> "Library | None":
    if not folder.is_dir():
        return None
    from ivr.speech.engine import choose
    from ivr.speech.errors import SpeechError
    from ivr.speech.library import Library

    try:
        return Library(folder, choose(os.environ.get("IVR_VOICE_ENGINE")))
    except SpeechError:
        return None


def _unusable(message: str) -> click.ClickException:
    error = click.ClickException(message)
    error.exit_code = UNUSABLE
    return error
