"""Whole calls as data, over real HTTP to a real server process, signatures on:
each goes as written, and neither monitors nor reader have anything to say.

Three calls in each language; with IVR_ALL_CALLS=1 in the environment all of them.
"""

import os
from pathlib import Path

import pytest

from ivr.carrier.monitors import watch
from ivr.phone.playing import play
from ivr.phone.transcript import load_transcript

from .http_caller import HttpCaller

FEW = ("after-hours-message", "agent-becomes-free", "asks-for-the-manager")
FILES = [
    file
    for file in sorted((Path(__file__).parents[1] / "transcripts").glob("*/*.yaml"))
    if file.stem in FEW or os.environ.get("IVR_ALL_CALLS")
]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_it_goes_as_written_over_http(file: Path, tmp_path: Path) -> None:
    transcript = load_transcript(file)
    caller = HttpCaller(transcript.script, transcript.at, tmp_path)
    try:
        play(transcript, caller)
    finally:
        caller.close()

    carrier = caller.line.carrier
    assert watch(carrier.trace, carrier.clock.now) == []
    assert carrier.problems == []
