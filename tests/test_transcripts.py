"""Whole calls as data, played by each caller."""

from pathlib import Path

import pytest
from callers import PureCaller
from webhook_caller import WebhookCaller

from ivr.carrier.monitors import watch
from ivr.phone.playing import play
from ivr.phone.transcript import load_transcript
from ivr.script.load import load

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*/*.yaml"))


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_it_goes_as_written_on_the_pure_machine(file: Path) -> None:
    transcript = load_transcript(file)

    play(transcript, PureCaller(load(transcript.script), transcript.at))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_it_goes_as_written_on_the_webhooks(file: Path, tmp_path: Path) -> None:
    transcript = load_transcript(file)
    caller = WebhookCaller(transcript.script, transcript.at, tmp_path)

    play(transcript, caller)
    carrier = caller.line.carrier
    remarks = watch(carrier.trace, carrier.clock.now)

    assert [str(remark) for remark in remarks] == []
    assert carrier.problems == []
    caller.close()


@pytest.mark.parametrize("language", ["en", "fil", "ru", "nb"])
def test_each_language_has_the_same_calls(language: str) -> None:
    names = {file.stem for file in FOLDER.glob(f"{language}/*.yaml")}

    assert names == {file.stem for file in FOLDER.glob("en/*.yaml")}
