"""Callers with one interface: the same call on the pure machine and on webhooks."""

from datetime import datetime
from pathlib import Path

from ivr.phone.playing import plain
from ivr.phone.simulated_caller import SimulatedCaller
from ivr.script.load import load
from ivr.script.model import Script

SCRIPTS = Path(__file__).parents[1] / "scripts"
OPEN_HOURS = datetime(2026, 11, 25, 10, 0)
AT_NIGHT = datetime(2026, 11, 24, 22, 30)


class PureCaller(SimulatedCaller):
    """A caller on the pure machine, with questions that tests ask."""

    def __init__(self, script: Script, at: datetime = OPEN_HOURS) -> None:
        super().__init__(script, at)

    def hears(self, words: str) -> bool:
        """Whether the line said the words since the caller's last move."""
        return f" {plain(words)} " in f" {plain(self.heard_words)} "

    @property
    def heard_words(self) -> str:
        """All that the line said since the caller's last move."""
        return " ".join(self.heard())

    @property
    def state(self) -> str:
        return self.call.call.state


def starter(name: str) -> Script:
    """A call script of `scripts/` by its file name without the ending."""
    return load(SCRIPTS / f"{name}.yaml")
