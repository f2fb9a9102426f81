"""The Procfile's web line with two workers, on the carrier's clock."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ivr.carrier.monitors import watch
from ivr.phone.playing import play
from ivr.phone.transcript import load_transcript

from .http_caller import HttpCaller
from .line_server import STARTING_SECONDS, HttpLine, line

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

ROOT = Path(__file__).parents[2]
APP = "carrier.gunicorn_line:app()"


def app() -> "WSGIApplication":
    """What gunicorn loads: the line as the environment says."""
    return line(os.environ, Path(os.environ["AUDIO"]))


def command(port: int) -> list[str]:
    """What the Procfile says, with our application and run by this Python."""
    (web,) = (
        words
        for words in (ROOT / "Procfile").read_text("utf-8").splitlines()
        if words.startswith("web: gunicorn ")
    )
    _, _, *arguments, _ = shlex.split(web.replace("$PORT", str(port)))
    return [sys.executable, "-m", "gunicorn", *arguments, APP]


class GunicornLine(HttpLine):
    """A line behind gunicorn: each request may be answered by another process."""

    def _begin(self, environment: dict[str, str], audio: Path) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self._server = subprocess.Popen(
            command(port),
            env=environment
            | {
                "PATH": os.environ["PATH"],
                "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
                "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
                "AUDIO": str(audio),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._wait_for_both_workers()
        return port

    def _wait_for_both_workers(self) -> None:
        assert self._server.stderr is not None
        booted, until = 0, time.monotonic() + STARTING_SECONDS
        for written in self._server.stderr:
            booted += "Booting worker" in written
            if booted == 2:
                return
            if time.monotonic() > until:
                break
        raise TimeoutError("gunicorn does not start")

    def _end(self) -> None:
        self._server.send_signal(signal.SIGTERM)
        self._server.communicate(timeout=25)


def plays_as_written(file: Path, folder: Path) -> list[str]:
    """Plays a transcript behind gunicorn; what monitors and reader have to say of it.

    Raises what `play` raises where the call does not go as written.
    """
    transcript = load_transcript(file)
    caller = HttpCaller(
        transcript.script, transcript.at, folder, folder / "audio", GunicornLine
    )
    try:
        play(transcript, caller)
    finally:
        caller.close()
    carrier = caller.line.carrier
    said = [*watch(carrier.trace, carrier.clock.now), *carrier.problems]
    return [str(each) for each in said]
