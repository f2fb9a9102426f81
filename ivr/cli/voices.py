"""The library of rendered prompts, for commands that speak."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import fail

if TYPE_CHECKING:
    from ivr.speech.library import Library, Report
    from ivr.speech.prompt import Prompt

RENDERED = Path("audio/rendered")


def library(folder: Path = RENDERED) -> "Library":
    """The prompts in a folder, in the voice that IVR_VOICE_ENGINE names."""
    from ivr.speech.engine import choose
    from ivr.speech.errors import SpeechError
    from ivr.speech.library import Library

    try:
        return Library(folder, choose(os.environ.get("IVR_VOICE_ENGINE")))
    except SpeechError as error:
        fail(str(error))
        raise


def render(shelf: "Library", prompts: "Sequence[Prompt]", label: str) -> "Report":
    """Renders prompts behind a progress bar on standard error."""
    stream = click.get_text_stream("stderr")
    with click.progressbar(range(len(prompts)), label=label, file=stream) as bar:

        def progress(done: int, count: int, prompt: "Prompt") -> None:
            bar.update(max(0, done - bar.pos))

        report = shelf.render(prompts, progress)
        bar.update(max(0, len(prompts) - bar.pos))
    return report


def say_what_changed(report: "Report") -> None:
    """New, unchanged, stale and failed prompts, and what Twilio's voice will say."""
    from ivr.speech.carrier_voice import carrier_voice, is_carriers

    click.echo(
        f"{len(report.new)} new, {len(report.unchanged)} unchanged, "
        f"{len(report.stale)} stale"
    )
    unspoken = Counter(
        (p.language, carrier_voice(p).spoken_name, is_carriers(p.voice))
        for p in report.without_voice
    )
    for (language, voice, asked), count in sorted(unspoken.items()):
        if asked:
            click.echo(f"{language}: {count} prompts are said by Twilio's {voice}")
            continue
        click.echo(
            f"{language}: {count} prompts; no voice here is good enough for callers, "
            f"so they hear Twilio's {voice}"
        )
    for failure in report.failed:
        click.echo(f"not rendered: {failure.prompt.text!r}: {failure.error}", err=True)
