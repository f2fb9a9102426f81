"""What other programs use of `ivr`; the names are those of the commands."""

from datetime import datetime
from pathlib import Path

from ivr.etiquette.prove import Proof
from ivr.etiquette.prove import prove as prove_flow
from ivr.flow.compile import compile_script
from ivr.greeting import Greeting
from ivr.greeting import compose as compose_greetings
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.script.load import load
from ivr.script.model import Script
from ivr.speech.engine import choose
from ivr.speech.library import Library, Report
from ivr.speech.repertoire import repertoire
from ivr.wording.check import check_text
from ivr.wording.measures import estimate_seconds

__all__ = ["check_text", "compose", "load", "prove", "render", "simulate"]


def compose(script: Script, hour: int = 9) -> tuple[Greeting, ...]:
    """Every greeting of a line: its own, each department's, each agent's.

    `hour` (0-23) decides between "Good morning" and "Good afternoon".
    """
    return compose_greetings(script, hour)


def prove(script: Script) -> Proof:
    """Looks at every call of a line; `holds` says whether every rule is proved."""
    return prove_flow(compile_script(script), estimate_seconds)


def simulate(script: Script, at: datetime) -> SimulatedCaller:
    """A caller at a local time, in an office where nobody answers unless told to."""
    return SimulatedCaller(script, at)


def render(script: Script, folder: Path, voice: str | None = None) -> Report:
    """Renders the prompts that a folder lacks, in the voice of an engine.

    Raises SpeechError for an engine that is unknown or not installed.
    """
    return Library(folder, choose(voice)).render(repertoire(script))
