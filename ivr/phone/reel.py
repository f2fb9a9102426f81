"""Plays what the caller hears on a virtual clock, and writes the timeline."""

from dataclasses import replace
from math import inf

from ivr.phone.programme import Ending, Programme, Stretch
from ivr.phone.timeline import Entry, Who


class Reel:
    """One call's sound: a programme is played until its end or until it is cut."""

    def __init__(self) -> None:
        self.clock = 0.0
        self.timeline: list[Entry] = []
        self.programme = Programme((), Ending.HUNG_UP)
        self._state = ""
        self._at = 0
        self._began = 0.0
        self._entry = -1

    def play(self, programme: Programme, state: str) -> Ending | None:
        """Begins a programme; its ending where there is nothing in it to hear."""
        self.cut()
        self.programme, self._state, self._at = programme, state, -1
        return self.turn()

    def turn(self) -> Ending | None:
        """Goes on to the next stretch; the ending where none is left."""
        self._at += 1
        self._began = self.clock
        stretch = self.stretch
        if stretch is None:
            self._entry = -1
            return self.programme.ending
        words = stretch.words
        self._entry = len(self.timeline)
        self.timeline.append(
            Entry(
                at=self.clock,
                seconds=stretch.seconds if stretch.seconds < inf else 0.0,
                who=stretch.who,
                words=words.text if words else "",
                state=self._state,
                phrase=words.phrase if words else "",
                language=words.language if words else "",
            )
        )
        return None

    def cut(self) -> None:
        """What is playing ends here."""
        stretch = self.stretch
        if self._entry >= 0 and stretch and self.clock < self._began + stretch.seconds:
            entry = self.timeline[self._entry]
            cut = replace(entry, seconds=self.clock - self._began)
            self.timeline[self._entry] = cut
        self._entry = -1

    def note(
        self, who: Who, words: str, state: str, seconds: float = 0.0, keys: str = ""
    ) -> None:
        """Writes down what somebody else on the call says or does now."""
        entry = Entry(self.clock, seconds, who, words, state, keys=keys)
        self.timeline.append(entry)

    @property
    def playing(self) -> Entry | None:
        """The entry of what is playing; None once it is cut."""
        return self.timeline[self._entry] if self._entry >= 0 else None

    @property
    def stretch(self) -> Stretch | None:
        """What is playing; None where nothing is."""
        stretches = self.programme.stretches
        return stretches[self._at] if 0 <= self._at < len(stretches) else None

    @property
    def ends(self) -> float:
        """When the present stretch is over, on the clock; infinite while talking."""
        stretch = self.stretch
        return self._began + stretch.seconds if stretch else inf
