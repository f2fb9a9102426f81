"""Faults on demand: requests that come twice, late, never, slowly or fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

What = Literal[
    "duplicate", "lose", "delay", "shuffle", "slow", "answer", "answer_after", "refuse"
]


@dataclass(slots=True)
class Fault:
    """One rule: what happens to requests whose URL contains ``where``, how often."""

    what: What
    where: str = ""
    times: int = -1
    value: float = 0.0

    def applies(self, url: str) -> bool:
        """Whether the rule still has something to do with this URL."""
        return self.times != 0 and self.where in url


@dataclass
class Faults:
    """The rules in force. ``times`` -1 means always; seconds are virtual."""

    rules: list[Fault] = field(default_factory=list)
    chance: Random = field(default_factory=lambda: Random(0))

    def find(self, what: What, url: str) -> Fault | None:
        """The first rule of this kind for the URL; it is used up once."""
        for rule in self.rules:
            if rule.what == what and rule.applies(url):
                rule.times -= 1 if rule.times > 0 else 0
                return rule
        return None

    def duplicate(
        self, where: str = "", times: int = -1, within: float = 0.0
    ) -> Faults:
        """Delivers a request or a status callback twice.

        The second copy of a callback comes at random within these seconds.
        """
        return self._add(Fault("duplicate", where, times, within))

    def lose(self, where: str = "", times: int = -1) -> Faults:
        """The application sees a request, but its answer never arrives.

        A status callback is not delivered at all.
        """
        return self._add(Fault("lose", where, times))

    def delay(self, seconds: float, where: str = "", times: int = -1) -> Faults:
        """Delivers status callbacks that much later."""
        return self._add(Fault("delay", where, times, seconds))

    def shuffle(self, seconds: float, where: str = "") -> Faults:
        """Delivers status callbacks at random within these seconds, out of order."""
        return self._add(Fault("shuffle", where, -1, seconds))

    def slow(self, seconds: float, where: str = "", times: int = -1) -> Faults:
        """The application needs that many seconds more for its answer."""
        return self._add(Fault("slow", where, times, seconds))

    def answer(self, status: int, where: str = "", times: int = -1) -> Faults:
        """Something in between answers with this status instead of the application."""
        return self._add(Fault("answer", where, times, status))

    def answer_after(self, status: int, where: str = "", times: int = -1) -> Faults:
        """The request is carried out, but answered with this status."""
        return self._add(Fault("answer_after", where, times, status))

    def refuse(self, where: str = "", times: int = -1) -> Faults:
        """The connection is refused."""
        return self._add(Fault("refuse", where, times))

    def clear(self) -> None:
        """Takes all rules back."""
        self.rules.clear()

    def _add(self, fault: Fault) -> Faults:
        self.rules.append(fault)
        return self
