"""`ivr record`: a person's own recordings in place of the voice."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.failing import fail, plain_errors
from ivr.cli.opening import opened_if_there
from ivr.cli.voices import RENDERED, library

if TYPE_CHECKING:
    from ivr.speech.library import Library
    from ivr.speech.prompt import Prompt
    from ivr.speech.sound import Sound
    from ivr.telephony.own_voice import OwnVoice

REFUSED = 1
BY_HAND = "this machine"


@click.command(
    epilog="Example: ivr record scripts/dental-clinic.en.yaml "
    "--prompt 9859a7e4 greeting.wav"
)
@click.argument(
    "paths", metavar="[SCRIPT] [FILE]", nargs=-1, type=click.Path(path_type=Path)
)
@click.option("--list", "listing", is_flag=True, help="Print the prompts, each by id.")
@click.option("--all", "every", is_flag=True, help="List those with a number, too.")
@click.option("--prompt", "id", metavar="ID", help="The prompt that FILE says.")
@click.option("--music", is_flag=True, help="FILE is hold music; needs no SCRIPT.")
@click.option("--remove", is_flag=True, help="Go back to the voice, or to our music.")
@click.option("--language", help="List only this language: en, fil, ru or nb.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the list is printed.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=RENDERED,
    show_default=True,
    help="Folder of the rendered prompts.",
)
def command(
    paths: tuple[Path, ...],
    listing: bool,
    every: bool,
    id: str | None,
    music: bool,
    remove: bool,
    language: str | None,
    shape: str,
    output: Path,
) -> None:
    """Take FILE as your own recording of a prompt of SCRIPT; callers hear it then.

    WAV, MP3, FLAC, OGG or AIFF, up to five minutes and 10 MB. A recording that is
    clipped, noisy or incomplete is refused with the reason and exit code 1; level and
    silence at the ends are put right. With the recognition extra it is also checked
    whether it says the words.

    With --music it is your hold music, on every line of the folder.

    \b
    ivr record SCRIPT --list
    ivr record SCRIPT --prompt ID FILE
    ivr record SCRIPT --prompt ID --remove
    ivr record --music FILE
    ivr record --music --remove
    """
    with plain_errors():
        if music:
            _music(paths, remove, output)
        elif id:
            _prompt(paths, id, remove, output)
        elif listing:
            prompts = _listed(_one(paths, "SCRIPT"), every)
            _list([p for p in prompts if language in (None, p.language)], shape, output)
        else:
            fail("say --list, --prompt ID or --music; see: ivr record --help")


def _listed(script: Path, every: bool) -> "list[Prompt]":
    """The sentences that stay the same; places, waits and minutes only if asked."""
    from ivr.script.load import load
    from ivr.speech.repertoire import lasting_sentences

    if every:
        return list(_prompts(script))
    return [sentence.prompt for sentence in lasting_sentences(load(script))]


def _list(prompts: "list[Prompt]", shape: str, output: Path) -> None:
    from ivr.speech.recording import recordables

    found = list(recordables(library(output), prompts))
    if shape == "json":
        rows = [
            {
                "id": one.id,
                "language": one.prompt.language,
                "words": one.prompt.text,
                "recorded": one.recorded,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        mark = "recorded" if one.recorded else ""
        click.echo(f"{one.id}  {one.prompt.language:<3}  {mark:<8}  {one.prompt.text}")
    click.echo(f"{sum(one.recorded for one in found)} of {len(found)} recorded")


def _prompt(paths: tuple[Path, ...], id: str, remove: bool, output: Path) -> None:
    from ivr.speech.recording import UnknownPrompt, prompt_of

    wanted = ("SCRIPT",) if remove else ("SCRIPT", "FILE")
    given = _given(paths, wanted)
    try:
        prompt = prompt_of(_prompts(given[0]), id)
    except UnknownPrompt:
        fail(f"no prompt has the id {id!r}; see: ivr record {given[0]} --list")
        raise
    shelf = library(output)
    if not remove:
        _record(shelf, prompt, _sound(given[1]))
        return
    with _kept(shelf) as own:
        if own:
            own.unrecord(prompt, int(time.time()))
        else:
            shelf.unrecord(prompt)
    click.echo(f"the voice says it again: {prompt.text!r}")


@contextmanager
def _kept(shelf: "Library") -> "Iterator[OwnVoice | None]":
    """Where recordings outlive the folder; only the line's own folder is kept so."""
    from ivr.telephony.own_voice import OwnVoice

    if shelf.folder != RENDERED:
        yield None
        return
    with opened_if_there() as engine:
        yield OwnVoice(engine, shelf) if engine else None


def _record(shelf: "Library", prompt: "Prompt", recording: "Sound") -> None:
    from ivr.speech.errors import SpeechError
    from ivr.speech.recording import judge_take

    verdict = judge_take(recording, prompt)
    for remark in verdict.remarks:
        weight, way_out = remark.weight, remark.way_out
        click.echo(f"{weight}: {remark.problem}; {way_out} ({remark.name})")
    if not verdict.usable:
        click.echo(f"not taken: {prompt.text!r}", err=True)
        raise SystemExit(REFUSED)
    try:
        with _kept(shelf) as own:
            now = int(time.time())
            rendered = (
                own.record(prompt, recording, BY_HAND, now)
                if own
                else shelf.record(prompt, recording)
            )
    except SpeechError as error:
        fail(str(error))
        raise
    click.echo(f"recorded, {rendered.seconds:.1f} s: {prompt.text!r}")


def _music(paths: tuple[Path, ...], remove: bool, output: Path) -> None:
    from ivr.speech.hold_music import fitted
    from ivr.speech.own_music import OwnMusic

    now = int(time.time())
    if remove:
        with _kept(library(output)) as own:
            had = own.stop_playing(now) if own else OwnMusic(output).forget()
        click.echo(
            "the script's music plays again" if had else "there was no own music"
        )
        return
    sound = _sound(_one(paths, "FILE"))
    try:
        music = fitted(sound)
    except ValueError as unfit:
        click.echo(f"not taken: {unfit}", err=True)
        raise SystemExit(REFUSED) from None
    with _kept(library(output)) as own:
        if own:
            own.play(music, BY_HAND, now)
        else:
            OwnMusic(output).keep(music)
    click.echo(f"hold music, {music.seconds:.0f} s before it begins again")


def _prompts(script: Path) -> "tuple[Prompt, ...]":
    from ivr.script.load import load
    from ivr.speech.repertoire import repertoire

    return repertoire(load(script))


def _sound(path: Path) -> "Sound":
    from ivr.speech.errors import SpeechError
    from ivr.speech.upload import decode_file

    try:
        return decode_file(path)
    except SpeechError as error:
        fail(f"{path}: {error}")
        raise


def _one(paths: tuple[Path, ...], name: str) -> Path:
    return _given(paths, (name,))[0]


def _given(paths: tuple[Path, ...], names: tuple[str, ...]) -> tuple[Path, ...]:
    if len(paths) != len(names):
        fail(f"give {' and '.join(names)}, and nothing else; see: ivr record --help")
    return paths
