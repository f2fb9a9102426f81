"""Whole calls as data, over real HTTP to a real server process, signatures on:
each goes as written, and neither monitors nor reader have anything to say."""

from pathlib import Path

import pytest

from ivr.carrier.monitors import watch
from ivr.phone.playing import play
from ivr.phone.transcript import load_transcript

from .http_caller import HttpCaller

FILES = sorted((Path(__file__).parents[1] / "transcripts").glob("*/*.yaml"))


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lines keep their music and ringing tones: they are the same."""
    return tmp_path_factory.mktemp("audio")


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_it_goes_as_written_over_http(file: Path, tmp_path: Path, audio: Path) -> None:
    transcript = load_transcript(file)
    caller = HttpCaller(transcript.script, transcript.at, tmp_path, audio)
    try:
        play(transcript, caller)
    finally:
        caller.close()

    carrier = caller.line.carrier
    assert watch(carrier.trace, carrier.clock.now) == []
    assert carrier.problems == []
