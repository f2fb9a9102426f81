"""Whole calls as data, played by each caller."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from callers import PureCaller

from ivr.phone.playing import Caller, play
from ivr.phone.transcript import load_transcript
from ivr.script.load import load
from ivr.script.model import Script

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*/*.yaml"))
CALLERS: dict[str, Callable[[Script, datetime], Caller]] = {"pure": PureCaller}


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_it_goes_as_written(file: Path, caller: str) -> None:
    transcript = load_transcript(file)

    play(transcript, CALLERS[caller](load(transcript.script), transcript.at))


@pytest.mark.parametrize("language", ["en", "fil", "ru", "nb"])
def test_each_language_has_the_same_calls(language: str) -> None:
    names = {file.stem for file in FOLDER.glob(f"{language}/*.yaml")}

    assert names == {file.stem for file in FOLDER.glob("en/*.yaml")}
