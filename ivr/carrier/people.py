"""People at their telephones: what they do when it rings, and on the line."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Self

from ivr.carrier.leg import Leg
from ivr.carrier.program import Signal
from ivr.carrier.steps import STEPS, CallDiffers, LineGone, Step, Words
from ivr.carrier.trace import SPOKEN, Entry, lines
from ivr.carrier.visits import MACHINE_WORDS, REACTIONS, Visit

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange

PATIENCE = 120.0


class Person:
    """Somebody with a telephone.

    Steps for a telephone that has not been answered yet are kept for then. Once it has
    been answered a step happens at once, and the virtual time that it needs passes.
    """

    def __init__(self, exchange: Exchange, address: str, name: str = "") -> None:
        self.exchange = exchange
        self.address = address
        self.name = name or address
        self.leg: Leg | None = None
        self.messages: list[str] = []
        self.is_machine = False
        self.rings = 0
        self._visits: list[Visit] = []
        self._script: deque[tuple[str, tuple[object, ...]]] = deque()
        self._running: Step | None = None
        self._news = 0
        self._turn = 0
        self._wants_news = False
        self.cursor = 0
        self._rung_at = 0.0

    def answers(self, after: float = 3.0) -> Self:
        """Picks up that many seconds after the telephone begins to ring."""
        return self._visit("answers", after)

    def declines(self, after: float = 3.0) -> Self:
        """Refuses the call, which the carrier reports as busy."""
        return self._visit("busy", after)

    def is_busy(self) -> Self:
        """Is talking on another line."""
        return self._visit("busy", 0.0)

    def does_not_answer(self) -> Self:
        """Lets it ring."""
        return self._visit("rings", 0.0)

    def cannot_be_reached(self) -> Self:
        """Has a number that does not work."""
        return self._visit("failed", 0.0)

    def is_a_machine(self, words: str = MACHINE_WORDS, after: float = 10.0) -> Self:
        """Is out; an answering machine picks up, speaks and then records silence."""
        __tracebackhide__ = True
        self._visit("answers", after)
        self.is_machine = True
        return self._do("says", words).waits(60).hangs_up()

    def _visit(self, reaction: str, after: float) -> Self:
        visit = Visit(reaction, after)
        if self.is_ringing and self.leg is not None:
            self._visits[self.rings - 1 :] = [visit]
            self._react(self.leg, visit)
        else:
            self._visits = [*self._visits[: self.rings], visit]
        return self

    def forgets(self) -> Self:
        """Forgets what was planned for rings to come."""
        self._visits.clear()
        self._script.clear()
        self.rings = 0
        return self

    def is_called(self, name: str) -> None:
        """Gives the person a name, in the trace too."""
        for entry in self.exchange.trace.of(self.name):
            entry.who = name
        if self.leg is not None:
            self.leg.who = name
        self.name = name

    def then(self) -> Self:
        """What follows is for the next time the telephone rings."""
        self._visits.append(Visit())
        return self

    def is_rung(self, leg: Leg) -> None:
        """The telephone rings."""
        if self.leg is not None and self.leg.alive and self.leg is not leg:
            leg.signal(Signal(leg, "busy"))
            return
        self.leg = leg
        self._rung_at = self.exchange.clock.now
        self.rings += 1
        leg.note("rings", "is rung")
        if not self._visits:
            return
        visit = self._visits[min(self.rings, len(self._visits)) - 1]
        self._react(leg, visit)

    def _react(self, leg: Leg, visit: Visit) -> None:
        if visit.reaction == "rings":
            return

        def react() -> None:
            if leg.status != "ringing":
                return
            leg.note("state", REACTIONS[visit.reaction])
            leg.signal(Signal(leg, visit.reaction))
            if visit.reaction == "answers":
                self.cursor = len(self.exchange.trace.entries)
                self._script.extend(visit.steps)
                visit.begun = True
                self.exchange.clock.soon(self._proceed)

        self.exchange.clock.at(self._rung_at + visit.after, react)

    def hears(self, words: Words, within: float = PATIENCE) -> Self:
        """Listens until the words have been heard; fails after that many seconds."""
        __tracebackhide__ = True
        return self._do("hears", words, within)

    def presses(self, keys: str) -> Self:
        """Presses one key or several, a quarter of a second apart."""
        __tracebackhide__ = True
        return self._do("presses", keys)

    def says(self, words: str, confidence: float = 0.9) -> Self:
        """Speaks; takes as long as the words need."""
        __tracebackhide__ = True
        return self._do("says", words, confidence)

    def mumbles(self) -> Self:
        """Says something that speech recognition does not understand."""
        __tracebackhide__ = True
        return self._do("says", "", 0.0)

    def waits(self, seconds: float) -> Self:
        """Stays silent."""
        __tracebackhide__ = True
        return self._do("waits", seconds)

    def hangs_up(self) -> Self:
        """Ends the call."""
        __tracebackhide__ = True
        return self._do("hangs_up")

    @property
    def is_ringing(self) -> bool:
        """Whether this person's telephone rings."""
        leg = self.leg
        return leg is not None and leg.status == "ringing" and leg.direction[0] == "o"

    @property
    def heard(self) -> list[str]:
        """All that was spoken to this person so far, in order."""
        now = self.exchange.clock.now
        return [
            entry.heard
            for entry in self.exchange.trace.of(self.name)
            if entry.what in SPOKEN and entry.at <= now and entry.heard
        ]

    @property
    def is_hearing(self) -> list[Entry]:
        """Words that somebody is speaking to this person at this moment."""
        now, recent = self.exchange.clock.now, self.exchange.trace.entries[-9:]
        return [
            entry
            for entry in recent
            if entry.who == self.name
            and entry.what in SPOKEN
            and (entry.until is None or entry.until > now)
        ]

    @property
    def is_on_the_line(self) -> bool:
        """Whether this person's call has been answered and goes on."""
        return self.leg is not None and self.leg.connected

    @property
    def unfulfilled(self) -> list[str]:
        """What this person was to hear but never came to."""
        steps = [*self._script]
        for visit in self._visits:
            steps += [] if visit.begun else visit.steps
        return [
            f"{self.name} never came to hear {words[0]!r}"
            for name, words in steps
            if name == "hears"
        ]

    def notices(self, entry: Entry) -> None:
        """Something happened on this person's line."""
        self._news += 1
        if self._wants_news:
            self._wants_news = False
            self._turn += 1
            self.exchange.clock.soon(self._proceed)

    def _do(self, name: str, *arguments: object) -> Self:
        __tracebackhide__ = True
        live = self.leg is not None and self.leg.status in ("in-progress", "ringing")
        inbound = self.leg is not None and self.leg.direction == "inbound"
        here = live and (inbound or self.is_on_the_line)
        if here or self._is_after_a_call():
            self._finish_script()
            self._perform(name, arguments)
        else:
            if not self._visits:
                self._visits.append(Visit())
            self._visits[-1].steps.append((name, arguments))
        return self

    def _is_after_a_call(self) -> bool:
        over = self.leg is not None and not self.leg.alive
        return over and len(self._visits) <= self.rings

    def _finish_script(self) -> None:
        clock = self.exchange.clock
        while (self._script or self._running is not None) and clock.step():
            self._raise_failures()

    def _perform(self, name: str, arguments: tuple[object, ...]) -> None:
        __tracebackhide__ = True
        step: Step = STEPS[name](self, *arguments)
        clock = self.exchange.clock
        while True:
            with clock.held():
                wish = next(step, None)
            if wish is None:
                break
            until, wants_news = wish
            news = self._news
            while clock.now < until and not (wants_news and self._news > news):
                if not clock.step(until):
                    clock.run_until(until)
        clock.run_until(clock.now)
        self._raise_failures()

    def _raise_failures(self) -> None:
        __tracebackhide__ = True
        if self.exchange.failures:
            raise self.exchange.failures.pop(0)

    def _proceed(self) -> None:
        clock = self.exchange.clock
        while True:
            if self._running is None:
                if not self._script:
                    return
                name, arguments = self._script.popleft()
                self._running = STEPS[name](self, *arguments)
            try:
                until, wants_news = next(self._running)
            except StopIteration:
                self._running = None
                continue
            except LineGone:
                self._running = None
                self._script.clear()
                return
            except CallDiffers as difference:
                self._running = None
                self._script.clear()
                self.exchange.failures.append(difference)
                return
            break
        self._wants_news = wants_news
        self._turn += 1
        turn = self._turn

        def time_up() -> None:
            if turn == self._turn:
                self._wants_news = False
                self._proceed()

        clock.at(until, time_up)

    def differs(self, message: str) -> CallDiffers:
        """The failure to raise, with the call so far beneath the message."""
        so_far = "\n".join(lines(self.exchange.trace.entries))
        return CallDiffers(f"{message}\n\nThe call so far:\n{so_far}")
